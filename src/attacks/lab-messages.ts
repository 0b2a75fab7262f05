import type { AttackId, AttackOutcome, AttackSide } from '#shared/simulator/attack-records.ts';
import type { BankPlace } from '#terminal/wire-terminal.ts';

/** What the lab's thread is started with, and what it tells the host. Plain data only. */
export interface LabOrder {
  readonly attack: AttackId;
  /** Exists and is empty; the host removes it when the thread has ended. */
  readonly folder: string;
  readonly live: BankPlace | undefined;
}

export type LabNews =
  | { readonly kind: 'side'; readonly side: AttackSide }
  | { readonly kind: 'outcome'; readonly outcome: AttackOutcome }
  /** It broke; the sentence is for people. */
  | { readonly kind: 'failed'; readonly message: string };

/** The one message to the thread. */
export const STOP = 'stop';
