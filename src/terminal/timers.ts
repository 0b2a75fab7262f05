/** Timers, injected so that tests move time themselves. */
export interface Timers {
  /** Runs once after the delay; the returned function cancels it. */
  after(delayMs: number, run: () => void): () => void;
}

export const systemTimers: Timers = {
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

/**
 * Runs at once, then at most once per interval: bursts of payments must not become bursts of whole
 * states to every window.
 */
export function createPacer(
  timers: Timers,
  intervalMs: number,
  run: () => void,
): { request(): void; stop(): void } {
  let cancel: (() => void) | undefined;
  let isWanted = false;
  const rest = (): void => {
    cancel = timers.after(intervalMs, () => {
      cancel = undefined;
      if (!isWanted) return;
      isWanted = false;
      run();
      rest();
    });
  };
  return {
    request() {
      if (cancel) {
        isWanted = true;
        return;
      }
      run();
      rest();
    },
    stop() {
      cancel?.();
      isWanted = false;
    },
  };
}
