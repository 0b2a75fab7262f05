import type { LumaPicture, Point, RgbaPicture } from '../picture.ts';
import { type Attempt, sizeFor, tryAttempt } from './attempt.ts';
import { CHANNEL_ATTEMPTS, EARLY_ATTEMPTS, LATE_ATTEMPTS } from './attempts.ts';
import type { Engines, Found, NowMs } from './engine.ts';
import { describeColours, toChannel, toLuma, toRgba } from './luma.ts';
import { shrinkTo } from './scale.ts';

/** Looks up to this size are scaled from a copy of this size, not each from a huge picture. */
const WORKING_SIDE_PX = 1600;

export interface StillTime {
  readonly deadlineMs: number;
  readonly nowMs: NowMs;
}

/** The plain look first, then every other one until something is found or time is up. */
export async function readStill(
  engines: Engines,
  picture: RgbaPicture,
  time: StillTime,
): Promise<Found | null> {
  return (await readPlain(engines, picture)) ?? (await readHarder(engines, picture, time));
}

async function readPlain(engines: Engines, picture: RgbaPicture): Promise<Found | null> {
  if (!engines.zxing) return null;
  const codes = await engines.zxing.read(picture, 'local', true);
  return codes.length > 0 ? { codes, decoder: 'zxing' } : null;
}

/** Everything but the plain look, which the caller has taken. */
export async function readHarder(
  engines: Engines,
  picture: RgbaPicture,
  time: StillTime,
): Promise<Found | null> {
  const { transparent, coloured } = describeColours(picture);
  const luma = toLuma(picture);
  if (transparent) {
    const found =
      (await readPlain(engines, toRgba(luma))) ??
      (await readPlain(engines, toRgba(toLuma(picture, 'black'))));
    if (found) return found;
  }
  const copies = scaledCopies(luma);
  const early = await runLadder(engines, luma, copies, EARLY_ATTEMPTS, time);
  if (early) return early;
  if (coloured) {
    for (const channel of [0, 1, 2] as const) {
      const one = toChannel(picture, channel);
      const found = await runLadder(engines, one, scaledCopies(one), CHANNEL_ATTEMPTS, time);
      if (found) return found;
    }
  }
  return runLadder(engines, luma, copies, LATE_ATTEMPTS, time);
}

async function runLadder(
  engines: Engines,
  luma: LumaPicture,
  copies: (sidePx: number) => LumaPicture,
  attempts: readonly Attempt[],
  time: StillTime,
): Promise<Found | null> {
  const done = new Set<string>();
  for (const attempt of attempts) {
    if (time.nowMs() >= time.deadlineMs) return null;
    const scaled = sizeFor(attempt, luma, copies);
    // On a small picture several looks are one and the same.
    const key = `${scaled.width} ${attempt.name}`;
    if (done.has(key)) continue;
    done.add(key);
    const scale = luma.width / scaled.width;
    const back = ({ x, y }: Point): Point => ({ x: x * scale, y: y * scale });
    const found = await tryAttempt(engines, attempt, scaled, back);
    if (found) return found;
  }
  return null;
}

/** Copies by size, each made once. */
function scaledCopies(luma: LumaPicture): (sidePx: number) => LumaPicture {
  const copies = new Map<number, LumaPicture>();
  const copy = (sidePx: number): LumaPicture => {
    const made = copies.get(sidePx);
    if (made) return made;
    const source = sidePx < WORKING_SIDE_PX ? copy(WORKING_SIDE_PX) : luma;
    const scaled = shrinkTo(source, sidePx);
    copies.set(sidePx, scaled);
    return scaled;
  };
  return copy;
}
