import { utf8 } from '#shared/bytes.ts';
import { type Checkpoint, parseCheckpoint } from '#shared/ledger/checkpoint.ts';
import { type BankSecrets, metaText } from '../identity/bank-secrets.ts';
import { createCheckpointSigner } from '../ledger/checkpoint-signer.ts';
import { LEDGER_META } from '../ledger/ledger-meta.ts';
import { StartupFailure } from '../startup-failure.ts';
import { createBankState } from '../state/bank-state.ts';
import { beginBatch, NOTHING_PREFETCHED } from '../state/batch.ts';
import { commitBatch } from '../state/commit-batch.ts';
import type { BankStore, StoredState } from '../store/bank-store.ts';
import { logNumber, originOf } from './log-origin.ts';

function readKept(text: string): Checkpoint {
  try {
    return parseCheckpoint(text);
  } catch (error) {
    throw new StartupFailure(
      'checkpoint-mismatch',
      'The kept checkpoint is damaged, so nothing tells what this database is behind of. Nothing was changed. Remove the checkpoint file if you trust this database.',
      error,
    );
  }
}

/**
 * A backup was put back: the database is behind the kept checkpoint. Goes on as a new log whose
 * first leaf names the checkpoint that is left behind, so that nobody can pretend it was not there.
 * @returns false when the database is not behind, and nothing was done
 */
export async function acceptRestore(
  store: BankStore,
  stored: StoredState,
  { identity, ledgerSigner, sealHead }: BankSecrets,
  kept: string,
  nowMs: number,
): Promise<boolean> {
  const abandoned = readKept(kept);
  const ownLog = logNumber(metaText(stored.meta, LEDGER_META.origin) ?? '');
  const keptLog = logNumber(abandoned.origin);
  const isBehind = keptLog > ownLog || abandoned.size > stored.head.leafCount;
  if (keptLog < ownLog || !isBehind) return false;
  const next = Math.max(ownLog, keptLog) + 1;
  const signer = createCheckpointSigner(originOf(identity.bankId, next), ledgerSigner);
  const state = createBankState(stored);
  const batch = beginBatch(state, nowMs, NOTHING_PREFETCHED);
  state.book.appendOrigin({
    timeMs: batch.timeMs,
    origin: signer.origin,
    abandonedCheckpoint: utf8(kept),
  });
  const head = { size: state.book.tree.size, root: state.book.tree.root() };
  batch.meta.set(LEDGER_META.origin, Buffer.from(signer.origin));
  batch.meta.set(LEDGER_META.verifierKey, Buffer.from(signer.verifierKey));
  batch.meta.set(LEDGER_META.checkpoint, Buffer.from(signer.sign(head)));
  await commitBatch(store, batch, (await store.lastBatch()) + 1, sealHead);
  return true;
}
