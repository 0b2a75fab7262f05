/** Injected, so that tests decide when time has passed. */
export interface Timers {
  /** Runs `work` once after the delay; returns what calls it off. */
  after(delayMs: number, work: () => void): () => void;
}

/** Node cuts longer delays to one millisecond. */
const DELAY_MAX_MS = 2_147_483_647;

export const systemTimers: Timers = {
  after(delayMs, work) {
    const timer = setTimeout(work, Math.min(Math.max(0, delayMs), DELAY_MAX_MS));
    timer.unref();
    return () => clearTimeout(timer);
  },
};

export const waitFor = (timers: Timers, delayMs: number): Promise<void> =>
  new Promise((resolve) => void timers.after(delayMs, resolve));
