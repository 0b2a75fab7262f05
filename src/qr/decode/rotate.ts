import type { LumaPicture, Point } from '../picture.ts';

/** A picture turned about its middle, and the way back for the corners of what is found in it. */
export interface Turned {
  readonly picture: LumaPicture;
  readonly back: (point: Point) => Point;
}

const SURROUND = 128;

/**
 * Turns by degrees, bilinear, in a frame large enough for all of it. Finder patterns are looked for
 * along rows, so a code that no row cuts cleanly may well be found after a turn.
 */
export function rotate(picture: LumaPicture, degrees: number): Turned {
  const cosine = Math.cos((degrees * Math.PI) / 180);
  const sine = Math.sin((degrees * Math.PI) / 180);
  const { width, height } = picture;
  const wide = Math.ceil(Math.abs(width * cosine) + Math.abs(height * sine));
  const high = Math.ceil(Math.abs(width * sine) + Math.abs(height * cosine));
  const back = ({ x, y }: Point): Point => ({
    x: (x - wide / 2) * cosine + (y - high / 2) * sine + width / 2,
    y: (y - high / 2) * cosine - (x - wide / 2) * sine + height / 2,
  });
  const data = new Uint8ClampedArray(wide * high).fill(SURROUND);
  for (let y = 0; y < high; y++) {
    const start = back({ x: 0, y });
    for (let x = 0; x < wide; x++) {
      const grey = bilinear(picture, start.x + x * cosine, start.y - x * sine);
      if (grey >= 0) data[y * wide + x] = grey;
    }
  }
  return { picture: { data, width: wide, height: high }, back };
}

/** Brightness between four pixels, or -1 outside. */
function bilinear(picture: LumaPicture, x: number, y: number): number {
  const { data, width, height } = picture;
  const left = Math.floor(x);
  const top = Math.floor(y);
  if (left < 0 || top < 0 || left >= width - 1 || top >= height - 1) return -1;
  const at = top * width + left;
  const inX = x - left;
  const inY = y - top;
  const upper = (data[at] ?? 0) * (1 - inX) + (data[at + 1] ?? 0) * inX;
  const lower = (data[at + width] ?? 0) * (1 - inX) + (data[at + width + 1] ?? 0) * inX;
  return upper * (1 - inY) + lower * inY;
}
