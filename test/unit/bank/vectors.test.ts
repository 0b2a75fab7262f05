import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromHex, toBase64, toHex, utf8 } from '#shared/bytes.ts';
import { openCheckpoint } from '#shared/ledger/checkpoint.ts';
import { decodeLeaf, encodeLeaf } from '#shared/ledger/leaf.ts';
import { checkReceipt } from '#shared/ledger/receipt.ts';
import { canonicalOrder, type PaymentOrder } from '#shared/payment-order.ts';
import { derivePinKeys } from '#shared/pin-proof.ts';
import { nodeCrypto } from '#wire/node-crypto.ts';
import { makeVectors } from '../../support/bank/make-vectors.ts';

const folder = join(import.meta.dirname, '../../vectors');
const frozen = (name: string) => JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));

const made = await makeVectors();
test.each(Object.keys(made))('the code still makes what was frozen: %s', (name) => {
  expect(JSON.parse(JSON.stringify(made[name]))).toEqual(frozen(name));
});

test('every frozen leaf decodes and encodes to the same bytes', () => {
  for (const { bytes } of Object.values<{ bytes: string }>(frozen('ledger-leaf-v1'))) {
    expect(toHex(encodeLeaf(decodeLeaf(fromHex(bytes))))).toBe(bytes);
  }
});

test('the frozen checkpoint and receipt are accepted, and refused under another key', async () => {
  const { checkpoint, receipt, verifierKey } = frozen('checkpoint-v1');
  expect(await openCheckpoint(nodeCrypto, checkpoint, verifierKey)).toMatchObject({ size: 6 });
  const { entry } = await checkReceipt(nodeCrypto, receipt, verifierKey);
  expect(entry).toMatchObject({ type: 'payment', amountPaise: 2_000 });
  const other = verifierKey.replace(/.{4}$/, 'AAA=');
  await expect(openCheckpoint(nodeCrypto, checkpoint, other)).rejects.toThrow();
});

/** certificate-transparency-go, merkle/rfc6962 test data: roots of the first n inputs. */
const RFC6962_ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
test('Merkle roots are those that RFC 6962 implementations publish', () => {
  expect(frozen('merkle-rfc6962').roots).toEqual(RFC6962_ROOTS);
});

test('RFC 7677 section 3: the published SCRAM-SHA-256 exchange', async () => {
  const salt = new Uint8Array(Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64'));
  const keys = await derivePinKeys(nodeCrypto, 'pencil', salt, 4_096);
  const nonce = 'rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0';
  const message = utf8(
    `n=user,r=rOprNGfwEbeRWgbNEkqO,r=${nonce},s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,c=biws,r=${nonce}`,
  );
  const signature = nodeCrypto.hmacSha256(keys.storedKey, message);
  const proof = keys.clientKey.map((byte, index) => byte ^ (signature[index] ?? 0));
  expect(toBase64(proof)).toBe('dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=');
  expect(toBase64(nodeCrypto.hmacSha256(keys.serverKey, message))).toBe(
    '6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=',
  );
});

test('canonicalOrder is RFC 8785 for every well-formed text', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 60 });
  const order = fc.record<PaymentOrder>({
    amountPaise: text,
    currency: fc.constant('INR'),
    deviceId: text,
    mode: text,
    nonce: text,
    note: fc.oneof(text, fc.string({ unit: 'binary', maxLength: 50 })),
    payee: text,
    payer: text,
    reference: text,
    sessionId: text,
    txnId: text,
    type: fc.constantFrom('PAY', 'COLLECT'),
    v: fc.constant('1'),
    vmid: text,
  });
  fc.assert(
    fc.property(order, (value) => {
      fc.pre(Object.values(value).every((field) => field.isWellFormed()));
      expect(canonicalOrder(value)).toBe(canonicalize(value));
    }),
    { numRuns: 500 },
  );
});
