import type { RgbaPicture } from '#qr/picture.ts';
import { boxBlur } from './box-blur.ts';
import type { VirtualView } from './frame-source.ts';
import { type Scene, sceneLevel } from './scene.ts';

/**
 * The virtual camera: a pinhole one view width in front of its picture plane, pointed at a flat
 * screen that may be turned about its upright axis. Pure arithmetic on pixels, so that tests give
 * its pictures to the real decoder.
 */
export interface ViewSize {
  readonly width: number;
  readonly height: number;
}

/** What is behind the screen: a desk in shadow. */
const DESK = { red: 58, green: 52, blue: 46 } as const;
/** A power of two. */
const NOISE_TABLE_LENGTH = 4_096;

/** Four-point interpolation of the picture at (x, y) into one pixel; edges repeat. */
function copySample(
  from: RgbaPicture,
  x: number,
  y: number,
  to: Uint8ClampedArray,
  at: number,
): void {
  const { data, width, height } = from;
  const left = Math.max(Math.floor(x), 0);
  const top = Math.max(Math.floor(y), 0);
  const right = Math.min(left + 1, width - 1);
  const bottom = Math.min(top + 1, height - 1);
  const shareX = Math.max(x - left, 0);
  const shareY = Math.max(y - top, 0);
  const topLeft = (top * width + left) * 4;
  const topRight = (top * width + right) * 4;
  const bottomLeft = (bottom * width + left) * 4;
  const bottomRight = (bottom * width + right) * 4;
  for (let channel = 0; channel < 3; channel++) {
    const upperLeft = data[topLeft + channel] as number;
    const lowerLeft = data[bottomLeft + channel] as number;
    const upper = upperLeft + ((data[topRight + channel] as number) - upperLeft) * shareX;
    const lower = lowerLeft + ((data[bottomRight + channel] as number) - lowerLeft) * shareX;
    to[at + channel] = upper + (lower - upper) * shareY;
  }
}

/**
 * Where the lines of sight of a column meet the screen: how far across, and how far one view width
 * down reaches. The screen turns about its upright axis, so rows do not matter.
 */
function columnSights(picture: RgbaPicture, view: VirtualView, columns: number) {
  const turn = (view.tiltDegrees * Math.PI) / 180;
  const slope = Math.tan(turn);
  const stretch = Math.cos(turn);
  const across = new Float64Array(columns);
  const reach = new Float64Array(columns);
  for (let column = 0; column < columns; column++) {
    const u = (column + 0.5 - columns / 2) / columns;
    const distance = (view.distance / (1 - u * slope)) * picture.width;
    across[column] = view.x * picture.width + (distance * u) / stretch - 0.5;
    reach[column] = distance;
  }
  return { across, reach };
}

/** For every pixel: where its line of sight meets the screen, and what is there. */
function project(scene: Scene, view: VirtualView, size: ViewSize): Uint8ClampedArray {
  const pixels = new Uint8ClampedArray(size.width * size.height * 4);
  const picture = sceneLevel(scene, (view.distance * scene.width) / size.width);
  const { across, reach } = columnSights(picture, view, size.width);
  const right = picture.width - 0.5;
  const bottom = picture.height - 0.5;
  const middle = view.y * picture.height - 0.5;
  let at = 0;
  for (let row = 0; row < size.height; row++) {
    const v = (row + 0.5 - size.height / 2) / size.width;
    for (let column = 0; column < size.width; column++) {
      const x = across[column] as number;
      const y = middle + (reach[column] as number) * v;
      if (x >= -0.5 && y >= -0.5 && x < right && y < bottom) {
        copySample(picture, x, y, pixels, at);
      } else {
        pixels[at] = DESK.red;
        pixels[at + 1] = DESK.green;
        pixels[at + 2] = DESK.blue;
      }
      pixels[at + 3] = 255;
      at += 4;
    }
  }
  return pixels;
}

/** Normal deviates with standard deviation 1 (Box-Muller), made once per camera. */
export function noiseTable(random: () => number): Float32Array {
  return Float32Array.from(
    { length: NOISE_TABLE_LENGTH },
    () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()),
  );
}

/** The same grey grain on all three channels; every row starts elsewhere in the table. */
function addNoise(
  { data, width, height }: { data: Uint8ClampedArray; width: number; height: number },
  deviation: number,
  table: Float32Array,
  random: () => number,
): void {
  const grains = table.map((deviate) => deviate * deviation);
  let at = 0;
  for (let row = 0; row < height; row++) {
    let place = Math.floor(random() * NOISE_TABLE_LENGTH);
    for (let column = 0; column < width; column++) {
      const grain = grains[place] as number;
      data[at] = (data[at] as number) + grain;
      data[at + 1] = (data[at + 1] as number) + grain;
      data[at + 2] = (data[at + 2] as number) + grain;
      at += 4;
      place = (place + 1) & (NOISE_TABLE_LENGTH - 1);
    }
  }
}

/** One picture of the scene. @param random 0 up to 1; @param table from `noiseTable`. */
export function takeView(
  scene: Scene,
  view: VirtualView,
  size: ViewSize,
  table: Float32Array,
  random: () => number,
): RgbaPicture {
  const picture = { data: project(scene, view, size), width: size.width, height: size.height };
  const sharp = view.blurPx < 1 ? picture : boxBlur(picture, Math.round(view.blurPx));
  if (view.noise > 0) addNoise(sharp, view.noise, table, random);
  return sharp;
}
