import type { RandomBytes } from '../core.ts';
import { type BankSecrets, metaText, readSecrets } from '../identity/bank-secrets.ts';
import type { KeyWrap } from '../identity/key-wrap.ts';
import { createCheckpointSigner } from '../ledger/checkpoint-signer.ts';
import { LEDGER_META } from '../ledger/ledger-meta.ts';
import { createSignedLedger } from '../ledger/signed-ledger.ts';
import type { BankOptions } from '../open-bank.ts';
import { StartupFailure } from '../startup-failure.ts';
import { createBankState } from '../state/bank-state.ts';
import type { StoredState } from '../store/bank-store.ts';
import { checkHead } from './check-head.ts';
import { checkHeadSeal } from './check-seal.ts';
import { makeBank } from './first-start.ts';
import { fittingKey, rotateKeys } from './key-rotation.ts';
import { acceptRestore } from './restore.ts';

/** The store's contents; a new bank's when the store is empty and nothing was ever signed. */
async function loadStored(
  { store, keyWrap }: BankOptions,
  kept: string | undefined,
  randomBytes: RandomBytes,
  nowMs: number,
): Promise<StoredState> {
  const stored = await store.load();
  if (stored.head.leafCount > 0) return stored;
  if (kept !== undefined) {
    throw new StartupFailure(
      'database-behind',
      'The database is empty, but a checkpoint beside it says that there was a ledger. Nothing was changed. Put the database back, or choose another data folder to begin a new bank.',
    );
  }
  await makeBank(store, stored, { nowMs, randomBytes, keyWrap });
  return store.load();
}

interface Opened {
  readonly stored: StoredState;
  readonly secrets: BankSecrets;
  readonly key: KeyWrap;
  /** Kept checkpoint of the log that goes on. */
  readonly kept: string | undefined;
}

async function openStored(
  options: BankOptions,
  randomBytes: RandomBytes,
  nowMs: number,
): Promise<Opened> {
  const { store, keyWrap, previousKeyWraps = [], checkpointKeeper } = options;
  const kept = await checkpointKeeper.read();
  const stored = await loadStored(options, kept, randomBytes, nowMs);
  const key = fittingKey(stored.meta, [keyWrap, ...previousKeyWraps]);
  const secrets = readSecrets(stored.meta, key);
  // Before a restore is accepted too: it goes on from these leaves.
  await checkHeadSeal(stored, secrets);
  if (options.isRestoreAccepted && kept !== undefined) {
    const isNewLog = await acceptRestore(store, stored, secrets, kept, nowMs);
    if (isNewLog) return { stored: await store.load(), secrets, key, kept: undefined };
  }
  return { stored, secrets, key, kept };
}

/** State, keys and signed head of the bank in this store. @throws StartupFailure */
export async function loadBank(options: BankOptions, randomBytes: RandomBytes, nowMs: number) {
  const { store, checkpointKeeper, keyWrap } = options;
  const { stored, secrets, key, kept } = await openStored(options, randomBytes, nowMs);
  const { meta } = stored;
  const { sealHead } = secrets;
  const origin = metaText(meta, LEDGER_META.origin);
  if (origin === undefined) throw new StartupFailure('damaged', 'The database names no log.');
  const state = createBankState(stored);
  const signer = createCheckpointSigner(origin, secrets.ledgerSigner);
  await checkHead(store, state, { stored: metaText(meta, LEDGER_META.checkpoint), kept }, signer);
  if (key !== keyWrap)
    await rotateKeys(store, state, meta, { from: key, to: keyWrap }, sealHead, nowMs);
  const ledger = createSignedLedger(state, signer, checkpointKeeper);
  ledger.advance();
  return { state, ledger, identity: secrets.identity, certifier: secrets.certifier, sealHead };
}
