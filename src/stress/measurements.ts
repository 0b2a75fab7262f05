import { build, type Histogram } from 'hdr-histogram-js';
import type { ScenarioName } from '#shared/stress-options.ts';

/**
 * Latencies in an HdrHistogram (never averages of averages) and outcomes by scenario and code.
 * Recorded in microseconds, reported in milliseconds.
 */
export interface Measurements {
  /** @param latencyMs from the intended start in open-loop shapes (no coordinated omission) */
  record(scenario: ScenarioName, code: string, isAsExpected: boolean, latencyMs: number): void;
  /** What came since the last call, for the live panel. */
  takeInterval(): IntervalFigures;
  totals(): TotalFigures;
}

export interface LatencyFigures {
  readonly p50Ms: number;
  readonly p90Ms: number;
  readonly p99Ms: number;
  readonly p999Ms: number;
  readonly maxMs: number;
}

export interface IntervalFigures {
  readonly answered: number;
  readonly perSecond: number;
  readonly latency: LatencyFigures;
}

export interface TotalFigures {
  readonly answered: number;
  readonly wrong: number;
  readonly lost: number;
  readonly latency: LatencyFigures;
  readonly outcomes: readonly OutcomeCount[];
}

export interface OutcomeCount {
  readonly scenario: ScenarioName;
  readonly code: string;
  readonly isAsExpected: boolean;
  readonly count: number;
}

const HIGHEST_US = 600_000_000;

const newHistogram = (): Histogram =>
  build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: HIGHEST_US,
    numberOfSignificantValueDigits: 3,
    bitBucketSize: 32,
    useWebAssembly: false,
  });

const figures = (histogram: Histogram): LatencyFigures => {
  const at = (percentile: number) =>
    histogram.totalCount === 0 ? 0 : histogram.getValueAtPercentile(percentile) / 1_000;
  return {
    p50Ms: at(50),
    p90Ms: at(90),
    p99Ms: at(99),
    p999Ms: at(99.9),
    maxMs: histogram.totalCount === 0 ? 0 : histogram.maxValue / 1_000,
  };
};

export function createMeasurements(nowMs: () => number): Measurements {
  const total = newHistogram();
  const interval = newHistogram();
  const outcomes = new Map<string, { -readonly [K in keyof OutcomeCount]: OutcomeCount[K] }>();
  let intervalStartMs = nowMs();
  let wrong = 0;
  let lost = 0;

  return {
    record(scenario, code, isAsExpected, latencyMs) {
      const us = Math.min(Math.max(Math.round(latencyMs * 1_000), 1), HIGHEST_US);
      total.recordValue(us);
      interval.recordValue(us);
      if (code === 'LOST') lost += 1;
      else if (!isAsExpected) wrong += 1;
      const key = `${scenario} ${code} ${isAsExpected}`;
      const known = outcomes.get(key);
      if (known) known.count += 1;
      else outcomes.set(key, { scenario, code, isAsExpected, count: 1 });
    },
    takeInterval() {
      const now = nowMs();
      const seconds = Math.max(now - intervalStartMs, 1) / 1_000;
      const taken: IntervalFigures = {
        answered: interval.totalCount,
        perSecond: interval.totalCount / seconds,
        latency: figures(interval),
      };
      interval.reset();
      intervalStartMs = now;
      return taken;
    },
    totals: () => ({
      answered: total.totalCount,
      wrong,
      lost,
      latency: figures(total),
      outcomes: [...outcomes.values()],
    }),
  };
}
