import type { LumaPicture } from '../picture.ts';

/** Mean of a square of 2 radius + 1 pixels; edges repeat. Time does not depend on the radius. */
export function boxBlur(picture: LumaPicture, radius: number): LumaPicture {
  const { data, width, height } = picture;
  const half = blurLines(data, height, width, width, 1, radius);
  return { data: blurLines(half, width, height, 1, width, radius), width, height };
}

function blurLines(
  source: Uint8ClampedArray,
  lines: number,
  length: number,
  lineStep: number,
  step: number,
  radius: number,
): Uint8ClampedArray {
  const target = new Uint8ClampedArray(source.length);
  const span = 2 * radius + 1;
  for (let line = 0; line < lines; line++) {
    const start = line * lineStep;
    const end = start + (length - 1) * step;
    const head = source[start] ?? 0;
    let sum = head * (radius + 1);
    for (let ahead = 1; ahead <= radius; ahead++) {
      sum += source[Math.min(end, start + ahead * step)] ?? 0;
    }
    for (let at = start; at <= end; at += step) {
      target[at] = sum / span;
      const entering = source[Math.min(end, at + (radius + 1) * step)] ?? 0;
      const leaving = source[Math.max(start, at - radius * step)] ?? 0;
      sum += entering - leaving;
    }
  }
  return target;
}

/** Pixel by pixel from two pictures of the same size. */
function combine(
  picture: LumaPicture,
  other: LumaPicture,
  formula: (here: number, there: number) => number,
): LumaPicture {
  const data = new Uint8ClampedArray(picture.data.length);
  for (let at = 0; at < data.length; at++) {
    data[at] = formula(picture.data[at] ?? 0, other.data[at] ?? 0);
  }
  return { ...picture, data };
}

/** Black or white by the mean of the surroundings: shadows, glare and dim corners fall away. */
export const localThreshold = (picture: LumaPicture, radius: number): LumaPicture => {
  const smooth = boxBlur(picture, 1);
  return combine(smooth, boxBlur(smooth, radius), (here, mean) => (here < mean - 2 ? 0 : 255));
};

/** Unsharp mask: puts back what a lens out of focus took from edges `radius` pixels wide. */
export const sharpen = (picture: LumaPicture, radius: number, amount: number): LumaPicture =>
  combine(
    picture,
    boxBlur(boxBlur(picture, radius), radius),
    (here, mean) => here + amount * (here - mean),
  );

/** Brightness relative to the surroundings, mid-grey where even: undoes uneven light. */
export const flatten = (picture: LumaPicture, radius: number): LumaPicture =>
  combine(picture, boxBlur(picture, radius), (here, mean) => (here * 128) / Math.max(8, mean));

/** The darkest of the 3 x 3 around each pixel: joins a code drawn as separate dots. */
export function darken(picture: LumaPicture): LumaPicture {
  const { data, width, height } = picture;
  const across = darkenLines(data, height, width, width, 1);
  return { data: darkenLines(across, width, height, 1, width), width, height };
}

function darkenLines(
  source: Uint8ClampedArray,
  lines: number,
  length: number,
  lineStep: number,
  step: number,
): Uint8ClampedArray {
  const target = new Uint8ClampedArray(source.length);
  for (let line = 0; line < lines; line++) {
    const start = line * lineStep;
    const end = start + (length - 1) * step;
    for (let at = start; at <= end; at += step) {
      const here = source[at] ?? 0;
      const before = source[Math.max(start, at - step)] ?? 0;
      const after = source[Math.min(end, at + step)] ?? 0;
      target[at] = Math.min(here, before, after);
    }
  }
  return target;
}

/** Spreads the middle 98 % of brightness over the whole range. */
export function stretch(picture: LumaPicture): LumaPicture {
  const counts = new Uint32Array(256);
  for (const grey of picture.data) counts[grey] = (counts[grey] ?? 0) + 1;
  const tail = picture.data.length / 100;
  const low = firstAbove(counts, tail, 0, 1);
  const high = firstAbove(counts, tail, 255, -1);
  const gain = 255 / Math.max(1, high - low);
  return { ...picture, data: picture.data.map((grey) => (grey - low) * gain) };
}

function firstAbove(counts: Uint32Array, tail: number, from: number, step: 1 | -1): number {
  let seen = 0;
  let grey = from;
  while (grey + step >= 0 && grey + step <= 255) {
    seen += counts[grey] ?? 0;
    if (seen > tail) break;
    grey += step;
  }
  return grey;
}
