import type { BankServices } from '../services.ts';
import { endCollect } from './collects.ts';

/** Ended in one commit; the rest has its turn in the next. */
const EXPIRE_MAX = 1_000;
/** After a commit that failed, and where a clock set back made the timer come too early. */
const AGAIN_MS = 1_000;

const expireDue = (services: BankServices): Promise<void> =>
  services.runner.run({
    execute: (batch) => {
      const due = [...batch.state.collects.open.values()].filter(
        (each) => each.state === 'pending' && batch.nowMs >= each.expiresMs,
      );
      for (const collect of due.slice(0, EXPIRE_MAX)) {
        endCollect(services, batch, collect, { state: 'expired', code: 'U69' });
      }
      return { value: undefined };
    },
  });

/**
 * Ends requests that nobody answered, with U69, when their time is over, and so tells both sides.
 * What may be paid follows from the clock alone; this only writes it down.
 */
export function watchExpiry(services: BankServices): void {
  const { collectTimer, state, nowMs, onProblem } = services;
  let earliestMs = Number.POSITIVE_INFINITY;
  for (const { state: each, expiresMs } of state.collects.open.values()) {
    if (each === 'pending') earliestMs = Math.min(earliestMs, expiresMs);
  }
  if (earliestMs === Number.POSITIVE_INFINITY) return;
  collectTimer.watch(earliestMs, () => {
    expireDue(services)
      .then(() => watchExpiry(services))
      .catch((error: unknown) => {
        onProblem('requests that ran out could not be ended', error);
        collectTimer.watch(nowMs() + AGAIN_MS, () => watchExpiry(services));
      });
  });
}
