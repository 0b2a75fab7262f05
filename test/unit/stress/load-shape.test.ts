import { describe, expect, test } from 'vitest';
import { type LoadClock, runClosed, runOpen } from '#stress/load-shape.ts';

interface FakeClock extends LoadClock {
  timeMs: number;
}

/** Time moves only when somebody waits for it. */
function fakeClock(): FakeClock {
  return {
    timeMs: 1_000,
    nowMs() {
      return this.timeMs;
    },
    async until(timeMs) {
      this.timeMs = Math.max(this.timeMs, timeMs);
    },
  };
}

const never = new AbortController().signal;

describe('closed loop', () => {
  test('keeps exactly that many under way and does each once', async () => {
    let running = 0;
    let most = 0;
    const done: number[] = [];
    await runClosed(50, 7, fakeClock(), never, async (index) => {
      running += 1;
      most = Math.max(most, running);
      await Promise.resolve();
      running -= 1;
      done.push(index);
    });
    expect(most).toBe(7);
    expect(done.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, index) => index));
  });

  test('starts nothing more once stopped, and waits for what is under way', async () => {
    const stop = new AbortController();
    const ended: number[] = [];
    await runClosed(1_000, 4, fakeClock(), stop.signal, async (index) => {
      if (index === 5) stop.abort();
      await Promise.resolve();
      ended.push(index);
    });
    expect(ended.length).toBeGreaterThanOrEqual(6);
    expect(ended.length).toBeLessThan(12);
  });

  test('a failure ends the run', async () => {
    const run = runClosed(10, 2, fakeClock(), never, async (index) => {
      if (index === 3) throw new Error('the bank is gone');
    });
    await expect(run).rejects.toThrow('the bank is gone');
  });
});

describe('open loop', () => {
  test('arrivals keep their schedule', async () => {
    const intended: number[] = [];
    const started = await runOpen(5, 100, fakeClock(), never, async (_index, startMs) => {
      intended.push(startMs);
    });
    expect(started).toBe(5);
    expect(intended).toEqual([1_000, 1_010, 1_020, 1_030, 1_040]);
  });

  test('a stall counts as latency of those that should have started during it', async () => {
    const clock = fakeClock();
    const latencies: number[] = [];
    await runOpen(4, 100, clock, never, async (index, intendedMs) => {
      // The generator itself is held up for 200 ms by the first one.
      if (index === 0) clock.timeMs += 200;
      latencies.push(clock.nowMs() - intendedMs);
    });
    expect(latencies).toEqual([200, 190, 180, 170]);
  });

  test('stops on the signal and says how many were started', async () => {
    const stop = new AbortController();
    const started = await runOpen(1_000, 1_000, fakeClock(), stop.signal, async (index) => {
      if (index === 9) stop.abort();
    });
    expect(started).toBe(10);
  });
});
