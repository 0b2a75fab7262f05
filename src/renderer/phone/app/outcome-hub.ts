import type { PayOutcome } from '#shared/device/pending.ts';

/**
 * Ends of payments that the screens did not ask for themselves: found when the line to the bank
 * came back, or pushed by the bank.
 */
export interface OutcomeHub {
  emit(outcomes: readonly PayOutcome[]): void;
  /** Returns the unsubscribe. */
  listen(listener: (outcome: PayOutcome) => void): () => void;
}

export function createOutcomeHub(): OutcomeHub {
  const listeners = new Set<(outcome: PayOutcome) => void>();
  return {
    emit(outcomes) {
      for (const outcome of outcomes) for (const listener of listeners) listener(outcome);
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
