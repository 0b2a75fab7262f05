import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { toBase64Url, utf8 } from '#shared/bytes.ts';
import { checkMerchant, isCertificateGenuine } from '#shared/merchant-check.ts';
import type { DirectoryEntry, MerchantCertificate } from '#shared/protocol/public-methods.ts';
import { merchantCertificateBytes } from '#shared/signing-bytes.ts';
import { parseScanned, signedLink, type UpiLink, unsignedLink } from '#shared/upi-uri.ts';
import { webCrypto } from '#shared/web-crypto.ts';
import { nodeCrypto, nodeDeviceSigner } from '#wire/node-crypto.ts';

const bank = nodeDeviceSigner(new Uint8Array(32).fill(7));
const certificationKey = toBase64Url(bank.publicKey);
const shop = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const thief = generateKeyPairSync('ec', { namedCurve: 'P-256' });

const fields = {
  mcc: '5499',
  mid: 'M000000001',
  name: 'Asha Tea Stall',
  publicKey: shop.publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
  vmid: 'VM7K2M9Q4T',
  vpa: 'ashatea@upisim',
};
const certificate: MerchantCertificate = {
  ...fields,
  signature: toBase64Url(bank.sign(merchantCertificateBytes(fields))),
};

const entryWith = (changes: Partial<MerchantCertificate> = {}): DirectoryEntry => ({
  kind: 'merchant',
  vpa: fields.vpa,
  name: fields.name,
  mcc: fields.mcc,
  merchant: {
    mid: fields.mid,
    vmid: fields.vmid,
    host: '127.0.0.1',
    port: 6001,
    isOnline: true,
    certificate: { ...certificate, ...changes },
  },
});
const person: DirectoryEntry = { kind: 'person', vpa: 'ravi@upisim', name: 'Ravi', mcc: '0000' };

const unsigned = unsignedLink({
  payeeVpa: fields.vpa,
  payeeName: fields.name,
  mode: '16',
  mcc: fields.mcc,
  mid: fields.mid,
  vmid: fields.vmid,
  port: 6001,
  amountRupees: '20.00',
});
const signBy = (text: string, key = shop.privateKey): string =>
  signedLink(text, sign('sha256', utf8(text), key).toString('base64'));

function linkOf(text: string): UpiLink {
  const scanned = parseScanned(text);
  if (scanned.kind !== 'link') throw new Error(`not a link: ${text}`);
  return scanned.link;
}

describe.each([
  ['WebCrypto', webCrypto],
  ['node:crypto', nodeCrypto],
])('checkMerchant on %s', (_name, crypto) => {
  const check = (entry: DirectoryEntry, text?: string) =>
    checkMerchant(crypto, entry, text === undefined ? undefined : linkOf(text), certificationKey);

  test('a link signed with the certified key is verified', async () => {
    expect(await check(entryWith(), signBy(unsigned))).toEqual({ kind: 'verified' });
  });

  test('without a signature or without a link the payee is only looked up', async () => {
    expect(await check(entryWith(), unsigned)).toEqual({ kind: 'unsigned' });
    expect(await check(entryWith())).toEqual({ kind: 'unsigned' });
    expect(await check(person, 'upi://pay?pa=ravi@upisim&pn=Ravi')).toEqual({ kind: 'unsigned' });
  });

  test.each([
    ['an edited amount', signBy(unsigned).replace('am=20.00', 'am=2.00')],
    ['an added key before the signature', signBy(unsigned).replace('&sign=', '&tip=1&sign=')],
    ['a key after the signature', `${signBy(unsigned)}&am2=1`],
    ["a thief's key", signBy(unsigned, thief.privateKey)],
    ['no base64', signedLink(unsigned, '!!!')],
    ['an empty signature', signedLink(unsigned, '')],
    ['base64 that is no signature', signedLink(unsigned, 'AAAA')],
    ['spaces for pluses', signedLink(unsigned, 'MEUC IQ=')],
  ])('%s is forged', async (_case, text) => {
    expect(await check(entryWith(), text)).toMatchObject({ kind: 'forged' });
  });

  test.each([
    ['name', 'Other Stall'],
    ['vpa', 'thief@upisim'],
    ['mcc', '0000'],
    ['publicKey', thief.publicKey.export({ format: 'der', type: 'spki' }).toString('base64')],
    ['signature', toBase64Url(new Uint8Array(64))],
    ['signature', 'not base64url!'],
  ])('a certificate with another %s is forged', async (field, value) => {
    const entry = entryWith({ [field]: value });
    expect(await check(entry, signBy(unsigned))).toMatchObject({ kind: 'forged' });
    expect(await check(entry)).toMatchObject({ kind: 'forged' });
  });

  test.each([
    ['VMID', unsigned.replace('VM7K2M9Q4T', 'VM00000000')],
    ['MID', unsigned.replace('M000000001', 'M000000002')],
    ['payee', unsigned.replace(fields.vpa, 'thief@upisim')],
  ])('a good signature over another %s is another merchant', async (_case, text) => {
    expect(await check(entryWith(), signBy(text))).toMatchObject({ kind: 'other-merchant' });
    expect(await check(entryWith(), text)).toMatchObject({ kind: 'other-merchant' });
  });

  test('a genuine certificate of another shop does not help a directory entry', async () => {
    const entry = { ...entryWith(), vpa: 'thief@upisim' };
    expect(await check(entry)).toMatchObject({ kind: 'other-merchant' });
  });

  test('a person has no certified key and no machine', async () => {
    const signed = signBy('upi://pay?pa=ravi@upisim&pn=Ravi');
    expect(await check(person, signed)).toMatchObject({ kind: 'forged' });
    const withShop = 'upi://pay?pa=ravi@upisim&pn=Asha&mtid=VM7K2M9Q4T';
    expect(await check(person, withShop)).toMatchObject({ kind: 'other-merchant' });
  });

  test('a certification key that is no key makes nothing genuine', async () => {
    for (const key of ['', 'AAAA', '***', toBase64Url(new Uint8Array(32))]) {
      expect(await isCertificateGenuine(crypto, certificate, key)).toBe(false);
    }
    expect(await isCertificateGenuine(crypto, certificate, certificationKey)).toBe(true);
  });
});
