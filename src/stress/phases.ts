/** Phases with their own clock: what each took and how much of it was done. */
export const PHASES = ['derive', 'connect', 'register', 'session', 'pay', 'verify'] as const;
export type PhaseName = (typeof PHASES)[number];

export interface PhaseFigure {
  readonly phase: PhaseName;
  readonly done: number;
  readonly total: number;
  readonly durationMs: number;
}

export interface PhaseClock {
  /** Runs a phase; `advance` counts one more as done. */
  run<T>(phase: PhaseName, total: number, work: (advance: () => void) => Promise<T>): Promise<T>;
  readonly current: PhaseFigure | undefined;
  readonly finished: readonly PhaseFigure[];
}

export function createPhaseClock(nowMs: () => number): PhaseClock {
  const finished: PhaseFigure[] = [];
  let running: { phase: PhaseName; total: number; done: number; startMs: number } | undefined;
  const figure = (): PhaseFigure | undefined =>
    running && {
      phase: running.phase,
      done: running.done,
      total: running.total,
      durationMs: nowMs() - running.startMs,
    };
  return {
    async run(phase, total, work) {
      const own = { phase, total, done: 0, startMs: nowMs() };
      running = own;
      try {
        return await work(() => {
          own.done += 1;
        });
      } finally {
        const last = figure();
        if (last) finished.push(last);
        running = undefined;
      }
    },
    get current() {
      return figure();
    },
    get finished() {
      return finished;
    },
  };
}
