import { describe, expect, it } from 'vitest';
import { encodeLeaf, type Leaf } from '#shared/ledger/leaf.ts';
import { leafFields } from '../../../../src/renderer/control-room/state/leaf-fields.ts';

const leaves: readonly Leaf[] = [
  {
    kind: 'entry',
    sequence: 7,
    timeMs: 1_790_000_000_000,
    type: 'payment',
    txnId: 'SIM0123456789abcdef0123456789abcdef',
    debit: 'U000000001',
    credit: 'M000000001',
    amountPaise: 2_000,
    rrn: '632611204417',
    relatedTxnId: '',
    order: new Uint8Array(300).fill(7),
    signature: new Uint8Array(64).fill(8),
    deviceKey: new Uint8Array(32).fill(9),
  },
  {
    kind: 'block',
    height: 1,
    timeMs: 1,
    previousHash: new Uint8Array(32),
    firstEntry: 1,
    entryCount: 2,
    rootBefore: new Uint8Array(32).fill(1),
  },
  { kind: 'origin', timeMs: 1, origin: 'upi-sim.example/x', abandonedCheckpoint: new Uint8Array() },
];

describe('leafFields', () => {
  it.each(leaves)('covers every byte of a leaf once, in order: $kind', (leaf) => {
    const bytes = encodeLeaf(leaf);
    const { fields } = leafFields(bytes);
    let end = 0;
    for (const field of fields) {
      expect(field.from).toBe(end);
      expect(field.to).toBeGreaterThan(field.from);
      end = field.to;
    }
    expect(end).toBe(bytes.length);
  });

  it('points at the amount', () => {
    const bytes = encodeLeaf(leaves[0] as Leaf);
    const amount = leafFields(bytes).fields.find((field) => field.name === 'amountPaise');
    expect([...bytes.slice(amount?.from, amount?.to)]).toEqual([0, 0, 0, 0, 0, 0, 0x07, 0xd0]);
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['another version', Uint8Array.of(9, 1)],
    ['a cut leaf', encodeLeaf(leaves[0] as Leaf).slice(0, 40)],
    ['a leaf with a byte too many', Uint8Array.of(...encodeLeaf(leaves[1] as Leaf), 0)],
  ])('refuses %s', (_, bytes) => {
    expect(() => leafFields(bytes)).toThrow();
  });
});
