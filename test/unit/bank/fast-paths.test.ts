import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesOfHash, hashLeaf, hashNode, textOfHash } from '#bank/ledger/hash-text.ts';
import { prepareEntryLeaf } from '#bank/ledger/leaf-bytes.ts';
import { readLeaf } from '#bank/ledger/read-leaf.ts';
import { createTree } from '#bank/ledger/tree.ts';
import { orderDigestText } from '#bank/payments/order-digest.ts';
import { toHex } from '#shared/bytes.ts';
import { decodeLeaf, ENTRY_TYPE, type EntryTypeName, encodeLeaf } from '#shared/ledger/leaf.ts';
import {
  appendLeafHash,
  EMPTY_FRONTIER,
  type Frontier,
  frontierRoot,
  leafHash,
  nodeHash,
} from '#shared/ledger/merkle.ts';
import { idempotencyBytes } from '#shared/payment-order.ts';
import { hmacKey, hmacText } from '#wire/fast-hmac.ts';
import { nodeCrypto } from '#wire/node-crypto.ts';

/** What the bank does in a faster way must be what the shared, readable code does. */
const { sha256 } = nodeCrypto;
const bytes = (maxLength: number) => fc.uint8Array({ maxLength });
const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 });
const ascii = fc.string({ unit: 'binary-ascii', maxLength: 40 });
const count = fc.nat({ max: Number.MAX_SAFE_INTEGER });

test('entry leaves are encodeLeaf byte for byte, and hashed as RFC 6962 says', () => {
  const entry = fc.record({
    kind: fc.constant('entry' as const),
    sequence: count,
    timeMs: count,
    type: fc.constantFrom(...(Object.keys(ENTRY_TYPE) as EntryTypeName[])),
    txnId: ascii,
    debit: ascii,
    credit: ascii,
    amountPaise: count,
    rrn: ascii,
    relatedTxnId: ascii,
    order: bytes(2_000),
    signature: bytes(64),
    deviceKey: bytes(32),
  });
  fc.assert(
    fc.property(entry, (leaf) => {
      const prepared = prepareEntryLeaf(leaf);
      expect(toHex(prepared.bytes)).toBe(toHex(encodeLeaf(leaf)));
      expect(toHex(bytesOfHash(prepared.hash))).toBe(toHex(leafHash(sha256, encodeLeaf(leaf))));
      expect(hashLeaf(prepared.bytes)).toBe(prepared.hash);
    }),
  );
});

test.each([-1, 1.5, 2 ** 53, Number.NaN])('an entry leaf refuses the number %s', (amountPaise) => {
  const leaf = { kind: 'entry', sequence: 1, timeMs: 1, type: 'payment', txnId: '' } as const;
  const rest = { debit: '', credit: '', rrn: '', relatedTxnId: '', amountPaise };
  const none = new Uint8Array();
  expect(() =>
    prepareEntryLeaf({ ...leaf, ...rest, order: none, signature: none, deviceKey: none }),
  ).toThrow(RangeError);
});

test('node hashes and the growing tree are those of shared/ledger/merkle', () => {
  fc.assert(
    fc.property(bytes32, bytes32, (left, right) => {
      const text = hashNode(textOfHash(left), textOfHash(right));
      expect(toHex(bytesOfHash(text))).toBe(toHex(nodeHash(sha256, left, right)));
    }),
  );
  const tree = createTree();
  let frontier: Frontier = EMPTY_FRONTIER;
  for (let size = 0; size < 600; size++) {
    expect(toHex(tree.root())).toBe(toHex(frontierRoot(sha256, frontier)));
    const leaf = sha256(Uint8Array.of(size >> 8, size & 255));
    tree.append(textOfHash(leaf));
    frontier = appendLeafHash(sha256, frontier, leaf);
  }
  expect(tree.takeNodes().map(({ level, position }) => [level, position])).toEqual([
    [8, 0],
    [8, 1],
    [9, 0],
  ]);
});

test('a tree goes back to where it was marked', () => {
  const tree = createTree();
  const leaf = textOfHash(sha256(new Uint8Array()));
  for (let size = 0; size < 300; size++) {
    const [mark, root] = [tree.mark(), toHex(tree.root())];
    for (let more = 0; more < 7; more++) tree.append(leaf);
    tree.restore(mark);
    expect([tree.size, toHex(tree.root())]).toEqual([size, root]);
    tree.append(leaf);
  }
});

test('HMAC is HMAC', () => {
  const key = fc.uint8Array({ maxLength: 64 });
  fc.assert(
    fc.property(key, fc.string({ unit: 'binary-ascii', maxLength: 500 }), (raw, message) => {
      const expected = createHmac('sha256', raw).update(message).digest('hex');
      expect(Buffer.from(hmacText(hmacKey(raw), message), 'latin1').toString('hex')).toBe(expected);
    }),
  );
  expect(() => hmacKey(new Uint8Array(65))).toThrow(RangeError);
  expect(() => hmacText(hmacKey(new Uint8Array(32)), 'x'.repeat(2_049))).toThrow(RangeError);
});

test('the idempotency digest is the shared one', () => {
  const unicode = fc.string({ unit: 'grapheme', maxLength: 40 });
  const fields = fc.record({
    amountPaise: unicode,
    payee: unicode,
    payer: unicode,
    reference: unicode,
    txnId: unicode,
  });
  fc.assert(
    fc.property(fields, (order) => {
      fc.pre(Object.values(order).every((field) => field.isWellFormed()));
      const whole = {
        ...order,
        currency: 'INR',
        deviceId: '',
        mode: '',
        nonce: '',
        note: '',
      } as const;
      const rest = { sessionId: '', type: 'PAY', v: '1', vmid: '' } as const;
      const expected = sha256(idempotencyBytes({ ...whole, ...rest }));
      expect(toHex(bytesOfHash(orderDigestText(order)))).toBe(toHex(expected));
    }),
  );
});

test('reading leaves in place is decodeLeaf, also for bytes that are no leaf', () => {
  const outcome = (read: (leaf: Uint8Array) => unknown, leaf: Uint8Array): unknown => {
    try {
      const fields = Object.entries(read(leaf) as Record<string, unknown>);
      return fields.map(([key, value]) => [
        key,
        value instanceof Uint8Array ? toHex(value) : value,
      ]);
    } catch {
      return 'refused';
    }
  };
  const text = fc.string({ unit: 'grapheme', maxLength: 20 });
  const entry = fc.record({
    kind: fc.constant('entry' as const),
    sequence: count,
    timeMs: count,
    type: fc.constantFrom(...(Object.keys(ENTRY_TYPE) as EntryTypeName[])),
    txnId: fc.oneof(ascii, text),
    debit: ascii,
    credit: ascii,
    amountPaise: count,
    rrn: ascii,
    relatedTxnId: fc.oneof(ascii, text),
    order: bytes(100),
    signature: bytes(64),
    deviceKey: bytes(32),
  });
  fc.assert(
    fc.property(entry, fc.nat(), fc.nat({ max: 255 }), fc.nat(), (leaf, at, byte, cut) => {
      fc.pre(leaf.txnId.isWellFormed() && leaf.relatedTxnId.isWellFormed());
      const good = encodeLeaf(leaf);
      const changed = new Uint8Array(good);
      changed[at % changed.length] = byte;
      const shorter = good.slice(0, cut % good.length);
      const longer = new Uint8Array([...good, byte]);
      for (const each of [good, changed, shorter, longer]) {
        expect(outcome(readLeaf, each)).toEqual(outcome(decodeLeaf, each));
      }
    }),
    { numRuns: 1_000 },
  );
});
