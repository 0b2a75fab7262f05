import { describe, expect, it } from 'vitest';
import { type StressProgressRecord, stressRequest } from '#shared/simulator/stress-records.ts';
import {
  addPoint,
  LIVE_POINTS_MAX,
  type LivePoint,
  timeLeftMs,
} from '../../../../src/renderer/control-room/stress/live-history.ts';
import {
  draftOf,
  firstDraft,
  requestOf,
} from '../../../../src/renderer/control-room/stress/stress-draft.ts';

const latency = { p50Ms: 1, p90Ms: 2, p99Ms: 3, p999Ms: 4, maxMs: 5 };
const progress = (phase: 'connect' | 'pay', durationMs: number): StressProgressRecord => ({
  phase: { phase, done: 1, total: 2, durationMs },
  finished: [],
  interval: { answered: 10, perSecond: 100, latency },
  totals: { answered: 10, wrong: 0, lost: 0, latency, outcomes: [] },
  openConnections: 1,
});

describe('the live chart', () => {
  it('holds the paying phase only', () => {
    expect(addPoint([], progress('connect', 100))).toEqual([]);
    expect(addPoint([], progress('pay', 100))).toEqual([
      { seconds: 0.1, perSecond: 100, p99Ms: 3 },
    ]);
  });

  it('is bounded', () => {
    let points: readonly LivePoint[] = [];
    for (let step = 1; step <= LIVE_POINTS_MAX + 50; step += 1) {
      points = addPoint(points, progress('pay', step * 100));
    }
    expect(points).toHaveLength(LIVE_POINTS_MAX);
    expect(points.at(-1)?.seconds).toBe((LIVE_POINTS_MAX + 50) / 10);
  });

  it('keeps its points when the same progress comes again with an answer', () => {
    const points = addPoint(addPoint([], progress('pay', 100)), progress('pay', 200));
    expect(addPoint(points, progress('pay', 200))).toBe(points);
  });

  it('starts anew with the next run', () => {
    const old = addPoint([], progress('pay', 5_000));
    expect(addPoint(old, progress('pay', 100))).toHaveLength(1);
  });
});

describe('time left', () => {
  it.each([
    [{ done: 0, total: 10, durationMs: 500 }, undefined],
    [{ done: 5, total: 10, durationMs: 500 }, 500],
    [{ done: 10, total: 10, durationMs: 500 }, 0],
    [{ done: 11, total: 10, durationMs: 500 }, undefined],
  ])('%j', (phase, leftMs) => expect(timeLeftMs(phase)).toBe(leftMs));
});

describe('the form', () => {
  it('starts with a request that the host takes: a scratch bank', () => {
    const request = requestOf(firstDraft);
    expect(stressRequest.safeParse(request).error).toBeUndefined();
    expect(request?.target).toBe('scratch');
  });

  it('asks nothing while a field is wrong or nobody would do anything', () => {
    expect(requestOf({ ...firstDraft, users: undefined })).toBeUndefined();
    const nothing = { ...firstDraft.mix, success: 0, 'wrong-pin': 0, insufficient: 0 };
    expect(requestOf({ ...firstDraft, mix: nothing })).toBeUndefined();
    const open = { ...firstDraft.mix, replayed: undefined };
    expect(requestOf({ ...firstDraft, mix: open })).toBeUndefined();
  });

  it('pays the bank of this desk straight: terminals come with a scratch bank', () => {
    const request = requestOf({ ...firstDraft, target: 'live', route: 'terminal' });
    expect(request?.options.route).toBe('direct');
  });
});

describe('a run back in the form', () => {
  it('is what was asked for', () => {
    const draft = { ...firstDraft, users: 77, target: 'live' as const, route: 'direct' as const };
    const request = stressRequest.parse(requestOf(draft));
    expect(draftOf(request)).toEqual(draft);
  });
});
