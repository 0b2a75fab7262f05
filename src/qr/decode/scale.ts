import type { LumaPicture } from '../picture.ts';

/**
 * Scales down so that the longer side is at most `sidePx`; every target pixel is the area average
 * of what it covers, which smooths sensor noise and a screen's grid away. Smaller pictures are
 * returned as they are.
 */
export function shrinkTo(picture: LumaPicture, sidePx: number): LumaPicture {
  const factor = sidePx / Math.max(picture.width, picture.height);
  if (factor >= 1) return picture;
  const width = Math.max(1, Math.round(picture.width * factor));
  const height = Math.max(1, Math.round(picture.height * factor));
  const columns = averageRuns(picture.width, width);
  const rows = averageRuns(picture.height, height);
  const narrow = scratchOf(width * picture.height);
  for (let y = 0; y < picture.height; y++) {
    const from = y * picture.width;
    for (let x = 0; x < width; x++) {
      narrow[y * width + x] = weighted(picture.data, from, 1, columns, x);
    }
  }
  const data = new Uint8ClampedArray(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) data[y * width + x] = weighted(narrow, x, width, rows, y);
  }
  return { data, width, height };
}

/** Kept between pictures: a camera's frames would otherwise leave 20 MB of it behind a second. */
let scratch = new Float32Array(0);
const SCRATCH_MAX = 1_000_000;

/** Numbers to be overwritten; valid until the next call. */
function scratchOf(length: number): Float32Array {
  if (length > SCRATCH_MAX) return new Float32Array(length);
  if (scratch.length < length) scratch = new Float32Array(length);
  return scratch;
}

/** For each target place: the first source place, how many, and how much of both ends counts. */
interface Runs {
  readonly first: Int32Array;
  readonly last: Int32Array;
  readonly head: Float32Array;
  readonly tail: Float32Array;
  readonly share: number;
}

function averageRuns(sourceLength: number, targetLength: number): Runs {
  const step = sourceLength / targetLength;
  const first = new Int32Array(targetLength);
  const last = new Int32Array(targetLength);
  const head = new Float32Array(targetLength);
  const tail = new Float32Array(targetLength);
  for (let place = 0; place < targetLength; place++) {
    const start = place * step;
    const end = Math.min(sourceLength, start + step);
    first[place] = Math.floor(start);
    last[place] = Math.min(sourceLength - 1, Math.ceil(end) - 1);
    head[place] = Math.floor(start) + 1 - start;
    tail[place] = end - (Math.ceil(end) - 1);
  }
  return { first, last, head, tail, share: 1 / step };
}

function weighted(
  source: Uint8ClampedArray | Float32Array,
  offset: number,
  step: number,
  runs: Runs,
  place: number,
): number {
  const first = runs.first[place] ?? 0;
  const last = runs.last[place] ?? 0;
  let sum = (source[offset + first * step] ?? 0) * (runs.head[place] ?? 0);
  for (let at = first + 1; at < last; at++) sum += source[offset + at * step] ?? 0;
  if (last > first) sum += (source[offset + last * step] ?? 0) * (runs.tail[place] ?? 0);
  return sum * runs.share;
}

/** Twice the size, bicubic (Catmull-Rom): finer steps for a sampler when modules are few pixels. */
export function double(picture: LumaPicture): LumaPicture {
  const wide = doubleLines(picture.data, picture.height, picture.width, picture.width, 1);
  const width = picture.width * 2;
  const data = doubleLines(wide, width, picture.height, 1, width);
  return { data, width, height: picture.height * 2 };
}

/**
 * Doubles along one direction. New pixels lie a quarter to either side of an old one, so the same
 * four weights serve all, mirrored.
 */
function doubleLines(
  source: Uint8ClampedArray,
  lines: number,
  length: number,
  lineStep: number,
  step: number,
): Uint8ClampedArray {
  const target = new Uint8ClampedArray(source.length * 2);
  const alongRows = step === 1;
  for (let line = 0; line < lines; line++) {
    const start = line * lineStep;
    const targetStart = alongRows ? start * 2 : start;
    let before = source[start] ?? 0;
    let here = before;
    let after = source[start + step * Math.min(1, length - 1)] ?? 0;
    let beyond = source[start + step * Math.min(2, length - 1)] ?? 0;
    let twoBefore = before;
    for (let place = 0; place < length; place++) {
      const to = targetStart + place * 2 * step;
      target[to] = NEAR * here + SIDE * before - FAR * twoBefore - EDGE * after;
      target[to + step] = NEAR * here + SIDE * after - FAR * beyond - EDGE * before;
      twoBefore = before;
      before = here;
      here = after;
      after = beyond;
      beyond = source[start + step * Math.min(place + 3, length - 1)] ?? 0;
    }
  }
  return target;
}

/** Catmull-Rom weights at a quarter of a pixel: 0.867, 0.227, 0.023 and 0.070. */
const NEAR = 0.8671875;
const SIDE = 0.2265625;
const FAR = 0.0234375;
const EDGE = 0.0703125;

/** The middle of a picture, a share of each side. */
export function centre(picture: LumaPicture, share: number): LumaPicture {
  const width = Math.max(1, Math.round(picture.width * share));
  const height = Math.max(1, Math.round(picture.height * share));
  const left = (picture.width - width) >> 1;
  const top = (picture.height - height) >> 1;
  const data = new Uint8ClampedArray(width * height);
  for (let y = 0; y < height; y++) {
    const from = (top + y) * picture.width + left;
    data.set(picture.data.subarray(from, from + width), y * width);
  }
  return { data, width, height };
}
