import type { Timers } from '#terminal/timers.ts';

/** Time that a test moves itself. */
export interface ManualTimers extends Timers {
  readonly nowMs: number;
  /** Delays of what is waiting, soonest first. */
  readonly waiting: readonly number[];
  /** Runs everything due up to then, in order; lets promises settle after each. */
  advance(byMs: number): Promise<void>;
}

/** Lets what is ready in promises and sockets run. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export function manualTimers(startMs = 1_700_000_000_000): ManualTimers {
  let nowMs = startMs;
  let nextId = 0;
  const waiting = new Map<number, { readonly atMs: number; readonly run: () => void }>();
  const soonest = (): [number, { readonly atMs: number; readonly run: () => void }] | undefined =>
    [...waiting].sort(([, left], [, right]) => left.atMs - right.atMs)[0];
  return {
    get nowMs() {
      return nowMs;
    },
    get waiting() {
      return [...waiting.values()].map(({ atMs }) => atMs - nowMs).sort((a, b) => a - b);
    },
    after(delayMs, run) {
      const id = nextId++;
      waiting.set(id, { atMs: nowMs + delayMs, run });
      return () => waiting.delete(id);
    },
    async advance(byMs) {
      const endMs = nowMs + byMs;
      for (;;) {
        const next = soonest();
        if (!next || next[1].atMs > endMs) break;
        nowMs = next[1].atMs;
        waiting.delete(next[0]);
        next[1].run();
        await settle();
      }
      nowMs = endMs;
    },
  };
}
