import { EQUITY_ACCOUNT, SUSPENSE_ACCOUNT } from '#shared/ids.ts';
import { openAccount } from '../accounts/new-account.ts';
import type { RandomBytes } from '../core.ts';
import { makeSecrets } from '../identity/bank-secrets.ts';
import type { KeyWrap } from '../identity/key-wrap.ts';
import { createCheckpointSigner } from '../ledger/checkpoint-signer.ts';
import { LEDGER_META } from '../ledger/ledger-meta.ts';
import { createBankState } from '../state/bank-state.ts';
import { beginBatch, NOTHING_PREFETCHED } from '../state/batch.ts';
import { commitBatch } from '../state/commit-batch.ts';
import type { BankStore, StoredState } from '../store/bank-store.ts';
import { originOf } from './log-origin.ts';

/** Fills an empty store: keys, the bank's own accounts, the origin leaf. */
export async function makeBank(
  store: BankStore,
  empty: StoredState,
  { nowMs, randomBytes, keyWrap }: { nowMs: number; randomBytes: RandomBytes; keyWrap: KeyWrap },
): Promise<void> {
  const state = createBankState(empty);
  const { identity, ledgerSigner, sealHead, meta } = makeSecrets(randomBytes, keyWrap);
  const signer = createCheckpointSigner(originOf(identity.bankId, 1), ledgerSigner);
  const batch = beginBatch(state, nowMs, NOTHING_PREFETCHED);
  for (const id of [EQUITY_ACCOUNT, SUSPENSE_ACCOUNT]) {
    openAccount(batch, { id, kind: 'system', name: id, vpa: '', isSimulated: false });
  }
  state.book.appendOrigin({
    timeMs: batch.timeMs,
    origin: signer.origin,
    abandonedCheckpoint: new Uint8Array(),
  });
  for (const [key, value] of meta) batch.meta.set(key, value);
  batch.meta.set(LEDGER_META.origin, Buffer.from(signer.origin));
  batch.meta.set(LEDGER_META.verifierKey, Buffer.from(signer.verifierKey));
  await commitBatch(store, batch, 1, sealHead);
}
