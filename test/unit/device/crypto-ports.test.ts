import { describe, expect, test } from 'vitest';
import { fromHex, toHex, utf8 } from '#shared/bytes.ts';
import type { CryptoPort } from '#shared/crypto-port.ts';
import { p1363FromDer } from '#shared/der-signature.ts';
import { webCrypto } from '#shared/web-crypto.ts';
import { nodeCrypto } from '#wire/node-crypto.ts';

/** Both implementations must be the same function: a phone in a window talks to a bank on Node. */
const PORTS: readonly (readonly [string, CryptoPort])[] = [
  ['WebCrypto', webCrypto],
  ['node:crypto', nodeCrypto],
];

const hex = (text: string): Uint8Array => fromHex(text.replaceAll(' ', ''));

describe.each(PORTS)('published vectors on %s', (_name, port) => {
  test('HMAC-SHA256: RFC 4231 case 2, and an empty key', async () => {
    const mac = await port.hmacSha256(utf8('Jefe'), utf8('what do ya want for nothing?'));
    expect(toHex(mac)).toBe('5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843');
    const empty = await port.hmacSha256(new Uint8Array(), new Uint8Array());
    expect(toHex(empty)).toBe('b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad');
  });

  test('PBKDF2-HMAC-SHA256: RFC 7677 section 3, "pencil"', async () => {
    const salt = Uint8Array.from(atob('W22ZaJ0SNY7soEsUEjb6gQ=='), (char) => char.charCodeAt(0));
    const salted = await port.pbkdf2(utf8('pencil'), salt, 4_096);
    const serverKey = await port.hmacSha256(salted, utf8('Server Key'));
    const message =
      'n=user,r=rOprNGfwEbeRWgbNEkqO,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,' +
      's=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,c=biws,' +
      'r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0';
    const signature = await port.hmacSha256(serverKey, utf8(message));
    expect(btoa(String.fromCharCode(...signature))).toBe(
      '6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=',
    );
  });

  test('HKDF-SHA256: RFC 5869 case 1', async () => {
    const okm = await port.hkdf(
      new Uint8Array(22).fill(0x0b),
      hex('000102030405060708090a0b0c'),
      hex('f0f1f2f3f4f5f6f7f8f9'),
      42,
    );
    expect(toHex(okm)).toBe(
      '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865',
    );
  });

  test('Ed25519: RFC 8032 test 2, and a changed byte', async () => {
    const key = hex('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c');
    const signature = hex(
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da' +
        '085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
    );
    expect(await port.verifyEd25519(key, hex('72'), signature)).toBe(true);
    expect(await port.verifyEd25519(key, hex('73'), signature)).toBe(false);
    expect(await port.verifyEd25519(hex('00'), hex('72'), signature)).toBe(false);
  });

  test('P-256: RFC 6979 appendix A.2.5, "sample" with SHA-256, as DER', async () => {
    const spki = hex(
      '3059301306072a8648ce3d020106082a8648ce3d030107034200 04' +
        '60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6' +
        '7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299',
    );
    const signature = hex(
      '3046022100efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716' +
        '022100f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8',
    );
    expect(await port.verifyP256(spki, utf8('sample'), signature)).toBe(true);
    expect(await port.verifyP256(spki, utf8('simple'), signature)).toBe(false);
    expect(await port.verifyP256(hex('30'), utf8('sample'), signature)).toBe(false);
  });
});

describe.each(PORTS)('agreement and sealing on %s', (_name, port) => {
  test('two X25519 pairs agree', async () => {
    const here = await port.x25519();
    const there = await port.x25519();
    const mine = await here.agree(there.publicKey);
    expect(toHex(mine)).toBe(toHex(await there.agree(here.publicKey)));
    await expect((async () => here.agree(new Uint8Array(32)))()).rejects.toThrow();
  });

  test('a sealed box opens only with its key, nonce and additional data', async () => {
    const key = port.randomBytes(32);
    const iv = port.randomBytes(12);
    const box = await port.gcmSeal(key, iv, utf8('place'), utf8('secret'));
    expect(box).toHaveLength('secret'.length + 16);
    expect(await port.gcmOpen(key, iv, utf8('place'), box)).toEqual(utf8('secret'));
    for (const [otherKey, otherIv, aad] of [
      [port.randomBytes(32), iv, 'place'],
      [key, port.randomBytes(12), 'place'],
      [key, iv, 'elsewhere'],
    ] as const) {
      await expect(
        (async () => port.gcmOpen(otherKey, otherIv, utf8(aad), box))(),
      ).rejects.toThrow();
    }
  });
});

test('what one port seals, agrees on and stretches, the other opens', async () => {
  const [here, there] = [await webCrypto.x25519(), nodeCrypto.x25519()];
  const mine = await here.agree(there.publicKey);
  expect(toHex(mine)).toBe(toHex(there.agree(here.publicKey)));
  const iv = nodeCrypto.randomBytes(12);
  const box = await webCrypto.gcmSeal(mine, iv, utf8('aad'), utf8('text'));
  expect(toHex(nodeCrypto.gcmOpen(mine, iv, utf8('aad'), box))).toBe(toHex(utf8('text')));
  const salt = nodeCrypto.randomBytes(16);
  expect(toHex(await webCrypto.pbkdf2(utf8('2580'), salt, 4_096))).toBe(
    toHex(await nodeCrypto.pbkdf2(utf8('2580'), salt, 4_096)),
  );
});

describe('DER signatures that are not strict are refused', () => {
  const r = `0220${'11'.repeat(32)}`;
  const s = `0220${'22'.repeat(32)}`;
  test('the well-formed one is read', () => {
    const pair = p1363FromDer(hex(`3044${r}${s}`));
    expect(toHex(pair?.r ?? new Uint8Array())).toBe('11'.repeat(32));
    expect(toHex(p1363FromDer(hex('3006020101020102'))?.s ?? new Uint8Array())).toBe(
      `${'00'.repeat(31)}02`,
    );
  });
  test.each([
    ['nothing', ''],
    ['no sequence', `3144${r}${s}`],
    ['wrong length', `3045${r}${s}`],
    ['a byte too many', `3045${r}${s}00`],
    ['r is not an integer', `30440320${'11'.repeat(32)}${s}`],
    ['negative r', `30440220${'91'.repeat(32)}${s}`],
    ['padded r', `3045022100${'11'.repeat(32)}${s}`],
    ['empty s', `3024${r}0200`],
    ['s cut off', `3024${r}0220`],
    ['33 bytes of r', `304502210111${'11'.repeat(31)}${s}`],
  ])('%s', (_name, der) => {
    expect(p1363FromDer(hex(der))).toBeUndefined();
  });
});
