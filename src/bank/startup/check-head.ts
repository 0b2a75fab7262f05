import { equalBytes } from '#shared/bytes.ts';
import { type Checkpoint, openCheckpoint } from '#shared/ledger/checkpoint.ts';
import { nodeCrypto } from '#wire/node-crypto.ts';
import { rootFromStore } from '../ledger/proofs.ts';
import { StartupFailure } from '../startup-failure.ts';
import { type BankState, sumOfBalances } from '../state/bank-state.ts';
import type { BankStore } from '../store/bank-store.ts';

/** How far an origin line says a bank's logs have come. */
const behind = (leaves: number, signed: string): StartupFailure =>
  new StartupFailure(
    'database-behind',
    `The database is older than what this bank has signed: ${leaves} ledger leaves instead of ${signed}. Somebody put an old copy back. Nothing was changed. Put the newest database in place, or start with --accept-restore to go on from this copy under a new log origin; payments after it are lost.`,
  );

const open = (text: string, verifierKey: string, name: string): Promise<Checkpoint> =>
  openCheckpoint(nodeCrypto, text, verifierKey).catch((error: Error) => {
    throw new StartupFailure(
      'checkpoint-mismatch',
      `The ${name} checkpoint is damaged or was signed by another bank. Nothing was changed. Put the checkpoint and the database of the same bank together, or verify the database and start with another data folder.`,
      error,
    );
  });

async function compare(store: BankStore, checkpoint: Checkpoint, name: string): Promise<void> {
  const root = await rootFromStore(store, checkpoint.size);
  if (equalBytes(root, checkpoint.root)) return;
  throw new StartupFailure(
    'checkpoint-mismatch',
    `The ledger is not the one that the ${name} checkpoint signed: an entry among the first ${checkpoint.size} was changed. Nothing was changed now. Run "npm run verify" to see which, and restore a backup.`,
  );
}

/**
 * The database must not be behind what was signed before, and must have the same leaves.
 * @throws StartupFailure that says what to do
 */
export async function checkHead(
  store: BankStore,
  state: BankState,
  checkpoints: readonly { readonly name: string; readonly text: string }[],
  verifierKey: string,
): Promise<void> {
  for (const { name, text } of checkpoints) {
    const checkpoint = await open(text, verifierKey, name);
    const leaves = state.book.tree.size;
    if (checkpoint.size > leaves) throw behind(leaves, String(checkpoint.size));
    await compare(store, checkpoint, name);
  }
  if (!equalBytes(await rootFromStore(store, state.book.tree.size), state.book.tree.root())) {
    throw new StartupFailure('damaged', 'The stored tree does not fit its leaves.');
  }
  if (sumOfBalances(state) !== 0) {
    throw new StartupFailure(
      'damaged',
      'The balances of all accounts do not add up to zero. Nothing was changed. Run "npm run verify" and restore a backup.',
    );
  }
}
