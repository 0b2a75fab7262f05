import { setTimeout as sleep } from 'node:timers/promises';
import { EQUITY_ACCOUNT } from '#shared/ids.ts';
import type { SealHead } from '../ledger/head-seal.ts';
import { LEDGER_META } from '../ledger/ledger-meta.ts';
import type { BankStore, StoreBatch } from '../store/bank-store.ts';
import { StoreFailure } from '../store/store-failure.ts';
import type { Batch } from './batch.ts';
import { type BankBounds, DEFAULT_BOUNDS } from './bounds.ts';
import type { BlockRecord } from './entities.ts';

/** Double entry held in this batch: what some accounts lost, others gained; none went below zero. */
function assertMoney(batch: Batch): void {
  let changePaise = 0;
  for (const account of batch.accounts.rows()) {
    const before = batch.accounts.before(account)?.balancePaise ?? 0;
    changePaise += account.balancePaise - before;
    if (!Number.isSafeInteger(account.balancePaise)) throw new Error('balance is not whole paise');
    if (account.balancePaise < 0 && account.id !== EQUITY_ACCOUNT) {
      throw new Error(`account ${account.id} would go below zero`);
    }
  }
  if (changePaise !== 0) throw new Error('a batch would make or destroy money');
}

function storeBatchFrom(batch: Batch, number: number, sealHead: SealHead): StoreBatch {
  const { book } = batch.state;
  const accounts = batch.accounts.rows();
  const firstRecord = batch.state.recordCount - batch.records.length + 1;
  const block = book.closeBlock(batch.timeMs, firstRecord);
  const staged = book.staged();
  if (staged.leaves.length > 0) {
    const { tree } = book;
    batch.meta.set(LEDGER_META.headSeal, sealHead({ size: tree.size, root: tree.root() }));
  }
  return {
    number,
    ...staged,
    block,
    records: batch.records,
    newAccounts: accounts.filter((account) => !batch.accounts.before(account)),
    accounts: accounts.filter((account) => batch.accounts.before(account)),
    users: batch.users.rows(),
    merchants: batch.merchants.rows(),
    devices: batch.devices.rows(),
    bindings: batch.bindings.rows(),
    charges: batch.charges.rows(),
    collects: batch.collects.rows(),
    restrictions: batch.restrictions.rows(),
    spendings: batch.spendings.rows(),
    meta: batch.meta,
  };
}

type SettleBounds = Pick<BankBounds, 'settleTriesMax' | 'settlePauseMs'>;

/** Asks until the store tells whether the batch became durable. */
async function settleUnknown(
  store: BankStore,
  number: number,
  failure: StoreFailure,
  { settleTriesMax, settlePauseMs }: SettleBounds,
): Promise<void> {
  for (let attempt = 0; attempt < settleTriesMax; attempt++) {
    const last = await store.lastBatch().catch(() => undefined);
    if (last === number) return;
    if (last !== undefined)
      throw new StoreFailure(failure.kind, failure.message, { cause: failure });
    await sleep(settlePauseMs);
  }
  throw new StoreFailure(
    'lost',
    'The database does not answer and nobody can tell whether the last payments were stored. Restart the bank; every payment id will then give its true answer.',
    { cause: failure, isOutcomeUnknown: true },
  );
}

/**
 * Ends the batch's block and makes everything durable.
 * @returns the new block, if money moved
 * @throws StoreFailure when nothing of it is durable; the caller takes the batch back
 */
export async function commitBatch(
  store: BankStore,
  batch: Batch,
  number: number,
  sealHead: SealHead,
  bounds: SettleBounds = DEFAULT_BOUNDS,
): Promise<BlockRecord | undefined> {
  assertMoney(batch);
  const changes = storeBatchFrom(batch, number, sealHead);
  try {
    await store.commit(changes);
  } catch (failure) {
    if (!(failure instanceof StoreFailure && failure.isOutcomeUnknown)) throw failure;
    await settleUnknown(store, number, failure, bounds);
  }
  return changes.block;
}
