import type { ReportProblem } from '../../report-problem.ts';
import type { BankState } from '../../state/bank-state.ts';
import type { PaymentRecord } from '../../state/entities.ts';
import type { Timers } from '../../timers.ts';
import { fateOf } from './fates.ts';

/** Ends held payments when their time has come, also those of before a restart. */
export interface HoldWatch {
  /** A payment began to wait. */
  noted(hold: PaymentRecord): void;
  /** Clock or settings changed: looks at every hold anew. */
  look(): void;
  stop(): void;
}

export interface HoldWatchOptions {
  readonly state: Pick<BankState, 'holds' | 'settings'>;
  readonly timers: Timers;
  readonly nowMs: () => number;
  readonly end: (hold: PaymentRecord) => Promise<unknown>;
  readonly onProblem: ReportProblem;
}

/** Ended in one go; the rest waits for the next. */
const ENDED_AT_ONCE_MAX = 512;
/** Pause after an end that did not work. */
const RETRY_MS = 1_000;
const SECOND_MS = 1_000;

export function createHoldWatch(options: HoldWatchOptions): HoldWatch {
  const { state, timers, nowMs, end, onProblem } = options;
  let armed: { readonly dueMs: number; readonly cancel: () => void } | undefined;
  let isBusy = false;
  let isStopped = false;

  const dueMsOf = (hold: PaymentRecord): number =>
    hold.timeMs + state.settings[fateOf(hold).wait] * SECOND_MS;

  function arm(dueMs: number): void {
    if (isStopped || isBusy || (armed && armed.dueMs <= dueMs)) return;
    armed?.cancel();
    armed = {
      dueMs,
      cancel: timers.after(dueMs - nowMs(), () => {
        armed = undefined;
        void endDue();
      }),
    };
  }

  function look(earliestMs = 0): void {
    armed?.cancel();
    armed = undefined;
    let nextMs = Number.POSITIVE_INFINITY;
    for (const hold of state.holds.values()) nextMs = Math.min(nextMs, dueMsOf(hold));
    if (nextMs < Number.POSITIVE_INFINITY) arm(Math.max(nextMs, earliestMs));
  }

  async function endDue(): Promise<void> {
    isBusy = true;
    const due: PaymentRecord[] = [];
    for (const hold of state.holds.values()) {
      if (dueMsOf(hold) <= nowMs()) due.push(hold);
      if (due.length >= ENDED_AT_ONCE_MAX) break;
    }
    const ended = await Promise.allSettled(due.map(end));
    isBusy = false;
    if (isStopped) return;
    const failed = ended.find((each) => each.status === 'rejected');
    if (failed) onProblem('a pending payment could not be ended yet', failed.reason);
    look(failed ? nowMs() + RETRY_MS : 0);
  }

  look();
  return {
    noted: (hold) => arm(dueMsOf(hold)),
    look: () => look(),
    stop() {
      isStopped = true;
      armed?.cancel();
    },
  };
}
