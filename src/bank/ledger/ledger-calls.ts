import { toHex } from '#shared/bytes.ts';
import type { BlockRow, EntryRow, ledgerMethods } from '#shared/protocol/admin-methods.ts';
import { type ParamsOf, type ResultOf, RPC_ERROR, RpcError } from '#shared/protocol/json-rpc.ts';
import { searchFilter } from '../accounts/searches.ts';
import type { BankCore } from '../core.ts';
import type { BankServices } from '../services.ts';
import type { BankState } from '../state/bank-state.ts';
import type { BlockRecord, PaymentRecord } from '../state/entities.ts';
import { bytesOfHash, hashLeaf } from './hash-text.ts';
import { consistencyFromStore, inclusionFromStore, rootFromStore } from './proofs.ts';

type Table = typeof ledgerMethods;
type Method = Parameters<BankCore['ledgerCall']>[0];
type Handlers = {
  readonly [M in Method]: (
    services: BankServices,
    params: ParamsOf<Table, M>,
  ) => Promise<ResultOf<Table, M>>;
};

export const blockRowOf = (block: BlockRecord): BlockRow => ({
  height: block.height,
  timeMs: block.timeMs,
  hash: toHex(block.hash),
  previousHash: toHex(block.previousHash),
  rootBefore: toHex(block.rootBefore),
  firstEntry: block.firstEntry,
  entryCount: block.entryCount,
  leaf: block.leaf,
});

function entryRowOf(state: BankState, record: PaymentRecord): EntryRow {
  const name = (id: string): string => state.accounts.get(id)?.name ?? id;
  return {
    sequence: record.entry,
    leaf: record.leaf,
    block: record.block,
    timeMs: record.timeMs,
    type: record.type,
    txnId: record.txnId,
    rrn: record.rrn,
    debit: record.payerId,
    debitName: name(record.payerId),
    credit: record.payeeId,
    creditName: name(record.payeeId),
    amountPaise: String(record.amountPaise),
    relatedTxnId: record.relatedTxnId,
  };
}

const outOfRange = (path: string, message: string): RpcError =>
  new RpcError(RPC_ERROR.invalidParams, 'A field is missing or wrong.', {
    issues: [{ path, message }],
  });

async function entries(
  { state, search: records }: BankServices,
  params: ParamsOf<Table, 'ledger.entries'>,
): Promise<ResultOf<Table, 'ledger.entries'>> {
  const { before, block, fromMs, limit, maxPaise, minPaise, search, toMs } = params;
  const filter = searchFilter(state, search);
  if (!filter) return { rows: [], hasMore: false };
  const page = await records.run({
    ...(minPaise === undefined ? {} : { minPaise: Number(minPaise) }),
    ...(maxPaise === undefined ? {} : { maxPaise: Number(maxPaise) }),
    ...filter,
    ...(fromMs === undefined ? {} : { fromMs }),
    ...(toMs === undefined ? {} : { toMs }),
    ...(block === undefined ? {} : { block }),
    ...(before === undefined ? {} : { beforeEntry: before }),
    isEntry: true,
    limit,
  });
  return { rows: page.rows.map((record) => entryRowOf(state, record)), hasMore: page.hasMore };
}

async function leaf(
  { ledger, store }: BankServices,
  params: ParamsOf<Table, 'ledger.leaf'>,
): Promise<ResultOf<Table, 'ledger.leaf'>> {
  const { size: treeSize, checkpoint } = ledger;
  if (params.leaf >= treeSize) throw outOfRange('leaf', `the ledger has ${treeSize} leaves`);
  const [bytes] = await store.leaves(params.leaf, params.leaf + 1);
  if (!bytes) throw new Error(`leaf ${params.leaf} is missing`);
  const proof = await inclusionFromStore(store, params.leaf, treeSize);
  return {
    leaf: params.leaf,
    bytes: toHex(bytes),
    hash: toHex(bytesOfHash(hashLeaf(bytes))),
    proof: proof.map(toHex),
    treeSize,
    checkpoint,
  };
}

async function consistency(
  { ledger, store }: BankServices,
  { olderSize, newerSize }: ParamsOf<Table, 'ledger.consistency'>,
): Promise<ResultOf<Table, 'ledger.consistency'>> {
  if (newerSize > ledger.size) {
    throw outOfRange('newerSize', `the ledger has ${ledger.size} leaves`);
  }
  if (olderSize > newerSize) throw outOfRange('olderSize', 'must not be above newerSize');
  const proof = await consistencyFromStore(store, olderSize, newerSize);
  return {
    proof: proof.map(toHex),
    olderRoot: toHex(await rootFromStore(store, olderSize)),
    newerRoot: toHex(await rootFromStore(store, newerSize)),
  };
}

const handlers: Handlers = {
  'ledger.blocks': async ({ store }, { before, limit }) => {
    const page = await store.blocks({ limit, ...(before === undefined ? {} : { before }) });
    return { rows: page.rows.map(blockRowOf), hasMore: page.hasMore };
  },
  'ledger.entries': entries,
  'ledger.leaf': leaf,
  'ledger.checkpoint': async ({ ledger }) => ({
    checkpoint: ledger.checkpoint,
    verifierKey: ledger.verifierKey,
  }),
  'ledger.consistency': consistency,
};

/** Open to everybody: a ledger that anyone can check, always against the newest signed head. */
export const ledgerCall = <M extends Method>(
  services: BankServices,
  method: M,
  params: ParamsOf<Table, M>,
): Promise<ResultOf<Table, M>> => handlers[method](services, params);
