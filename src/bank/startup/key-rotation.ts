import { IDENTITY_META, metaText, SEEDS_CONTEXT } from '../identity/bank-secrets.ts';
import type { KeyWrap } from '../identity/key-wrap.ts';
import { rewrapPinKeys } from '../sessions/pin-keys.ts';
import { StartupFailure } from '../startup-failure.ts';
import { createBankState } from '../state/bank-state.ts';
import { beginBatch } from '../state/batch.ts';
import { commitBatch } from '../state/commit-batch.ts';
import type { BankStore, StoredState } from '../store/bank-store.ts';

/** Rows sealed again in one commit would be few; a bank has at most some 100,000 of them. */
const wrongKey = () =>
  new StartupFailure(
    'wrong-key',
    'The wrapping key is not the one this database was made with: keychain, key file or UPI_SIM_WRAP_KEY belong to another bank. Nothing was changed. Put the right key back, or start with another data folder.',
  );

/**
 * Seals everything again under the current key when the database was sealed under a previous one.
 * All of it in one commit, so that a crash leaves one key or the other.
 * @returns whether anything was written
 * @throws StartupFailure when none of the keys fits
 */
export async function rotateKeys(
  store: BankStore,
  stored: StoredState,
  current: KeyWrap,
  previous: readonly KeyWrap[],
  nowMs: number,
): Promise<boolean> {
  const keyId = metaText(stored.meta, IDENTITY_META.wrapKeyId);
  if (keyId === current.keyId) return false;
  const old = previous.find((wrap) => wrap.keyId === keyId);
  const seeds = stored.meta.get(IDENTITY_META.seeds);
  if (!old || !seeds) throw wrongKey();
  const batch = beginBatch(createBankState(stored), nowMs, {
    known: new Map(),
    refunded: new Map(),
  });
  for (const user of stored.users) {
    batch.users.touch(user).pinKeys = rewrapPinKeys(old, current, user);
  }
  batch.meta.set(
    IDENTITY_META.seeds,
    current.wrap(old.unwrap(seeds, SEEDS_CONTEXT), SEEDS_CONTEXT),
  );
  batch.meta.set(IDENTITY_META.wrapKeyId, Buffer.from(current.keyId));
  await commitBatch(store, batch, (await store.lastBatch()) + 1);
  return true;
}
