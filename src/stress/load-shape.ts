/**
 * Drives a number of operations. Closed: a fixed number under way, the next starts when one ends.
 * Open: starts on a schedule whatever the answers do; the operation is told when it should have
 * started, so that waiting in a queue counts as latency.
 */
export type Operation = (index: number, intendedStartMs: number) => Promise<void>;

export interface LoadClock {
  nowMs(): number;
  /** Resolves at the given time or a little later. */
  until(timeMs: number): Promise<void>;
}

export const realLoadClock: LoadClock = {
  nowMs: () => performance.now(),
  until: (timeMs) =>
    new Promise((resolve) => {
      const waitMs = timeMs - performance.now();
      if (waitMs <= 1) setImmediate(resolve);
      else setTimeout(resolve, waitMs);
    }),
};

export async function runClosed(
  count: number,
  concurrency: number,
  clock: LoadClock,
  signal: AbortSignal,
  operation: Operation,
): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count && !signal.aborted) {
      const index = next;
      next += 1;
      await operation(index, clock.nowMs());
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, count) }, worker));
}

/** Most operations that an open loop lets pile up before it ends: the bank has stopped answering. */
export const OPEN_LOOP_BACKLOG_MAX = 200_000;

/** @returns how many were started; fewer than `count` when aborted or the backlog bound was hit. */
export async function runOpen(
  count: number,
  ratePerSecond: number,
  clock: LoadClock,
  signal: AbortSignal,
  operation: Operation,
): Promise<number> {
  const startMs = clock.nowMs();
  const running = new Set<Promise<void>>();
  let started = 0;
  while (started < count && !signal.aborted && running.size < OPEN_LOOP_BACKLOG_MAX) {
    const intendedMs = startMs + (started / ratePerSecond) * 1_000;
    if (intendedMs > clock.nowMs()) await clock.until(intendedMs);
    const run = operation(started, intendedMs).finally(() => running.delete(run));
    running.add(run);
    started += 1;
  }
  await Promise.all(running);
  return started;
}
