import type { Timers } from '#bank/timers.ts';
import type { TestClock } from './test-bank.ts';

export interface TestTimers extends Timers {
  /** Moves the clock and runs everything that has come due, in order. */
  pass(ms: number): void;
  readonly waiting: number;
}

/** Timers on a clock that stands still until it is moved. */
export function testTimers(clock: TestClock): TestTimers {
  const waiting = new Set<{ readonly dueMs: number; readonly work: () => void }>();
  return {
    after(delayMs, work) {
      const one = { dueMs: clock.nowMs() + Math.max(0, delayMs), work };
      waiting.add(one);
      return () => void waiting.delete(one);
    },
    pass(ms) {
      clock.advance(ms);
      const due = [...waiting].filter(({ dueMs }) => dueMs <= clock.nowMs());
      for (const one of due.toSorted((left, right) => left.dueMs - right.dueMs)) {
        if (waiting.delete(one)) one.work();
      }
    },
    get waiting() {
      return waiting.size;
    },
  };
}
