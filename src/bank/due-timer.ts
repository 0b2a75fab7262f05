import type { Timers } from './timers.ts';

/** One timer for whatever is due first. */
export interface DueTimer {
  /** Runs `work` at this time unless something is due sooner, whose work looks at everything due. */
  watch(atMs: number, work: () => void): void;
  stop(): void;
}

export function createDueTimer(timers: Timers, nowMs: () => number): DueTimer {
  let dueMs = Number.POSITIVE_INFINITY;
  let callOff: () => void = () => undefined;
  let isStopped = false;
  return {
    watch(atMs, work) {
      if (isStopped || atMs >= dueMs) return;
      callOff();
      dueMs = atMs;
      callOff = timers.after(atMs - nowMs(), () => {
        dueMs = Number.POSITIVE_INFINITY;
        work();
      });
    },
    stop() {
      isStopped = true;
      callOff();
    },
  };
}
