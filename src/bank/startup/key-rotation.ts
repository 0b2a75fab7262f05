import { IDENTITY_META, metaText, SEEDS_CONTEXT } from '../identity/bank-secrets.ts';
import type { KeyWrap } from '../identity/key-wrap.ts';
import type { SealHead } from '../ledger/head-seal.ts';
import { rewrapPinKeys } from '../sessions/pin-keys.ts';
import { StartupFailure } from '../startup-failure.ts';
import type { BankState } from '../state/bank-state.ts';
import { beginBatch, NOTHING_PREFETCHED } from '../state/batch.ts';
import { commitBatch } from '../state/commit-batch.ts';
import type { BankStore } from '../store/bank-store.ts';

type Meta = ReadonlyMap<string, Uint8Array>;

/** The key that the database is sealed under. @throws StartupFailure when none of them is */
export function fittingKey(meta: Meta, keys: readonly KeyWrap[]): KeyWrap {
  const keyId = metaText(meta, IDENTITY_META.wrapKeyId);
  const key = keys.find((wrap) => wrap.keyId === keyId);
  if (key) return key;
  throw new StartupFailure(
    'wrong-key',
    'The wrapping key is not the one this database was sealed with: the keychain, key file or environment variable belongs to another bank. Nothing was changed. Put the right key back, or start with another data folder.',
  );
}

/** Seals everything again under another key, in one commit: a crash leaves one key or the other. */
export async function rotateKeys(
  store: BankStore,
  state: BankState,
  meta: Meta,
  keys: { readonly from: KeyWrap; readonly to: KeyWrap },
  sealHead: SealHead,
  nowMs: number,
): Promise<void> {
  const { from, to } = keys;
  const seeds = meta.get(IDENTITY_META.seeds);
  if (!seeds) throw new StartupFailure('damaged', 'The database has lost the keys of its bank.');
  const batch = beginBatch(state, nowMs, NOTHING_PREFETCHED);
  for (const user of state.users.values()) {
    batch.users.touch(user).pinKeys = rewrapPinKeys(from, to, user);
  }
  batch.meta.set(IDENTITY_META.seeds, to.wrap(from.unwrap(seeds, SEEDS_CONTEXT), SEEDS_CONTEXT));
  batch.meta.set(IDENTITY_META.wrapKeyId, Buffer.from(to.keyId));
  await commitBatch(store, batch, (await store.lastBatch()) + 1, sealHead);
}
