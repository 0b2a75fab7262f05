import type { StressProgressRecord } from '#shared/simulator/stress-records.ts';

/** One tenth of a second of a run. */
export interface LivePoint {
  readonly seconds: number;
  readonly perSecond: number;
  readonly p99Ms: number;
}

/** A minute at ten points a second. */
export const LIVE_POINTS_MAX = 600;

/** Points of the paying phase only; the others answer no payments. */
export function addPoint(
  points: readonly LivePoint[],
  progress: StressProgressRecord,
): readonly LivePoint[] {
  if (progress.phase?.phase !== 'pay') return points;
  const point = {
    seconds: progress.phase.durationMs / 1_000,
    perSecond: progress.interval.perSecond,
    p99Ms: progress.interval.latency.p99Ms,
  };
  const newestSeconds = points.at(-1)?.seconds ?? -1;
  // The same progress comes again with an answer to start or stop.
  if (point.seconds === newestSeconds) return points;
  // A run that began anew starts a new chart.
  if (point.seconds < newestSeconds) return [point];
  return [...points, point].slice(-LIVE_POINTS_MAX);
}

/** Milliseconds that the phase will still take at the pace so far; undefined while unknown. */
export function timeLeftMs({
  done,
  total,
  durationMs,
}: {
  readonly done: number;
  readonly total: number;
  readonly durationMs: number;
}): number | undefined {
  if (done <= 0 || done > total) return undefined;
  return (durationMs / done) * (total - done);
}
