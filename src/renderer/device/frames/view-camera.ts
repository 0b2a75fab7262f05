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
const DESK = [58, 52, 46] as const;
const NOISE_TABLE_LENGTH = 4_096;

/** Where the line of sight through a pixel meets the screen, in widths of the screen. */
function sightLine(view: VirtualView, size: ViewSize) {
  const turn = (view.tiltDegrees * Math.PI) / 180;
  const slope = Math.tan(turn);
  const stretch = Math.cos(turn);
  return (column: number, row: number): { across: number; down: number } => {
    const u = (column + 0.5 - size.width / 2) / size.width;
    const v = (row + 0.5 - size.height / 2) / size.width;
    const reach = view.distance / (1 - u * slope);
    return { across: (reach * u) / stretch, down: reach * v };
  };
}

/** Four-point interpolation of one channel; edges repeat. */
function sample(picture: RgbaPicture, x: number, y: number, channel: number): number {
  const left = Math.max(Math.floor(x), 0);
  const top = Math.max(Math.floor(y), 0);
  const right = Math.min(left + 1, picture.width - 1);
  const bottom = Math.min(top + 1, picture.height - 1);
  const shareX = Math.max(x - left, 0);
  const shareY = Math.max(y - top, 0);
  const at = (column: number, row: number): number =>
    picture.data[(row * picture.width + column) * 4 + channel] ?? 0;
  const upper = at(left, top) * (1 - shareX) + at(right, top) * shareX;
  const lower = at(left, bottom) * (1 - shareX) + at(right, bottom) * shareX;
  return upper * (1 - shareY) + lower * shareY;
}

function project(scene: Scene, view: VirtualView, size: ViewSize): Uint8ClampedArray {
  const pixels = new Uint8ClampedArray(size.width * size.height * 4);
  const line = sightLine(view, size);
  const picture = sceneLevel(scene, (view.distance * scene.width) / size.width);
  const middleX = view.x * picture.width;
  const middleY = view.y * picture.height;
  let at = 0;
  for (let row = 0; row < size.height; row++) {
    for (let column = 0; column < size.width; column++) {
      const { across, down } = line(column, row);
      const x = middleX + across * picture.width - 0.5;
      const y = middleY + down * picture.width - 0.5;
      const isOnScreen =
        x >= -0.5 && y >= -0.5 && x < picture.width - 0.5 && y < picture.height - 0.5;
      for (let channel = 0; channel < 3; channel++) {
        pixels[at + channel] = isOnScreen ? sample(picture, x, y, channel) : (DESK[channel] ?? 0);
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
    place = (place + step) % NOISE_TABLE_LENGTH;
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
