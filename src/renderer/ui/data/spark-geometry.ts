/** Bars beyond this would be thinner than a pixel in a side column. */
export const SPARK_LIMIT = 60;
const FEWEST_SLOTS = 14;
const GAP_SHARE = 0.18;

export interface SparkBar {
  readonly x: number;
  readonly width: number;
  readonly height: number;
}

export interface SparkSize {
  readonly width: number;
  readonly height: number;
  readonly max?: number | undefined;
}

/** Bars from left to right, newest at the right edge; values that are no number count as 0. */
export function sparkGeometry(values: readonly number[], size: SparkSize): SparkBar[] {
  const shown = values.slice(-SPARK_LIMIT).map((value) => (Number.isFinite(value) ? value : 0));
  const top = Math.max(size.max ?? 0, ...shown, Number.MIN_VALUE);
  const slots = Math.max(shown.length, FEWEST_SLOTS);
  const slot = size.width / slots;
  const first = slots - shown.length;
  return shown.map((value, index) => ({
    x: (first + index) * slot + (slot * GAP_SHARE) / 2,
    width: slot * (1 - GAP_SHARE),
    height: (Math.max(0, value) / top) * size.height,
  }));
}
