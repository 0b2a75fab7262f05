import type { LumaPicture, Point } from '../picture.ts';
import type { Corners, DecoderName, Engines, Found, Threshold } from './engine.ts';
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
  return { name: `${engine} ${threshold} ${filter.name}`, engine, sidePx, threshold, prepare };
}

/** A look at the picture turned by some degrees. */
export const turned = (sidePx: number, degrees: number, filter: Filter): Attempt => ({
  name: `zxing turned ${degrees} ${filter.name}`,
  engine: 'zxing',
  sidePx,
  threshold: 'local',
  prepare: (source) => rotate(filter.apply(source), degrees),
});

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
  inverted = true,
): Promise<Found | null> {
  const engine = engines[attempt.engine];
  if (!engine) return null;
  const prepared = attempt.prepare(scaled);
  const codes = await engine.read(toRgba(prepared.picture), attempt.threshold, inverted);
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
