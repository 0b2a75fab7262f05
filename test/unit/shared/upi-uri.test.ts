import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseScanned, signedLink, unsignedLink } from '#shared/upi-uri.ts';

const teaStall = {
  payeeVpa: 'teastall@upisim',
  payeeName: 'Tea & stall',
  mode: '16',
  mcc: '5814',
  mid: 'M000000001',
  vmid: 'VM7K2M9Q4T',
  port: 6001,
  amountRupees: '20.00',
  reference: 'ORD0017',
  createdAt: '2026-11-22T11:20:00+05:30',
  expiresAt: '2026-11-22T11:25:00+05:30',
};

function linkOf(text: string) {
  const code = parseScanned(text);
  if (code.kind !== 'link') throw new Error(`not a link: ${JSON.stringify(code)}`);
  return code.link;
}

describe('a link of our own', () => {
  test('comes back with every field', () => {
    const link = linkOf(unsignedLink(teaStall));
    expect(link).toMatchObject({
      payeeVpa: 'teastall@upisim',
      payeeName: 'Tea & stall',
      amountPaise: 2000,
      reference: 'ORD0017',
      mode: '16',
      mcc: '5814',
      mid: 'M000000001',
      vmid: 'VM7K2M9Q4T',
      port: 6001,
    });
    expect(link.signed).toBeUndefined();
    expect(link.extra.map(([key]) => key)).toEqual(['qrmedium', 'qrts', 'qrexpire']);
  });

  test('keeps the signed text exactly as written and base64 raw', () => {
    const unsigned = unsignedLink(teaStall);
    const link = linkOf(signedLink(unsigned, 'MEUC+/a=='));
    expect(link.signed).toEqual({ text: unsigned, signature: 'MEUC+/a==' });
  });

  test('is about 290 characters with a signature, which is QR version 12', () => {
    expect(signedLink(unsignedLink(teaStall), 'M'.repeat(96)).length).toBeLessThan(400);
  });
});

describe('links as the world writes them', () => {
  test.each([
    ['upi://pay?pa=a.b@okbank&pn=A', 'plain'],
    ['UPI://PAY?PA=A.B@okbank&PN=A', 'upper case'],
    ['upi://pay/?pa=a.b@okbank&pn=A&am=&mc=', 'empty values and pay/?'],
    ['upi://pay?pa=a.b@okbank&amp;pn=A', 'HTML-escaped ampersand'],
    ['upi://pay?pa=a.b%40okbank&pn=A+B', 'escaped @ and plus as space'],
    ['upi://pay?pa=a.b@okbank&pn=A&paytmqr=1&aid=x', 'app keys'],
  ])('%s is read (%s)', (text) => {
    expect(linkOf(text).payeeVpa).toBe('a.b@okbank');
  });

  test('mam makes the amount editable above a minimum', () => {
    expect(linkOf('upi://pay?pa=a.b@okbank&am=50&mam=10.50')).toMatchObject({
      amountPaise: 5000,
      minimumPaise: 1050,
    });
  });
});

describe('the short form', () => {
  test('VMID:PORT in either case', () => {
    expect(parseScanned(' vm7k2m9q4t:6001 ')).toEqual({
      kind: 'terminal',
      vmid: 'VM7K2M9Q4T',
      port: 6001,
    });
  });
  test.each(['VM7K2M9Q4T:0', 'VM7K2M9Q4T:65536', 'VM7K2M9QIL:6001'])('%s is broken', (text) => {
    expect(parseScanned(text).kind).toBe('broken');
  });
});

describe('what cannot be paid', () => {
  test.each([
    ['', 'not-upi'],
    ['https://example.org', 'not-upi'],
    ['WIFI:S:home;;', 'not-upi'],
    ['x'.repeat(3000), 'not-upi'],
    ['upi://mandate?pa=a.b@okbank', 'broken'],
    ['upi://pay?pn=A', 'broken'],
    ['upi://pay?pa=not-an-address', 'broken'],
    ['upi://pay?pa=a@b@c', 'broken'],
    ['upi://pay?pa=a.b@okbank&am=-5', 'broken'],
    ['upi://pay?pa=a.b@okbank&am=0', 'broken'],
    ['upi://pay?pa=a.b@okbank&am=1.005', 'broken'],
    ['upi://pay?pa=a.b@okbank&am=9007199254740993', 'broken'],
    ['upi://pay?pa=a.b@okbank&cu=USD', 'broken'],
    ['upi://pay?pa=a.b@okbank&pa=evil@okbank', 'broken'],
    ['upi://pay?pa=a.b@okbank&pn=%E0%A4%A', 'broken'],
    ['upi://pay?pa=a.b@okbank&pn=A%E2%80%AEB', 'broken'],
    [`upi://pay?pa=a.b@okbank&tn=${'n'.repeat(51)}`, 'broken'],
    [`upi://pay?pa=a.b@okbank&tr=${'r'.repeat(36)}`, 'broken'],
  ])('%j is %s', (text, kind) => {
    expect(parseScanned(text).kind).toBe(kind);
  });

  test('nothing that a camera can read makes the parser throw', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((s) => `upi://pay?${s}`),
        ),
        (text) => {
          expect(['link', 'terminal', 'not-upi', 'broken']).toContain(parseScanned(text).kind);
        },
      ),
    );
  });
});
