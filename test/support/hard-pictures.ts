import { drawMatrix, type QrMatrix, QUIET_ZONE_MODULES } from '../../src/qr/draw/matrix.ts';
import type { RgbaPicture } from '../../src/qr/picture.ts';
import {
  addNoise,
  blank,
  type Canvas,
  codeSheet,
  lay,
  type Quad,
  type Sheet,
  shade,
  skewed,
  toRgba,
  turnedSquare,
} from './qr-pictures.ts';
import { type Seeded, seeded } from './seeded.ts';

/** Photographs that are hard to read, by what is wrong with them; seeded, so always the same. */
export interface HardPicture {
  readonly kind: string;
  readonly seed: number;
  readonly text: string;
  readonly picture: RgbaPicture;
}

type Maker = (shot: Shot) => RgbaPicture;

/** One code in front of one camera. */
interface Shot {
  readonly random: Seeded;
  readonly matrix: QrMatrix;
  readonly side: number;
  readonly canvas: Canvas;
  readonly quad: Quad;
  /** Pixels a module, about. */
  readonly modulePx: number;
}

/** Box blur three times is a Gaussian to within 3 %; fractions of a pixel weigh the rim. */
function blur(picture: Canvas, sigma: number, horizontally = true, vertically = true): Canvas {
  const radius = Math.sqrt((12 * sigma * sigma) / 3 + 1) / 2 - 0.5;
  for (let pass = 0; pass < 3; pass++) {
    if (horizontally) boxBlur(picture, radius, 1, picture.width, picture.height, picture.width);
    if (vertically) boxBlur(picture, radius, picture.width, picture.height, picture.width, 1);
  }
  return picture;
}

function boxBlur(
  picture: Canvas,
  radius: number,
  step: number,
  length: number,
  lines: number,
  lineStep: number,
): void {
  const whole = Math.floor(radius);
  const rim = radius - whole;
  const weight = 2 * radius + 1;
  const source = new Float32Array(length);
  for (let line = 0; line < lines; line++) {
    const start = line * lineStep;
    for (let i = 0; i < length; i++) source[i] = picture.data[start + i * step] ?? 0;
    const at = (i: number): number => source[Math.min(length - 1, Math.max(0, i))] ?? 0;
    let sum = 0;
    for (let i = -whole; i <= whole; i++) sum += at(i);
    for (let i = 0; i < length; i++) {
      const rims = rim * (at(i - whole - 1) + at(i + whole + 1));
      picture.data[start + i * step] = (sum + rims) / weight;
      sum += at(i + whole + 1) - at(i - whole);
    }
  }
}

/** Fine print and edges around the code, as on a shop counter. */
function clutter(canvas: Canvas, random: Seeded): void {
  for (let box = 0; box < 60; box++) {
    const left = random.whole(0, canvas.width - 1);
    const top = random.whole(0, canvas.height - 1);
    const width = random.whole(4, 120);
    const height = random.whole(4, 60);
    const grey = random.whole(20, 240);
    for (let y = top; y < Math.min(canvas.height, top + height); y++) {
      canvas.data.fill(
        grey,
        y * canvas.width + left,
        y * canvas.width + Math.min(canvas.width, left + width),
      );
    }
  }
}

function shot(seed: number, perspective: number, modulePx?: number): Shot {
  const random = seeded(seed);
  const text =
    random.next() < 0.5
      ? `upi://pay?pa=shop${seed}@simbank&pn=Shop%20${seed}&cu=INR`
      : `upi://pay?ver=01&mode=02&pa=merchant${seed}@simbank&pn=Corner%20Shop&mc=5411&mid=M00000${seed}&mtid=VM12345678&port=6001&cu=INR&tr=${'R7'.repeat(12)}&sign=${'MEUCIQDx'.repeat(12)}`;
  const matrix = drawMatrix(text);
  const side = matrix.size + 2 * QUIET_ZONE_MODULES;
  const width = [640, 960, 1600][random.whole(0, 2)] ?? 960;
  const height = (width * 3) / 4;
  const canvas = blank(width, height, random.whole(90, 210));
  clutter(canvas, random);
  const sidePx = modulePx ? modulePx * side : height * random.between(0.45, 0.8);
  const centre = {
    x: width / 2 + random.between(-40, 40),
    y: height / 2 + random.between(-20, 20),
  };
  const quad = skewed(turnedSquare(centre, sidePx, random.between(-40, 40)), perspective, random);
  return { random, matrix, side, canvas, quad, modulePx: sidePx / side };
}

const put = (it: Shot, sheet: Sheet = codeSheet(it.matrix)): Canvas => {
  lay(it.canvas, sheet, it.side, it.quad);
  return it.canvas;
};

/** Lens blur and a little noise: no camera is without. */
const camera = (it: Shot, canvas: Canvas, noise = 4): RgbaPicture =>
  toRgba(addNoise(blur(canvas, 0.7), noise, it.random));

/** Rounded patches of a brightness over part of the sheet. */
function blots(it: Shot, sheet: Sheet, count: number, radius: number, grey: number): Sheet {
  const spots = Array.from({ length: count }, () => ({
    x: it.random.between(12, it.side - 12),
    y: it.random.between(12, it.side - 12),
    r: it.random.between(radius / 2, radius),
  }));
  return (x, y) =>
    spots.some((spot) => Math.hypot(x - spot.x, y - spot.y) < spot.r) ? grey : sheet(x, y);
}

const perspective: Maker = (it) => camera(it, put(it));
const blurred: Maker = (it) =>
  toRgba(addNoise(blur(put(it), it.modulePx * it.random.between(0.35, 0.65)), 3, it.random));
const motion: Maker = (it) =>
  toRgba(
    addNoise(blur(put(it), it.modulePx * it.random.between(0.4, 0.75), true, false), 4, it.random),
  );
const noisy: Maker = (it) => toRgba(addNoise(put(it), it.random.between(20, 60), it.random));
const lowContrast: Maker = (it) => {
  const dark = it.random.between(90, 150);
  return camera(it, put(it, codeSheet(it.matrix, dark, dark + it.random.between(14, 36))), 6);
};
const shadow: Maker = (it) => {
  const angle = it.random.between(0, Math.PI);
  const depth = it.random.between(0.12, 0.4);
  const canvas = shade(put(it), (value, x, y) => {
    const across =
      (x - it.canvas.width / 2) * Math.cos(angle) + (y - it.canvas.height / 2) * Math.sin(angle);
    return across > 20 * Math.sin(y / 60) ? value * depth : value * (1 - across / 3000);
  });
  return camera(it, canvas);
};
const glare: Maker = (it) => {
  const reach = (it.modulePx * it.side) / 2.5;
  const x0 = it.canvas.width / 2 + it.random.between(-reach, reach);
  const y0 = it.canvas.height / 2 + it.random.between(-reach, reach);
  const spread = reach * it.random.between(0.18, 0.4);
  const canvas = shade(
    put(it),
    (value, x, y) =>
      value * 0.7 + 420 * Math.exp(-((x - x0) ** 2 + (y - y0) ** 2) / (2 * spread ** 2)),
  );
  return camera(it, canvas);
};
const screen: Maker = (it) => {
  const period = it.random.between(0.18, 0.45);
  const phase = it.random.next();
  const flat = codeSheet(it.matrix, 25, 250);
  const grid: Sheet = (x, y) => {
    const inX = Math.abs(((x / period + phase) % 1) - 0.5);
    const inY = Math.abs(((y / period) % 1) - 0.5);
    return flat(x, y) * (inX > 0.38 || inY > 0.36 ? 0.25 : 1.05);
  };
  return camera(it, put(it, grid), 5);
};
const damaged: Maker = (it) =>
  camera(it, put(it, blots(it, blots(it, codeSheet(it.matrix), 4, 4, 235), 3, 3, 30)));
const scratched: Maker = (it) => {
  const cuts = Array.from({ length: 4 }, () => ({
    slope: it.random.between(-2, 2),
    at: it.random.between(0, it.side),
    width: it.random.between(0.2, 0.7),
  }));
  const flat = codeSheet(it.matrix);
  return camera(
    it,
    put(it, (x, y) =>
      cuts.some((cut) => Math.abs(y - cut.at - cut.slope * (x - it.side / 2)) < cut.width)
        ? 225
        : flat(x, y),
    ),
  );
};
const curved: Maker = (it) => {
  const flat = codeSheet(it.matrix);
  const bend = it.random.between(0.9, 2);
  return camera(
    it,
    put(it, (x, y) => {
      const across = (x / it.side - 0.5) * 2;
      const turned = Math.asin(across * Math.sin(bend / 2)) / (bend / 2);
      const sag = (1 - Math.cos(Math.asin(across * Math.sin(bend / 2)))) * it.side * 0.12;
      return (
        flat(((turned + 1) / 2) * it.side, y + sag) *
        (0.55 + 0.45 * Math.sqrt(1 - across ** 2 * 0.9))
      );
    }),
  );
};
const small: Maker = (it) => camera(it, put(it), 3);
const tinted: Maker = (it) => {
  const grey = camera(it, put(it, codeSheet(it.matrix, 0, 255)));
  const pairs = [
    [
      [190, 40, 40],
      [90, 130, 235],
    ],
    [
      [30, 110, 60],
      [215, 70, 70],
    ],
    [
      [120, 60, 160],
      [90, 150, 60],
    ],
    [
      [20, 60, 200],
      [180, 60, 40],
    ],
  ] as const;
  const [dark, light] = pairs[it.random.whole(0, 3)] ?? pairs[0];
  const data = grey.data.map((value, index) => {
    const channel = index % 4;
    if (channel === 3) return 255;
    const low = dark[channel as 0 | 1 | 2];
    return low + ((light[channel as 0 | 1 | 2] - low) * value) / 255;
  });
  return { ...grey, data };
};
const inverted: Maker = (it) => camera(it, put(it, codeSheet(it.matrix, 225, 25)));
const tightFrame: Maker = (it) => {
  const flat = codeSheet(it.matrix);
  const edge = QUIET_ZONE_MODULES - 1;
  const ground = it.random.whole(20, 90);
  return camera(
    it,
    put(it, (x, y) =>
      x < edge || y < edge || x > it.side - edge || y > it.side - edge ? ground : flat(x, y),
    ),
  );
};
const logo: Maker = (it) => {
  const flat = codeSheet(it.matrix);
  const half = it.matrix.size * 0.13;
  const middle = it.side / 2;
  return camera(
    it,
    put(it, (x, y) => {
      const away = Math.max(Math.abs(x - middle), Math.abs(y - middle));
      if (away > half) return flat(x, y);
      return away > half * 0.8 ? 240 : 120;
    }),
  );
};
const dots: Maker = (it) => {
  const flat = codeSheet(it.matrix);
  const radius = it.random.between(0.36, 0.46);
  return camera(
    it,
    put(it, (x, y) => (Math.hypot((x % 1) - 0.5, (y % 1) - 0.5) < radius ? flat(x, y) : 235)),
  );
};
const inkSpread: Maker = (it) => {
  const flat = codeSheet(it.matrix);
  const spread = it.random.between(0.22, 0.36);
  return camera(
    it,
    put(it, (x, y) =>
      Math.min(
        flat(x - spread, y - spread),
        flat(x + spread, y - spread),
        flat(x - spread, y + spread),
        flat(x + spread, y + spread),
      ),
    ),
  );
};
const worst: Maker = (it) => {
  const canvas = put(it, blots(it, codeSheet(it.matrix, 50, 170), 3, 3, 160));
  shade(blur(canvas, it.modulePx * 0.35), (value, x) => value * (0.35 + (0.5 * x) / canvas.width));
  return toRgba(addNoise(canvas, it.random.between(8, 18), it.random));
};

const KINDS: Readonly<Record<string, { make: Maker; skew: number; modulePx?: number }>> = {
  perspective: { make: perspective, skew: 0.16 },
  blurred: { make: blurred, skew: 0.03 },
  motion: { make: motion, skew: 0.03 },
  noisy: { make: noisy, skew: 0.04 },
  'low contrast': { make: lowContrast, skew: 0.04 },
  shadow: { make: shadow, skew: 0.05 },
  glare: { make: glare, skew: 0.05 },
  screen: { make: screen, skew: 0.04 },
  damaged: { make: damaged, skew: 0.04 },
  scratched: { make: scratched, skew: 0.03 },
  curved: { make: curved, skew: 0.02 },
  small: { make: small, skew: 0.02, modulePx: 2.6 },
  tinted: { make: tinted, skew: 0.04 },
  inverted: { make: inverted, skew: 0.04 },
  'tight frame': { make: tightFrame, skew: 0.04 },
  logo: { make: logo, skew: 0.03 },
  dots: { make: dots, skew: 0.03 },
  'ink spread': { make: inkSpread, skew: 0.03 },
  worst: { make: worst, skew: 0.06 },
};

export const HARD_KINDS = Object.keys(KINDS);

export function hardPicture(kind: string, seed: number): HardPicture {
  const entry = KINDS[kind];
  if (!entry) throw new Error(`no such kind of picture: ${kind}`);
  const it = shot(seed, entry.skew, entry.modulePx);
  return { kind, seed, text: it.matrix.text, picture: entry.make(it) };
}
