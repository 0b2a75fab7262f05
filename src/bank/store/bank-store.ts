import type { Awaitable } from '#shared/crypto-port.ts';
import type {
  Account,
  Binding,
  BlockRecord,
  CategorySpending,
  Charge,
  Collect,
  Device,
  Merchant,
  PaymentRecord,
  Restriction,
  User,
} from '../state/entities.ts';

/**
 * What is durable. One bank writes; every method may throw a StoreFailure. Lists are bounded by
 * their `limit`. Both stores pass test/integration/bank/store-contract.ts.
 */
export interface BankStore {
  /** Everything the bank keeps in memory: once, at start. */
  load(): Promise<StoredState>;
  /** All of it or nothing, durable when it resolves. */
  commit(batch: StoreBatch): Promise<void>;
  /** Number of the newest durable batch, 0 at first: settles a commit of unknown outcome. */
  lastBatch(): Promise<number>;

  /** Records of these ids, every type. */
  findRecords(txnIds: readonly string[]): Promise<PaymentRecord[]>;
  findCharges(references: readonly string[]): Promise<Charge[]>;
  findCollects(references: readonly string[]): Promise<Collect[]>;
  /** Newest first. */
  collects(query: CollectQuery): Promise<Page<Collect>>;
  /** Sum of successful refunds of these payments. */
  refundedPaise(txnIds: readonly string[]): Promise<Map<string, number>>;

  /** Newest first. */
  records(query: RecordQuery): Promise<Page<PaymentRecord>>;
  blocks(query: { readonly limit: number; readonly before?: number }): Promise<Page<BlockRecord>>;
  /** Leaf bytes from (inclusive) to (exclusive); at most LEAVES_MAX of them. */
  leaves(from: number, to: number): Promise<Uint8Array[]>;
  /** Tree node hashes at NODE_LEVEL and above, in the order asked. */
  nodes(places: readonly NodePlace[]): Promise<Uint8Array[]>;

  sizeBytes(): number;
  /** A consistent view of everything stored at one moment; close it. */
  audit(): Promise<AuditSource>;
  /** A complete copy at `path`, made while the bank runs. */
  backup(path: string): Promise<void>;
  close(): Promise<void>;
}

export const LEAVES_MAX = 4_096;
/** Nodes are stored from this level up; below it they are hashed again from at most 256 leaves. */
export const NODE_LEVEL = 8;

export interface NodePlace {
  /** 0 for leaves; a node at level n covers 2^n leaves. */
  readonly level: number;
  readonly position: number;
}
export interface TreeNode extends NodePlace {
  readonly hash: Uint8Array;
}

export interface Page<T> {
  readonly rows: T[];
  readonly hasMore: boolean;
}

export interface RecordQuery {
  readonly limit: number;
  /** Only records with a smaller sequence. */
  readonly before?: number;
  /** Only records this account took part in, by following its history from `lastRecord` down. */
  readonly account?: {
    readonly id: string;
    readonly lastRecord: number;
    /** Finds a payment to it that waited in SUSPENSE, when asked for by its id. */
    readonly vpa?: string;
  };
  /** Only records that this account took part in as well. */
  readonly otherId?: string;
  /** With `otherId`: its UPI ID, which names it beside SUSPENSE. */
  readonly otherVpa?: string;
  readonly txnId?: string;
  readonly rrn?: string;
  readonly minPaise?: number;
  readonly maxPaise?: number;
  readonly fromMs?: number;
  readonly toMs?: number;
  /** Only entries with a smaller entry number. */
  readonly beforeEntry?: number;
  /** Only records that are ledger entries. */
  readonly isEntry?: boolean;
  readonly block?: number;
}

/** Collect requests of one account, as payer or as requester. */
export interface CollectQuery {
  readonly accountId: string;
  readonly side: 'payer' | 'requester';
  readonly limit: number;
  /** Only requests with a smaller sequence. */
  readonly before?: number;
}

export interface LedgerHead {
  readonly leafCount: number;
  readonly recordCount: number;
  readonly entryCount: number;
  readonly lastBlock: BlockRecord | undefined;
  readonly lastTimeMs: number;
  /** Stored nodes on the right edge: the roots of the full subtrees of 256 leaves and more. */
  readonly edge: readonly Uint8Array[];
  /** Bytes of the leaves after them, at most 255. */
  readonly tail: readonly Uint8Array[];
}

export interface StoredState {
  readonly meta: ReadonlyMap<string, Uint8Array>;
  readonly accounts: readonly Account[];
  readonly users: readonly User[];
  readonly merchants: readonly Merchant[];
  readonly devices: readonly Device[];
  readonly bindings: readonly Binding[];
  /** Charges that may still be paid. */
  readonly charges: readonly Charge[];
  /** Collect requests that have not ended, by sequence. */
  readonly collects: readonly Collect[];
  /** How many there ever were. */
  readonly collectCount: number;
  /** Those that hold. */
  readonly restrictions: readonly Restriction[];
  /** Records of type `hold` that no `release` or `reversal` names yet, oldest first. */
  readonly holds: readonly PaymentRecord[];
  /** Of the newest day in them. */
  readonly spendings: readonly CategorySpending[];
  readonly head: LedgerHead;
}

/** One commit. Changed rows are written whole; leaves, nodes, records and the block are new. */
export interface StoreBatch {
  readonly number: number;
  readonly firstLeaf: number;
  readonly leaves: readonly Uint8Array[];
  readonly nodes: readonly TreeNode[];
  readonly records: readonly PaymentRecord[];
  readonly block: BlockRecord | undefined;
  readonly newAccounts: readonly Account[];
  /** Accounts whose state, balance, counters or history changed; the rest of a row never does. */
  readonly accounts: readonly Account[];
  readonly users: readonly User[];
  readonly merchants: readonly Merchant[];
  readonly devices: readonly Device[];
  readonly bindings: readonly Binding[];
  readonly charges: readonly Charge[];
  readonly collects: readonly Collect[];
  readonly restrictions: readonly Restriction[];
  readonly spendings: readonly CategorySpending[];
  readonly meta: ReadonlyMap<string, Uint8Array>;
}

/** What an audit reads, oldest first, in bounded pieces. */
export interface AuditSource {
  readonly leafCount: number;
  readonly meta: ReadonlyMap<string, Uint8Array>;
  leaves(from: number, limit: number): Awaitable<AuditLeaf[]>;
  find(txnId: string): Awaitable<AuditRecord[]>;
  /** By sequence. */
  records(from: number, limit: number): Awaitable<AuditRecord[]>;
  blocks(from: number, limit: number): Awaitable<BlockRecord[]>;
  nodes(level: number, from: number, limit: number): Awaitable<TreeNode[]>;
  accounts(): Awaitable<Account[]>;
  /** What the storage engine finds wrong with its own file; empty when nothing. */
  integrity(): Awaitable<string[]>;
  counts(): Awaitable<{
    readonly records: number;
    readonly blocks: number;
    readonly nodes: number;
  }>;
  close(): Awaitable<void>;
}

/** Everything that can be derived from the ledger again. */
export type AuditRecord = Omit<PaymentRecord, 'serverSignature'>;

export interface AuditLeaf {
  readonly position: number;
  readonly bytes: Uint8Array;
}
