import { decodeLeaf, type Leaf } from '#shared/ledger/leaf.ts';

/** One named part of a leaf's stored bytes, in the order of the layout. */
export interface LeafField {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

const PREFIX: readonly (readonly [string, number])[] = [
  ['version', 1],
  ['kind', 1],
];

/** Widths in bytes; `16` means a two-byte length and that many bytes. */
const LAYOUT: Readonly<Record<Leaf['kind'], readonly (readonly [string, number | '16'])[]>> = {
  entry: [
    ...PREFIX,
    ['sequence', 8],
    ['timeMs', 8],
    ['type', 1],
    ['txnId', '16'],
    ['debit', '16'],
    ['credit', '16'],
    ['amountPaise', 8],
    ['rrn', '16'],
    ['relatedTxnId', '16'],
    ['order', '16'],
    ['signature', '16'],
    ['deviceKey', '16'],
  ],
  block: [
    ...PREFIX,
    ['height', 8],
    ['timeMs', 8],
    ['previousHash', 32],
    ['firstEntry', 8],
    ['entryCount', 4],
    ['rootBefore', 32],
  ],
  origin: [...PREFIX, ['timeMs', 8], ['origin', '16'], ['abandonedCheckpoint', '16']],
};

/**
 * Which bytes of a leaf mean what, for the hex view.
 * @throws RangeError or TypeError when the bytes are not exactly one v1 leaf
 */
export function leafFields(bytes: Uint8Array): { leaf: Leaf; fields: readonly LeafField[] } {
  const leaf = decodeLeaf(bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let from = 0;
  const fields = LAYOUT[leaf.kind].map(([name, width]) => {
    const to = from + (width === '16' ? 2 + view.getUint16(from) : width);
    const field = { name, from, to };
    from = to;
    return field;
  });
  return { leaf, fields };
}
