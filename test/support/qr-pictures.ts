import { type QrMatrix, QUIET_ZONE_MODULES } from '../../src/qr/draw/matrix.ts';
import type { LumaPicture, Point, RgbaPicture } from '../../src/qr/picture.ts';
import { type Seeded, seeded } from './seeded.ts';

/**
 * Photographs of QR codes, made from the code's modules: a small renderer with a camera's faults.
 * Everything is worked out in brightness 0 to 255 and turned into RGBA at the end.
 */

/** The four outer corners of the quiet zone in the picture, clockwise from the code's top left. */
export type Quad = readonly [Point, Point, Point, Point];

/** Sheet coordinates are modules from the quiet zone's corner; returns brightness 0 to 255. */
export type Sheet = (x: number, y: number) => number;

export function codeSheet(matrix: QrMatrix, dark = 20, light = 235): Sheet {
  return (x, y) => {
    const column = Math.floor(x) - QUIET_ZONE_MODULES;
    const row = Math.floor(y) - QUIET_ZONE_MODULES;
    const inside = column >= 0 && row >= 0 && column < matrix.size && row < matrix.size;
    return inside && matrix.modules[row * matrix.size + column] === 1 ? dark : light;
  };
}

/** A square of a side, turned by degrees about a centre. */
export function turnedSquare(centre: Point, sidePx: number, degrees: number): Quad {
  const angle = (degrees * Math.PI) / 180;
  const half = sidePx / 2;
  const corner = (x: number, y: number): Point => ({
    x: centre.x + half * (x * Math.cos(angle) - y * Math.sin(angle)),
    y: centre.y + half * (x * Math.sin(angle) + y * Math.cos(angle)),
  });
  return [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)];
}

/** Moves every corner by up to a share of the side: a skewed, perspective view. */
export function skewed(quad: Quad, share: number, random: Seeded): Quad {
  const side = Math.hypot(quad[1].x - quad[0].x, quad[1].y - quad[0].y);
  const move = (corner: Point): Point => ({
    x: corner.x + random.between(-share, share) * side,
    y: corner.y + random.between(-share, share) * side,
  });
  return [move(quad[0]), move(quad[1]), move(quad[2]), move(quad[3])];
}

/** Projective map from the picture to the unit square (Heckbert 1989, inverted adjoint). */
export function toUnitSquare(quad: Quad): (x: number, y: number) => Point {
  const [p0, p1, p2, p3] = quad;
  const dx1 = p1.x - p2.x;
  const dx2 = p3.x - p2.x;
  const dy1 = p1.y - p2.y;
  const dy2 = p3.y - p2.y;
  const sumX = p0.x - p1.x + p2.x - p3.x;
  const sumY = p0.y - p1.y + p2.y - p3.y;
  const bottom = dx1 * dy2 - dx2 * dy1;
  const g = (sumX * dy2 - dx2 * sumY) / bottom;
  const h = (dx1 * sumY - sumX * dy1) / bottom;
  const a = p1.x - p0.x + g * p1.x;
  const b = p3.x - p0.x + h * p3.x;
  const d = p1.y - p0.y + g * p1.y;
  const e = p3.y - p0.y + h * p3.y;
  return (x, y) => {
    const u = (e - p0.y * h) * x + (p0.x * h - b) * y + (b * p0.y - p0.x * e);
    const v = (p0.y * g - d) * x + (a - p0.x * g) * y + (p0.x * d - a * p0.y);
    const w = (d * h - e * g) * x + (b * g - a * h) * y + (a * e - b * d);
    return { x: u / w, y: v / w };
  };
}

export interface Canvas extends LumaPicture {
  readonly data: Uint8ClampedArray;
}

export const blank = (width: number, height: number, brightness = 200): Canvas => ({
  data: new Uint8ClampedArray(width * height).fill(brightness),
  width,
  height,
});

/** Lays a sheet over the picture where the quad is, four samples a pixel. */
export function lay(picture: Canvas, sheet: Sheet, sideModules: number, quad: Quad): void {
  const map = toUnitSquare(quad);
  const xs = quad.map((corner) => corner.x);
  const ys = quad.map((corner) => corner.y);
  const right = Math.min(picture.width - 1, Math.ceil(Math.max(...xs)));
  const bottom = Math.min(picture.height - 1, Math.ceil(Math.max(...ys)));
  for (let y = Math.max(0, Math.floor(Math.min(...ys))); y <= bottom; y++) {
    for (let x = Math.max(0, Math.floor(Math.min(...xs))); x <= right; x++) {
      const at = y * picture.width + x;
      let sum = 0;
      for (const [subX, subY] of SAMPLES) {
        const { x: u, y: v } = map(x + subX, y + subY);
        const inside = u >= 0 && v >= 0 && u < 1 && v < 1;
        sum += inside ? sheet(u * sideModules, v * sideModules) : (picture.data[at] ?? 0);
      }
      picture.data[at] = sum / SAMPLES.length;
    }
  }
}

const SAMPLES = [
  [0.25, 0.25],
  [0.75, 0.25],
  [0.25, 0.75],
  [0.75, 0.75],
] as const;

/** Applies a function of brightness and place to every pixel. */
export function shade(
  picture: Canvas,
  change: (brightness: number, x: number, y: number) => number,
): Canvas {
  for (let y = 0, at = 0; y < picture.height; y++) {
    for (let x = 0; x < picture.width; x++, at++) {
      picture.data[at] = change(picture.data[at] ?? 0, x, y);
    }
  }
  return picture;
}

/** Sensor noise of a standard deviation in grey levels. */
export const addNoise = (picture: Canvas, deviation: number, random: Seeded): Canvas =>
  shade(picture, (brightness) => brightness + random.normal() * deviation);

/** Turns brightness into opaque grey RGBA. */
export function toRgba(picture: LumaPicture): RgbaPicture {
  const data = new Uint8ClampedArray(picture.data.length * 4);
  picture.data.forEach((brightness, index) => {
    data.fill(brightness, index * 4, index * 4 + 3);
    data[index * 4 + 3] = 255;
  });
  return { data, width: picture.width, height: picture.height };
}

/** A straight-on code in the middle of a grey picture. */
export function photographed(
  matrix: QrMatrix,
  options: {
    readonly width?: number;
    readonly height?: number;
    readonly sidePx?: number;
    readonly degrees?: number;
    readonly skew?: number;
    readonly noise?: number;
    readonly seed?: number;
    readonly dark?: number;
    readonly light?: number;
    readonly background?: number;
  } = {},
): RgbaPicture {
  const { width = 640, height = 480, degrees = 0, skew = 0, noise = 0, seed = 1 } = options;
  const random = seeded(seed);
  const picture = blank(width, height, options.background ?? 200);
  const sidePx = options.sidePx ?? Math.min(width, height) * 0.7;
  const square = turnedSquare({ x: width / 2, y: height / 2 }, sidePx, degrees);
  const side = matrix.size + 2 * QUIET_ZONE_MODULES;
  lay(picture, codeSheet(matrix, options.dark, options.light), side, skewed(square, skew, random));
  return toRgba(addNoise(picture, noise, random));
}
