import { equalBytes } from '#shared/bytes.ts';
import { type Checkpoint, openCheckpoint, parseCheckpoint } from '#shared/ledger/checkpoint.ts';
import { nodeCrypto } from '#wire/node-crypto.ts';
import type { CheckpointSigner } from '../ledger/checkpoint-signer.ts';
import { rootFromStore } from '../ledger/proofs.ts';
import { StartupFailure } from '../startup-failure.ts';
import { type BankState, sumOfBalances } from '../state/bank-state.ts';
import type { BankStore } from '../store/bank-store.ts';
import { logNumber } from './log-origin.ts';

/** Signed before this start; both absent on the first one. */
export interface EarlierCheckpoints {
  /** In the database, at most one commit behind it. */
  readonly stored: string | undefined;
  /** Beside the database. */
  readonly kept: string | undefined;
}

const damaged = (name: string, cause: unknown): StartupFailure =>
  new StartupFailure(
    'checkpoint-mismatch',
    `The ${name} checkpoint is damaged or was signed by another bank. Nothing was changed. Put the checkpoint and the database of the same bank together, or start with another data folder.`,
    cause,
  );

const behind = (leaves: number, signed: string): StartupFailure =>
  new StartupFailure(
    'database-behind',
    `The database is older than what this bank has signed: it has ${leaves} ledger leaves, ${signed}. Somebody put an old copy back. Nothing was changed. Put the newest database in place, or start with --accept-restore to go on from this copy under a new log origin; payments made after it are lost.`,
  );

/** @throws StartupFailure when it does not parse or the log's signature does not hold */
async function open(text: string, name: string, { verifierKey }: CheckpointSigner) {
  return openCheckpoint(nodeCrypto, text, verifierKey).catch((error: unknown) => {
    throw damaged(name, error);
  });
}

function originIn(text: string, name: string): string {
  try {
    return parseCheckpoint(text).origin;
  } catch (error) {
    throw damaged(name, error);
  }
}

async function compare(store: BankStore, leaves: number, checkpoint: Checkpoint, name: string) {
  const { size, root } = checkpoint;
  if (size > leaves) throw behind(leaves, `${size} were signed`);
  if (equalBytes(await rootFromStore(store, size), root)) return;
  throw new StartupFailure(
    'checkpoint-mismatch',
    `The ledger is not the one that the ${name} checkpoint signed: something among its first ${size} leaves was changed. Nothing was changed now. Run "npm run verify" to see what, and restore a backup.`,
  );
}

async function checkKept(store: BankStore, leaves: number, kept: string, signer: CheckpointSigner) {
  const log = logNumber(originIn(kept, 'kept'));
  const ownLog = logNumber(signer.origin);
  // The bank stopped between accepting a restore and keeping the new log's first checkpoint.
  if (log < ownLog) return;
  if (log > ownLog) throw behind(leaves, `but log ${log} was begun after this copy was made`);
  await compare(store, leaves, await open(kept, 'kept', signer), 'kept');
}

/**
 * The database must not be behind what was signed before, and must have the same leaves.
 * @throws StartupFailure that says what to do
 */
export async function checkHead(
  store: BankStore,
  state: BankState,
  { stored, kept }: EarlierCheckpoints,
  signer: CheckpointSigner,
): Promise<void> {
  const { tree } = state.book;
  if (stored !== undefined) {
    await compare(store, tree.size, await open(stored, 'stored', signer), 'stored');
  }
  if (kept !== undefined) await checkKept(store, tree.size, kept, signer);
  if (!equalBytes(await rootFromStore(store, tree.size), tree.root())) {
    throw new StartupFailure(
      'damaged',
      'The stored tree does not fit its leaves. Nothing was changed. Run "npm run verify" and restore a backup.',
    );
  }
  if (sumOfBalances(state) !== 0) {
    throw new StartupFailure(
      'damaged',
      'The balances of all accounts do not add up to zero. Nothing was changed. Run "npm run verify" and restore a backup.',
    );
  }
}
