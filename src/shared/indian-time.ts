export const DAY_MS = 86_400_000;
/** UTC+5:30, all year. */
export const INDIA_OFFSET_MS = 19_800_000;

/** Number of the day, from midnight to midnight in India. @param timeMs Unix milliseconds */
export const indianDay = (timeMs: number): number =>
  Math.floor((timeMs + INDIA_OFFSET_MS) / DAY_MS);
