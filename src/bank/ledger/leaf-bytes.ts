import {
  ENTRY_TYPE,
  type EntryLeaf,
  encodeLeaf,
  LEAF_KIND,
  LEAF_VERSION,
  type Leaf,
} from '#shared/ledger/leaf.ts';
import { type HashText, hashLeaf, hashText } from './hash-text.ts';

/**
 * Entry leaves written in one go, byte for byte what `encodeLeaf` gives (a test compares them) at a
 * fraction of its cost. One zero byte stands in front: RFC 6962 hashes 0x00 || leaf.
 */
export interface PreparedLeaf {
  readonly bytes: Uint8Array;
  /** SHA-256(0x00 || bytes) */
  readonly hash: HashText;
}

const FIXED_LENGTH = 2 + 8 + 8 + 1 + 8 + 2 * 8;

function writeU64(target: Buffer, value: number, at: number): number {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError('not an unsigned integer');
  target.writeUInt32BE(Math.floor(value / 2 ** 32), at);
  return target.writeUInt32BE(value % 2 ** 32, at + 4);
}

/** Ids in leaves are ASCII, so one character is one byte. */
function writeAscii16(target: Buffer, text: string, at: number): number {
  target.writeUInt16BE(text.length, at);
  return at + 2 + target.write(text, at + 2, 'latin1');
}

function writeBytes16(target: Buffer, bytes: Uint8Array, at: number): number {
  target.writeUInt16BE(bytes.length, at);
  target.set(bytes, at + 2);
  return at + 2 + bytes.length;
}

export function prepareEntryLeaf(entry: EntryLeaf): PreparedLeaf {
  const length =
    FIXED_LENGTH +
    entry.txnId.length +
    entry.debit.length +
    entry.credit.length +
    entry.rrn.length +
    entry.relatedTxnId.length +
    entry.order.length +
    entry.signature.length +
    entry.deviceKey.length;
  const whole = Buffer.allocUnsafe(length + 1);
  whole[0] = 0;
  whole[1] = LEAF_VERSION;
  whole[2] = LEAF_KIND.entry;
  let at = writeU64(whole, entry.sequence, 3);
  at = writeU64(whole, entry.timeMs, at);
  whole[at++] = ENTRY_TYPE[entry.type];
  at = writeAscii16(whole, entry.txnId, at);
  at = writeAscii16(whole, entry.debit, at);
  at = writeAscii16(whole, entry.credit, at);
  at = writeU64(whole, entry.amountPaise, at);
  at = writeAscii16(whole, entry.rrn, at);
  at = writeAscii16(whole, entry.relatedTxnId, at);
  at = writeBytes16(whole, entry.order, at);
  at = writeBytes16(whole, entry.signature, at);
  at = writeBytes16(whole, entry.deviceKey, at);
  if (at !== whole.length) throw new Error('entry leaf has the wrong length');
  return { bytes: whole.subarray(1), hash: hashText(whole) };
}

export function prepareLeaf(leaf: Leaf): PreparedLeaf {
  if (leaf.kind === 'entry') return prepareEntryLeaf(leaf);
  const bytes = encodeLeaf(leaf);
  return { bytes, hash: hashLeaf(bytes) };
}
