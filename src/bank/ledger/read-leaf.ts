import {
  decodeLeaf,
  ENTRY_TYPE,
  type EntryLeaf,
  type EntryTypeName,
  LEAF_KIND,
  LEAF_VERSION,
  type Leaf,
} from '#shared/ledger/leaf.ts';

/**
 * `decodeLeaf` for an audit of millions: entries are read in place, their ids as latin1, which is
 * what ASCII ids are. An id with any other byte is left to `decodeLeaf` (a test compares them).
 */
const typeByNumber: (EntryTypeName | undefined)[] = [];
for (const [name, number] of Object.entries(ENTRY_TYPE)) {
  typeByNumber[number] = name as EntryTypeName;
}

const FIXED_LENGTH = 19;
const NOT_ASCII = /[^\0-\x7f]/;

function readU64(bytes: Buffer, at: number): number {
  const value = bytes.readUInt32BE(at) * 2 ** 32 + bytes.readUInt32BE(at + 4);
  if (!Number.isSafeInteger(value)) throw new RangeError('integer above 2^53');
  return value;
}

/** End of a field with a u16 length that begins at `at`. @throws RangeError past the last byte */
function fieldEnd(bytes: Buffer, at: number): number {
  const end = at + 2 + bytes.readUInt16BE(at);
  if (end > bytes.length) throw new RangeError('layout ends too early');
  return end;
}

function readEntry(bytes: Buffer): EntryLeaf | undefined {
  const type = typeByNumber[bytes.readUInt8(18)];
  if (!type) throw new RangeError('unknown entry type');
  const txn = fieldEnd(bytes, FIXED_LENGTH);
  const debit = fieldEnd(bytes, txn);
  const credit = fieldEnd(bytes, debit);
  const rrn = fieldEnd(bytes, credit + 8);
  const related = fieldEnd(bytes, rrn);
  const order = fieldEnd(bytes, related);
  const signature = fieldEnd(bytes, order);
  const deviceKey = fieldEnd(bytes, signature);
  if (deviceKey !== bytes.length) throw new RangeError('layout has trailing bytes');
  // One call for all of them: each costs more than the text it gives.
  const ids = bytes.toString('latin1', FIXED_LENGTH, related);
  const text = (at: number, end: number) => ids.slice(at + 2 - FIXED_LENGTH, end - FIXED_LENGTH);
  const leaf: EntryLeaf = {
    kind: 'entry',
    sequence: readU64(bytes, 2),
    timeMs: readU64(bytes, 10),
    type,
    txnId: text(FIXED_LENGTH, txn),
    debit: text(txn, debit),
    credit: text(debit, credit),
    amountPaise: readU64(bytes, credit),
    rrn: text(credit + 8, rrn),
    relatedTxnId: text(rrn, related),
    order: bytes.subarray(related + 2, order),
    signature: bytes.subarray(order + 2, signature),
    deviceKey: bytes.subarray(signature + 2, deviceKey),
  };
  const texts = leaf.txnId + leaf.debit + leaf.credit + leaf.rrn + leaf.relatedTxnId;
  return NOT_ASCII.test(texts) ? undefined : leaf;
}

/** @throws RangeError or TypeError when the bytes are not exactly one v1 leaf. */
export function readLeaf(bytes: Uint8Array): Leaf {
  if (bytes[0] !== LEAF_VERSION || bytes[1] !== LEAF_KIND.entry) return decodeLeaf(bytes);
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return readEntry(view) ?? decodeLeaf(bytes);
}
