import { concatBytes } from '../bytes.ts';
import { type ByteReader, byteReader, bytes16, string16, u8, u32, u64 } from './byte-writer.ts';

/**
 * Ledger leaves v1: what the Merkle tree hashes, stored byte for byte and never re-serialised.
 * FROZEN; described for other languages in docs/ledger-format.md, vectors in
 * test/vectors/ledger-leaf-v1.json. All integers big-endian; `16` fields carry a u16 length.
 */
export const LEAF_VERSION = 1;
export const LEAF_KIND = { entry: 1, block: 2, origin: 3 } as const;

/** Why money moved. Numbers are part of the format. */
export const ENTRY_TYPE = {
  opening: 1,
  payment: 2,
  refund: 3,
  reversal: 4,
  deposit: 5,
  hold: 6,
  release: 7,
} as const;
export type EntryTypeName = keyof typeof ENTRY_TYPE;

/** One movement of money: debits one account, credits another. */
export interface EntryLeaf {
  readonly kind: 'entry';
  /** Gapless from 1 over the whole ledger. */
  readonly sequence: number;
  /** Bank clock, Unix milliseconds. */
  readonly timeMs: number;
  readonly type: EntryTypeName;
  readonly txnId: string;
  /** Ledger account ids: UID, MID, EQUITY or SUSPENSE. */
  readonly debit: string;
  readonly credit: string;
  readonly amountPaise: number;
  readonly rrn: string;
  /** The payment a refund, reversal or release belongs to, else empty. */
  readonly relatedTxnId: string;
  /** Exact canonical payment order that the device signed; empty when the bank itself moved money. */
  readonly order: Uint8Array;
  /** Ed25519 over `orderSigningBytes(order)`, 64 bytes; empty with an empty order. */
  readonly signature: Uint8Array;
  /** Raw Ed25519 key that made it, 32 bytes; empty with an empty order. */
  readonly deviceKey: Uint8Array;
}

/** Ends every commit that moved money and links it to the one before. */
export interface BlockLeaf {
  readonly kind: 'block';
  /** Gapless from 1. */
  readonly height: number;
  readonly timeMs: number;
  /** Merkle leaf hash of the previous block leaf, 32 zero bytes for the first. */
  readonly previousHash: Uint8Array;
  readonly firstEntry: number;
  readonly entryCount: number;
  /** Merkle root over all leaves before this one. */
  readonly rootBefore: Uint8Array;
}

/** Starts a log: the first leaf of all, and the first after a restore. */
export interface OriginLeaf {
  readonly kind: 'origin';
  readonly timeMs: number;
  /** C2SP checkpoint origin line. */
  readonly origin: string;
  /** Checkpoint text of the log this one replaces; empty for a new ledger. */
  readonly abandonedCheckpoint: Uint8Array;
}

export type Leaf = EntryLeaf | BlockLeaf | OriginLeaf;

const entryTypeByNumber = new Map(
  Object.entries(ENTRY_TYPE).map(([name, value]) => [value, name as EntryTypeName]),
);

const encodeEntry = (leaf: EntryLeaf): Uint8Array =>
  concatBytes(
    u8(LEAF_VERSION),
    u8(LEAF_KIND.entry),
    u64(leaf.sequence),
    u64(leaf.timeMs),
    u8(ENTRY_TYPE[leaf.type]),
    string16(leaf.txnId),
    string16(leaf.debit),
    string16(leaf.credit),
    u64(leaf.amountPaise),
    string16(leaf.rrn),
    string16(leaf.relatedTxnId),
    bytes16(leaf.order),
    bytes16(leaf.signature),
    bytes16(leaf.deviceKey),
  );

function encodeBlock(leaf: BlockLeaf): Uint8Array {
  if (leaf.previousHash.length !== 32 || leaf.rootBefore.length !== 32) {
    throw new RangeError('block hashes are 32 bytes');
  }
  return concatBytes(
    u8(LEAF_VERSION),
    u8(LEAF_KIND.block),
    u64(leaf.height),
    u64(leaf.timeMs),
    leaf.previousHash,
    u64(leaf.firstEntry),
    u32(leaf.entryCount),
    leaf.rootBefore,
  );
}

const encodeOrigin = (leaf: OriginLeaf): Uint8Array =>
  concatBytes(
    u8(LEAF_VERSION),
    u8(LEAF_KIND.origin),
    u64(leaf.timeMs),
    string16(leaf.origin),
    bytes16(leaf.abandonedCheckpoint),
  );

export function encodeLeaf(leaf: Leaf): Uint8Array {
  if (leaf.kind === 'entry') return encodeEntry(leaf);
  return leaf.kind === 'block' ? encodeBlock(leaf) : encodeOrigin(leaf);
}

function decodeEntry(read: ByteReader): EntryLeaf {
  const sequence = read.u64();
  const timeMs = read.u64();
  const type = entryTypeByNumber.get(read.u8() as 1);
  if (!type) throw new RangeError('unknown entry type');
  return {
    kind: 'entry',
    sequence,
    timeMs,
    type,
    txnId: read.string16(),
    debit: read.string16(),
    credit: read.string16(),
    amountPaise: read.u64(),
    rrn: read.string16(),
    relatedTxnId: read.string16(),
    order: read.bytes16(),
    signature: read.bytes16(),
    deviceKey: read.bytes16(),
  };
}

const decodeBlock = (read: ByteReader): BlockLeaf => ({
  kind: 'block',
  height: read.u64(),
  timeMs: read.u64(),
  previousHash: read.take(32),
  firstEntry: read.u64(),
  entryCount: read.u32(),
  rootBefore: read.take(32),
});

const decodeOrigin = (read: ByteReader): OriginLeaf => ({
  kind: 'origin',
  timeMs: read.u64(),
  origin: read.string16(),
  abandonedCheckpoint: read.bytes16(),
});

/** @throws RangeError or TypeError when the bytes are not exactly one v1 leaf. */
export function decodeLeaf(bytes: Uint8Array): Leaf {
  const read = byteReader(bytes);
  if (read.u8() !== LEAF_VERSION) throw new RangeError('unknown leaf version');
  const kind = read.u8();
  let leaf: Leaf;
  if (kind === LEAF_KIND.entry) leaf = decodeEntry(read);
  else if (kind === LEAF_KIND.block) leaf = decodeBlock(read);
  else if (kind === LEAF_KIND.origin) leaf = decodeOrigin(read);
  else throw new RangeError('unknown leaf kind');
  read.end();
  return leaf;
}
