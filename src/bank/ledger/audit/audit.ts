import type { BlockLeaf, EntryLeaf } from '#shared/ledger/leaf.ts';
import type { Account, BlockRecord } from '../../state/entities.ts';
import type { AuditRecord, AuditSource } from '../../store/bank-store.ts';
import { createTree, type LedgerTree } from '../tree.ts';
import type { VerifyOptions } from '../verify-ledger.ts';
import { createIdSet, type IdSet } from './id-set.ts';
import { createCursor, type RowCursor } from './row-cursor.ts';

/** What an audit has derived so far. */
export interface Audit {
  readonly source: AuditSource;
  readonly options: VerifyOptions;
  readonly tree: LedgerTree;
  readonly accounts: ReadonlyMap<string, Account>;
  /** Replayed from zero. */
  readonly balances: Map<string, number>;
  /** Holds that have not ended yet, by the id of the payment. */
  readonly holds: Map<string, AuditRecord>;
  /** Holds that were paid out. */
  readonly released: Set<string>;
  /** Given back so far, by the id of the payment. */
  readonly returned: Map<string, number>;
  readonly records: RowCursor<AuditRecord>;
  readonly blocks: RowCursor<BlockRecord>;
  /** `type txnId` of every record. */
  readonly ids: IdSet;
  /** Newest record of each account so far. */
  readonly lastRecordOf: Map<string, number>;
  readonly rootsAt: Map<number, Uint8Array>;
  /** Tree nodes that the stored ones were compared with, by level. */
  readonly nodeCounts: Map<number, number>;
  /** Entries since the last block leaf. */
  open: OpenEntry[];
  entryCount: number;
  lastBlock: { readonly leaf: BlockLeaf; readonly hash: Uint8Array } | undefined;
  lastSequence: number;
  lastTimeMs: number;
  origin: string;
}

export interface OpenEntry {
  readonly leaf: EntryLeaf;
  readonly record: AuditRecord;
}

const ROWS = 2_000;

export async function createAudit(source: AuditSource, options: VerifyOptions): Promise<Audit> {
  const accounts = await source.accounts();
  return {
    source,
    options,
    tree: createTree(),
    accounts: new Map(accounts.map((account) => [account.id, account])),
    balances: new Map(accounts.map((account) => [account.id, 0])),
    holds: new Map(),
    released: new Set(),
    returned: new Map(),
    records: createCursor((from) => source.records(from, ROWS)),
    blocks: createCursor((from) => source.blocks(from, ROWS)),
    ids: createIdSet(),
    lastRecordOf: new Map(),
    rootsAt: new Map(),
    nodeCounts: new Map(),
    open: [],
    entryCount: 0,
    lastBlock: undefined,
    lastSequence: 0,
    lastTimeMs: 0,
    origin: '',
  };
}

export function sumOf(balances: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const paise of balances.values()) sum += paise;
  return sum;
}
