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

/** For every pixel: where its line of sight meets the screen, and what is there. */
function project(scene: Scene, view: VirtualView, size: ViewSize): Uint8ClampedArray {
  const pixels = new Uint8ClampedArray(size.width * size.height * 4);
  const turn = (view.tiltDegrees * Math.PI) / 180;
  const slope = Math.tan(turn);
  const picture = sceneLevel(scene, (view.distance * scene.width) / size.width);
  const { width, height } = picture;
  let at = 0;
  for (let row = 0; row < size.height; row++) {
    const v = (row + 0.5 - size.height / 2) / size.width;
    for (let column = 0; column < size.width; column++) {
      const u = (column + 0.5 - size.width / 2) / size.width;
      const reach = view.distance / (1 - u * slope);
      const x = view.x * width + ((reach * u) / Math.cos(turn)) * width - 0.5;
      const y = view.y * height + reach * v * width - 0.5;
      if (x >= -0.5 && y >= -0.5 && x < width - 0.5 && y < height - 0.5) {
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

/** The same grey grain on all three channels; it starts elsewhere in the table for every picture. */
function addNoise(
  pixels: Uint8ClampedArray,
  deviation: number,
  table: Float32Array,
  random: () => number,
): void {
  // A step that shares no factor with the table's length visits all of it before it repeats.
  const step = 1 + 2 * Math.floor(random() * (NOISE_TABLE_LENGTH / 2));
  let place = Math.floor(random() * NOISE_TABLE_LENGTH);
  for (let at = 0; at < pixels.length; at += 4) {
    place = (place + step) & (NOISE_TABLE_LENGTH - 1);
    // The jump per row hides the stripes that a fixed step would draw.
    if (at % 4_096 === 0) place = Math.floor(random() * NOISE_TABLE_LENGTH);
    const grain = (table[place] ?? 0) * deviation;
    pixels[at] = (pixels[at] ?? 0) + grain;
    pixels[at + 1] = (pixels[at + 1] ?? 0) + grain;
    pixels[at + 2] = (pixels[at + 2] ?? 0) + grain;
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
  if (view.noise > 0) addNoise(sharp.data, view.noise, table, random);
  return sharp;
}
