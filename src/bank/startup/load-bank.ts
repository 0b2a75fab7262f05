import type { RandomBytes } from '../core.ts';
import { metaText, readSecrets } from '../identity/bank-secrets.ts';
import { createCheckpointSigner } from '../ledger/checkpoint-signer.ts';
import { LEDGER_META } from '../ledger/ledger-meta.ts';
import { createSignedLedger } from '../ledger/signed-ledger.ts';
import type { BankOptions } from '../open-bank.ts';
import { StartupFailure } from '../startup-failure.ts';
import { createBankState } from '../state/bank-state.ts';
import type { StoredState } from '../store/bank-store.ts';
import { checkHead } from './check-head.ts';
import { makeBank } from './first-start.ts';
import { rotateKeys } from './key-rotation.ts';
import { acceptRestore } from './restore.ts';

/** The store's contents after first start or key rotation, as needed. */
async function loadStored(
  { store, keyWrap, previousKeyWraps = [] }: BankOptions,
  randomBytes: RandomBytes,
  nowMs: number,
): Promise<StoredState> {
  const stored = await store.load();
  if (stored.head.leafCount === 0) {
    await makeBank(store, stored, { nowMs, randomBytes, keyWrap });
    return store.load();
  }
  const isRotated = await rotateKeys(store, stored, keyWrap, previousKeyWraps, nowMs);
  return isRotated ? store.load() : stored;
}

/** State, keys and signed head of the bank in this store. @throws StartupFailure */
export async function loadBank(options: BankOptions, randomBytes: RandomBytes, nowMs: number) {
  const { store, checkpointKeeper, keyWrap } = options;
  let stored = await loadStored(options, randomBytes, nowMs);
  const secrets = readSecrets(stored.meta, keyWrap);
  let kept = await checkpointKeeper.read();
  if (options.isRestoreAccepted && kept !== undefined) {
    const isNew = await acceptRestore(store, stored, secrets, kept, nowMs);
    if (isNew) stored = await store.load();
    if (isNew) kept = undefined;
  }
  const origin = metaText(stored.meta, LEDGER_META.origin);
  if (origin === undefined) throw new StartupFailure('damaged', 'The database names no log.');
  const state = createBankState(stored);
  const signer = createCheckpointSigner(origin, secrets.ledgerSigner);
  const checkpoints = [
    { name: 'stored', text: metaText(stored.meta, LEDGER_META.checkpoint) },
    { name: 'kept', text: kept },
  ].flatMap(({ name, text }) => (text === undefined ? [] : [{ name, text }]));
  await checkHead(store, state, checkpoints, signer.verifierKey);
  const ledger = createSignedLedger(state, signer, checkpointKeeper);
  ledger.advance();
  return { state, ledger, identity: secrets.identity, certifier: secrets.certifier };
}
