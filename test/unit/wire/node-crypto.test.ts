import { createHmac, generateKeyPairSync, hkdfSync, randomBytes, sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { fromHex, toHex, utf8 } from '#shared/bytes.ts';
import { nodeCrypto, nodeDeviceSigner } from '#wire/node-crypto.ts';

describe('published vectors', () => {
  test('SHA-256 of "abc" (FIPS 180-4)', () => {
    expect(toHex(nodeCrypto.sha256(utf8('abc')))).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });
  test('HMAC-SHA256 (RFC 4231, cases 1 and 6)', () => {
    expect(toHex(nodeCrypto.hmacSha256(new Uint8Array(20).fill(0x0b), utf8('Hi There')))).toBe(
      'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7',
    );
    const longKey = new Uint8Array(131).fill(0xaa);
    const text = utf8('Test Using Larger Than Block-Size Key - Hash Key First');
    expect(toHex(nodeCrypto.hmacSha256(longKey, text))).toBe(
      '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
    );
  });
  test('HKDF-SHA256 (RFC 5869, case 1)', () => {
    const okm = nodeCrypto.hkdf(
      new Uint8Array(22).fill(0x0b),
      fromHex('000102030405060708090a0b0c'),
      fromHex('f0f1f2f3f4f5f6f7f8f9'),
      42,
    );
    expect(toHex(okm)).toBe(
      '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865',
    );
  });
  test('PBKDF2-HMAC-SHA256 (RFC 7677: its salted password by way of the stored key)', async () => {
    const salt = Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64');
    const salted = await nodeCrypto.pbkdf2(utf8('pencil'), new Uint8Array(salt), 4_096);
    const clientKey = nodeCrypto.hmacSha256(salted, utf8('Client Key'));
    expect(Buffer.from(nodeCrypto.sha256(clientKey)).toString('base64')).toBe(
      'WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=',
    );
  });
  test('Ed25519 (RFC 8032, test 2)', () => {
    const signer = nodeDeviceSigner(
      fromHex('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb'),
    );
    expect(toHex(signer.publicKey)).toBe(
      '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    );
    const signature = signer.sign(fromHex('72'));
    expect(toHex(signature)).toMatch(
      /^92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da/,
    );
    expect(nodeCrypto.verifyEd25519(signer.publicKey, fromHex('72'), signature)).toBe(true);
    expect(nodeCrypto.verifyEd25519(signer.publicKey, fromHex('73'), signature)).toBe(false);
    expect(nodeCrypto.verifyEd25519(new Uint8Array(3), fromHex('72'), signature)).toBe(false);
  });
});

test('HMAC equals createHmac for every key length around the block', () => {
  for (const length of [0, 1, 31, 32, 63, 64, 65, 200]) {
    const key = new Uint8Array(randomBytes(length));
    const data = new Uint8Array(randomBytes(length * 3));
    const expected = createHmac('sha256', key).update(data).digest('hex');
    expect(toHex(nodeCrypto.hmacSha256(key, data))).toBe(expected);
  }
});

test('HKDF equals hkdfSync for every length around a block', () => {
  for (const length of [1, 31, 32, 33, 96, 255 * 32]) {
    const [ikm, salt, info] = [randomBytes(32), randomBytes(length % 70), randomBytes(length % 40)];
    const expected = Buffer.from(hkdfSync('sha256', ikm, salt, info, length)).toString('hex');
    expect(toHex(nodeCrypto.hkdf(ikm, salt, info, length))).toBe(expected);
  }
  const none = new Uint8Array();
  expect(() => nodeCrypto.hkdf(none, none, none, 255 * 32 + 1)).toThrow(RangeError);
});

test('X25519: both sides agree; an all-zero key is refused', () => {
  const left = nodeCrypto.x25519();
  const right = nodeCrypto.x25519();
  expect(left.agree(right.publicKey)).toEqual(right.agree(left.publicKey));
  expect(() => left.agree(new Uint8Array(32))).toThrow();
  expect(() => left.agree(new Uint8Array(31))).toThrow(RangeError);
});

test('AES-256-GCM opens only what was sealed, in its own place', () => {
  const [key, iv] = [nodeCrypto.randomBytes(32), nodeCrypto.randomBytes(12)];
  const sealed = nodeCrypto.gcmSeal(key, iv, utf8('place'), utf8('text'));
  expect(sealed).toHaveLength(4 + 16);
  expect(nodeCrypto.gcmOpen(key, iv, utf8('place'), sealed)).toEqual(utf8('text'));
  for (let bit = 0; bit < sealed.length * 8; bit++) {
    const changed = sealed.slice();
    changed[bit >> 3]! ^= 1 << (bit & 7);
    expect(() => nodeCrypto.gcmOpen(key, iv, utf8('place'), changed)).toThrow();
  }
  expect(() => nodeCrypto.gcmOpen(key, iv, utf8('other'), sealed)).toThrow();
  expect(() => nodeCrypto.gcmOpen(key, iv, utf8('place'), sealed.slice(0, 15))).toThrow(RangeError);
});

test('ECDSA P-256 with SPKI and DER', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const spki = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }));
  const signature = new Uint8Array(sign('sha256', utf8('data'), privateKey));
  expect(nodeCrypto.verifyP256(spki, utf8('data'), signature)).toBe(true);
  expect(nodeCrypto.verifyP256(spki, utf8('Data'), signature)).toBe(false);
  expect(nodeCrypto.verifyP256(utf8('no key'), utf8('data'), signature)).toBe(false);
});
