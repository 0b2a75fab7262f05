import type { LumaPicture, Point } from '../picture.ts';
import type { Corners, DecoderName, Engines, Found, Threshold } from './engine.ts';
import { boxBlur } from './filters.ts';
import { toRgba } from './luma.ts';
import { rotate } from './rotate.ts';

/** A prepared picture and the way from its pixels back to those it was made from. */
export interface Prepared {
  readonly picture: LumaPicture;
  readonly back: (point: Point) => Point;
}

/** One more way to look at a picture in which plain zxing saw nothing. */
export interface Attempt {
  /** Same name and same size: same look. */
  readonly name: string;
  readonly engine: DecoderName;
  /** The longer side is scaled down to this first, smoothly. */
  readonly sidePx: number;
  readonly threshold: Threshold;
  /** Looks for light codes on dark as well, which takes twice as long where there is nothing. */
  readonly isInvertedToo: boolean;
  readonly prepare: (picture: LumaPicture) => Prepared;
}

export interface Filter {
  readonly name: string;
  readonly apply: (picture: LumaPicture) => LumaPicture;
}

/** A look through a filter; the filter may change the size but not the view. */
export function look(
  sidePx: number,
  filter: Filter,
  threshold: Threshold = 'local',
  engine: DecoderName = 'zxing',
): Attempt {
  const prepare = (source: LumaPicture): Prepared => {
    const picture = filter.apply(source);
    const scale = source.width / picture.width;
    return { picture, back: ({ x, y }) => ({ x: x * scale, y: y * scale }) };
  };
  const name = `${engine} ${threshold} ${filter.name}`;
  return { name, engine, sidePx, threshold, isInvertedToo: false, prepare };
}

/** A look at the picture turned by some degrees. */
export const turned = (sidePx: number, degrees: number, filter: Filter): Attempt => ({
  name: `zxing turned ${degrees} ${filter.name}`,
  engine: 'zxing',
  sidePx,
  threshold: 'local',
  isInvertedToo: false,
  prepare: (source) => rotate(filter.apply(source), degrees),
});

export const alsoInverted = (attempt: Attempt): Attempt => ({
  ...attempt,
  name: `${attempt.name} inverted`,
  isInvertedToo: true,
});

/** Scaled down less than this, a picture keeps its sensor noise. */
const SMOOTHING_SHRINK = 1.5;

/**
 * The picture in the attempt's size, as `shrinkTo` makes it. jsQR must never see raw pixels: noise in
 * even areas becomes speckle, and then it fails and takes twenty times longer.
 */
export function sizeFor(
  attempt: Attempt,
  source: LumaPicture,
  shrink: (sidePx: number) => LumaPicture,
): LumaPicture {
  const scaled = shrink(attempt.sidePx);
  const isRaw = source.width < scaled.width * SMOOTHING_SHRINK;
  return attempt.engine === 'jsqr' && isRaw ? boxBlur(scaled, 1) : scaled;
}

/**
 * Makes one attempt at a picture already scaled to the attempt's size.
 * @param back from the scaled picture's pixels to those of the picture the caller knows.
 * @returns null when nothing is found or the engine is not there.
 */
export async function tryAttempt(
  engines: Engines,
  attempt: Attempt,
  scaled: LumaPicture,
  back: (point: Point) => Point,
): Promise<Found | null> {
  const engine = engines[attempt.engine];
  if (!engine) return null;
  const prepared = attempt.prepare(scaled);
  const codes = await engine.read(
    toRgba(prepared.picture),
    attempt.threshold,
    attempt.isInvertedToo,
  );
  if (codes.length === 0) return null;
  const place = (point: Point): Point => back(prepared.back(point));
  return {
    decoder: attempt.engine,
    codes: codes.map(({ text, corners: [a, b, c, d] }) => {
      const corners: Corners = [place(a), place(b), place(c), place(d)];
      return { text, corners };
    }),
  };
}
