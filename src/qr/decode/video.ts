import type { LumaPicture, Point, RgbaPicture } from '../picture.ts';
import { type Attempt, sizeFor, tryAttempt } from './attempt.ts';
import { VIDEO_ATTEMPTS, VIDEO_CENTRE, VIDEO_WHOLE } from './attempts.ts';
import type { Engines, Found } from './engine.ts';
import { toLuma } from './luma.ts';
import { centre, shrinkTo } from './scale.ts';

/** People aim: two thirds of the frame's middle hold the code. */
const CENTRE_SHARE = 2 / 3;

/**
 * One frame of a camera: a plain look by zxing and one second opinion. The second opinions take
 * turns from frame to frame, so a frame's time stays short and a still scene gets all of them.
 */
export async function readVideoFrame(
  engines: Engines,
  picture: RgbaPicture,
  turn: number,
): Promise<Found | null> {
  if (!engines.zxing) return readWithJsqr(engines, toLuma(picture), turn);
  const codes = await engines.zxing.read(picture, 'local', true);
  if (codes.length > 0) return { codes, decoder: 'zxing' };
  const luma = toLuma(picture);
  const attempt = VIDEO_ATTEMPTS[turn % (VIDEO_ATTEMPTS.length + 2)];
  return attempt ? readScaled(engines, attempt, luma) : readWithJsqr(engines, luma, turn);
}

/** The middle close up and the whole frame alternate. */
function readWithJsqr(engines: Engines, luma: LumaPicture, turn: number): Promise<Found | null> {
  if (turn % 2 === 1) return readScaled(engines, VIDEO_WHOLE, luma);
  const middle = centre(luma, CENTRE_SHARE);
  const left = (luma.width - middle.width) >> 1;
  const top = (luma.height - middle.height) >> 1;
  return readScaled(engines, VIDEO_CENTRE, middle, ({ x, y }) => ({ x: x + left, y: y + top }));
}

function readScaled(
  engines: Engines,
  attempt: Attempt,
  luma: LumaPicture,
  place: (point: Point) => Point = (point) => point,
): Promise<Found | null> {
  const scaled = sizeFor(attempt, luma, (sidePx) => shrinkTo(luma, sidePx));
  const scale = luma.width / scaled.width;
  const back = ({ x, y }: Point): Point => place({ x: x * scale, y: y * scale });
  return tryAttempt(engines, attempt, scaled, back);
}
