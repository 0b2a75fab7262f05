import { utf8 } from '#shared/bytes.ts';
import { parseCheckpoint } from '#shared/ledger/checkpoint.ts';
import { type BankSecrets, metaText } from '../identity/bank-secrets.ts';
import { createCheckpointSigner } from '../ledger/checkpoint-signer.ts';
import { LEDGER_META } from '../ledger/ledger-meta.ts';
import { createBankState } from '../state/bank-state.ts';
import { beginBatch } from '../state/batch.ts';
import { commitBatch } from '../state/commit-batch.ts';
import type { BankStore, StoredState } from '../store/bank-store.ts';
import { originOf } from './first-start.ts';

/** Number of the log that an origin names. */
export const logNumber = (origin: string): number => Number(origin.split('/').at(-1));

/**
 * A backup was put back: the database is behind the kept checkpoint. Goes on as a new log whose
 * first leaf names the checkpoint that is left behind, so that nobody can pretend it was not there.
 * @returns false when the database is not behind, and nothing was done
 */
export async function acceptRestore(
  store: BankStore,
  stored: StoredState,
  { identity, ledgerSigner }: BankSecrets,
  kept: string,
  nowMs: number,
): Promise<boolean> {
  const abandoned = parseCheckpoint(kept);
  const origin = metaText(stored.meta, LEDGER_META.origin) ?? '';
  const isSameLog = abandoned.origin === origin;
  if (isSameLog && abandoned.size <= stored.head.leafCount) return false;
  const next = Math.max(logNumber(origin), logNumber(abandoned.origin)) + 1;
  const signer = createCheckpointSigner(originOf(identity.bankId, next), ledgerSigner);
  const state = createBankState(stored);
  const batch = beginBatch(state, nowMs, { known: new Map(), refunded: new Map() });
  state.book.appendOrigin({
    timeMs: batch.timeMs,
    origin: signer.origin,
    abandonedCheckpoint: utf8(kept),
  });
  const head = { size: state.book.tree.size, root: state.book.tree.root() };
  batch.meta.set(LEDGER_META.origin, Buffer.from(signer.origin));
  batch.meta.set(LEDGER_META.verifierKey, Buffer.from(signer.verifierKey));
  batch.meta.set(LEDGER_META.checkpoint, Buffer.from(signer.sign(head)));
  await commitBatch(store, batch, (await store.lastBatch()) + 1);
  return true;
}
