import type { RgbaPicture } from '../../src/qr/picture.ts';
import { addNoise, blank, type Canvas, shade, toRgba } from './qr-pictures.ts';
import { type Seeded, seeded } from './seeded.ts';

/** Pictures without a code that look as much like one as things do: nothing may be read in them. */
const MAKERS: Readonly<Record<string, (canvas: Canvas, random: Seeded) => Canvas>> = {
  noise: (canvas, random) => shade(canvas, () => random.between(0, 255)),
  'soft noise': (canvas, random) => addNoise(canvas, 25, random),
  'random modules': (canvas, random) => {
    const modulePx = random.whole(3, 12);
    const across = Math.ceil(canvas.width / modulePx);
    const rows = Math.ceil(canvas.height / modulePx);
    const cells = Array.from({ length: across * rows }, () => (random.next() < 0.5 ? 15 : 240));
    return shade(
      canvas,
      (_, x, y) => cells[Math.floor(y / modulePx) * across + Math.floor(x / modulePx)] ?? 0,
    );
  },
  checkerboard: (canvas, random) => {
    const side = random.whole(4, 40);
    return shade(canvas, (_, x, y) =>
      (Math.floor(x / side) + Math.floor(y / side)) % 2 ? 20 : 230,
    );
  },
  'finder patterns only': (canvas, random) => {
    for (let count = 0; count < 12; count++) {
      const modulePx = random.whole(4, 12);
      const left = random.whole(0, canvas.width - 10 * modulePx);
      const top = random.whole(0, canvas.height - 10 * modulePx);
      shade(canvas, (value, x, y) => {
        const ring = Math.max(
          Math.abs((x - left) / modulePx - 4.5),
          Math.abs((y - top) / modulePx - 4.5),
        );
        if (ring > 4.5) return value;
        return ring > 3.5 || (ring < 2.5 && ring > 1.5) ? 240 : 15;
      });
    }
    return canvas;
  },
  'lines of text': (canvas, random) => {
    const ink = Array.from({ length: 4096 }, () => random.next() < 0.42);
    return shade(canvas, (_, x, y) =>
      y % 18 < 11 &&
      ink[(Math.floor(x / 2) * 31 + Math.floor(y / 18) * 57 + ((y % 18) >> 1)) % 4096]
        ? 40
        : 225,
    );
  },
  gradient: (canvas) => shade(canvas, (_, x, y) => (x + y) / 4),
  black: (canvas) => shade(canvas, () => 0),
};

export const CODE_FREE_KINDS = Object.keys(MAKERS);

export function codeFreePicture(
  kind: string,
  seed: number,
  width = 640,
  height = 480,
): RgbaPicture {
  const make = MAKERS[kind];
  if (!make) throw new Error(`no such kind of picture: ${kind}`);
  return toRgba(make(blank(width, height), seeded(seed)));
}
