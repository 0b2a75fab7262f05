import type { ReportProblem } from '../report-problem.ts';
import type { BankServices } from '../services.ts';
import { endCollect } from './collects.ts';

/** How often the bank looks for requests whose time is over. */
const SWEEP_EVERY_MS = 500;
/** Ended in one commit; the rest has its turn at the next look. */
const SWEEP_MAX = 1_000;

/**
 * Ends requests that nobody answered, with U69, and so tells both sides. What may be paid follows
 * from the clock alone; this only writes it down. One look is a walk over the open requests, whose
 * number is bounded.
 * @returns what stops it
 */
export function startExpirySweep(services: BankServices, onProblem: ReportProblem): () => void {
  const { state, runner, nowMs } = services;
  let isRunning = false;

  const isDue = (now: number): boolean => {
    for (const { state: each, expiresMs } of state.collects.open.values()) {
      if (each === 'pending' && now >= expiresMs) return true;
    }
    return false;
  };

  async function sweep(): Promise<void> {
    await runner.run({
      execute: (batch) => {
        let left = SWEEP_MAX;
        for (const collect of [...state.collects.open.values()]) {
          if (collect.state !== 'pending' || batch.nowMs < collect.expiresMs) continue;
          endCollect(services, batch, collect, { state: 'expired', code: 'U69' });
          if (--left === 0) break;
        }
        return { value: undefined };
      },
    });
  }

  const timer = setInterval(() => {
    if (isRunning || !isDue(nowMs())) return;
    isRunning = true;
    sweep()
      .catch((error: unknown) => onProblem('requests that ran out could not be ended', error))
      .finally(() => {
        isRunning = false;
      });
  }, SWEEP_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
