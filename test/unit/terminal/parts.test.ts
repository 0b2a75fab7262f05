import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { fromBase64, utf8 } from '#shared/bytes.ts';
import type { PaymentRow } from '#shared/protocol/payments.ts';
import { parseScanned } from '#shared/upi-uri.ts';
import { createDayBook } from '#terminal/day-book.ts';
import { dynamicLink, indianTime, staticLink } from '#terminal/links.ts';
import { makeMerchantKey, merchantSigner } from '#terminal/merchant-key.ts';
import { stickerPath, writeSticker } from '#terminal/sticker-file.ts';
import {
  forgetTerminal,
  loadTerminal,
  saveTerminal,
  storedTerminals,
  type TerminalIdentity,
} from '#terminal/terminal-file.ts';
import { createPacer } from '#terminal/timers.ts';
import { nodeCrypto } from '#wire/node-crypto.ts';
import { manualTimers } from '../../support/manual-timers.ts';

const privateKey = makeMerchantKey();
const signer = merchantSigner(privateKey);
const identity: TerminalIdentity = {
  version: 1,
  bankId: 'b'.repeat(16),
  name: 'Asha & Sons + Tea',
  mid: 'M000000001',
  vmid: 'VM7K2M9Q4T',
  vpa: 'ashatea@upisim',
  mcc: '5499',
  host: '127.0.0.1',
  port: 6001,
  privateKey,
  qrFile: '',
  certificate: {
    mcc: '5499',
    mid: 'M000000001',
    name: 'Asha & Sons + Tea',
    publicKey: signer.publicKey,
    vmid: 'VM7K2M9Q4T',
    vpa: 'ashatea@upisim',
    signature: 'A'.repeat(86),
  },
};
const folder = mkdtempSync(join(tmpdir(), 'terminal-parts-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('links', () => {
  const order = {
    reference: 'CH0123456789ABCDEF',
    vmid: identity.vmid,
    payee: identity.vpa,
    amountPaise: '2050',
    note: 'two chai',
    state: 'active' as const,
    createdMs: Date.UTC(2026, 10, 22, 18, 45, 0),
    expiresMs: Date.UTC(2026, 10, 22, 18, 50, 0),
  };

  test('a charge is a signed dynamic link with times of India', async () => {
    const text = dynamicLink(identity, order, signer);
    const scanned = parseScanned(text);
    expect(scanned).toMatchObject({
      kind: 'link',
      link: {
        payeeVpa: identity.vpa,
        payeeName: identity.name,
        amountPaise: 2_050,
        reference: order.reference,
        note: 'two chai',
        mode: '16',
        port: 6001,
        vmid: identity.vmid,
        mid: identity.mid,
      },
    });
    expect(decodeURIComponent(text)).toContain('QRts=2026-11-23T00:15:00+05:30');
    expect(decodeURIComponent(text)).toContain('QRexpire=2026-11-23T00:20:00+05:30');
    expect(text).toMatch(/&sign=[A-Za-z0-9+/]+=*$/);
  });

  test('the sticker is a signed static link without an amount, and its signature holds', () => {
    const scanned = parseScanned(staticLink(identity, signer));
    if (scanned.kind !== 'link' || !scanned.link.signed) throw new Error('not a signed link');
    expect(scanned.link).toMatchObject({ mode: '02', reference: '' });
    expect(scanned.link.amountPaise).toBeUndefined();
    const { text, signature } = scanned.link.signed;
    const spki = fromBase64(signer.publicKey);
    expect(nodeCrypto.verifyP256(spki, utf8(text), fromBase64(signature))).toBe(true);
  });

  test('Indian time has no daylight saving', () => {
    expect(indianTime(Date.UTC(2026, 5, 30, 18, 30, 0))).toBe('2026-07-01T00:00:00+05:30');
    expect(indianTime(Date.UTC(2026, 11, 31, 18, 29, 59))).toBe('2026-12-31T23:59:59+05:30');
  });
});

describe('the terminal file', () => {
  test('is readable by its owner only and comes back whole', () => {
    saveTerminal(folder, identity);
    expect(statSync(join(folder, `${identity.vmid}.json`)).mode & 0o777).toBe(0o600);
    expect(loadTerminal(folder, identity.vmid)).toEqual(identity);
    expect(storedTerminals(folder)).toEqual([identity.vmid]);
  });

  test.each([
    ['../../etc/passwd', 'not-found'],
    ['VM00000000', 'not-found'],
    ['', 'not-found'],
  ])('%j is %s', (vmid, code) => {
    expect(() => loadTerminal(folder, vmid)).toThrow(expect.objectContaining({ code }));
  });

  test.each([
    ['no JSON', '{'],
    ['an array', '[]'],
    ['another version', JSON.stringify({ ...identity, version: 2 })],
    ['a field too many', JSON.stringify({ ...identity, password: 'x' })],
    ["another machine's", JSON.stringify({ ...identity, vmid: 'VM11111111' })],
  ])('%s is damaged, and said so', (_case, text) => {
    writeFileSync(join(folder, `${identity.vmid}.json`), text);
    expect(() => loadTerminal(folder, identity.vmid)).toThrow(/damaged/);
  });

  test('is forgotten on demand, and only a VMID names it', () => {
    writeFileSync(join(folder, 'tls.pem'), 'kept');
    forgetTerminal(folder, '../terminal');
    forgetTerminal(folder, identity.vmid);
    expect(storedTerminals(folder)).toEqual([]);
    expect(readFileSync(join(folder, 'tls.pem'), 'utf8')).toBe('kept');
  });

  test('a key of another kind is no merchant key', () => {
    for (const { privateKey: other } of [
      generateKeyPairSync('ed25519'),
      generateKeyPairSync('ec', { namedCurve: 'P-384' }),
    ]) {
      const pem = other.export({ format: 'pem', type: 'pkcs8' }).toString();
      expect(() => merchantSigner(pem)).toThrow('not a P-256 key');
    }
    expect(() => merchantSigner('not a key')).toThrow();
  });
});

test('the sticker is a PNG named after the shop; a second shop of that name keeps both', () => {
  const path = stickerPath(folder, identity);
  expect(path).toBe(join(folder, 'Asha_Sons_Tea_qr.png'));
  writeSticker(path, identity, signer);
  expect(readFileSync(path).subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a');
  expect(stickerPath(folder, identity)).toBe(join(folder, 'Asha_Sons_Tea_VM7K2M9Q4T_qr.png'));
});

describe('the day book', () => {
  const nowMs = Date.UTC(2026, 10, 22, 12, 0, 0);
  const row = (changes: Partial<PaymentRow>): PaymentRow => ({
    sequence: 1,
    txnId: 'a',
    rrn: '1',
    type: 'payment',
    payer: 'ravi@upisim',
    payerName: 'Ravi',
    payee: identity.vpa,
    payeeName: identity.name,
    amountPaise: '2000',
    code: '00',
    status: 'SUCCESS',
    reference: '',
    note: '',
    timeMs: nowMs,
    ...changes,
  });
  const opened = () => {
    const book = createDayBook(() => nowMs);
    book.replace({ balancePaise: '100', dayTotalPaise: '0', dayCount: 0, last: [] });
    return book;
  };

  test('adds a payment once, however often it is told', () => {
    const book = opened();
    expect(book.add(row({}), '2100')).toBe(true);
    expect(book.add(row({}), '2100')).toBe(true);
    expect(book).toMatchObject({ balancePaise: '2100', dayTotalPaise: '2000', dayCount: 1 });
    expect(book.last).toHaveLength(1);
  });

  test.each([
    ['before it has been read', () => createDayBook(() => nowMs), row({})],
    ['after midnight in India', opened, row({ timeMs: Date.UTC(2026, 10, 22, 18, 31, 0) })],
    ['for a refund', opened, row({ type: 'refund' })],
  ])('asks the bank %s', (_case, make, told) => {
    expect(make().add(told, '2100')).toBe(false);
  });

  test('keeps twenty payments, newest first', () => {
    const book = opened();
    for (let index = 0; index < 50; index++) book.add(row({ txnId: `t${index}` }), '0');
    expect(book.last).toHaveLength(20);
    expect(book.last[0]?.txnId).toBe('t49');
    expect(book.dayCount).toBe(50);
  });
});

test('a pacer runs at once, then once per interval, and not without a request', async () => {
  const timers = manualTimers();
  let runs = 0;
  const pacer = createPacer(timers, 40, () => {
    runs += 1;
  });
  for (let count = 0; count < 10; count++) pacer.request();
  expect(runs).toBe(1);
  await timers.advance(40);
  expect(runs).toBe(2);
  await timers.advance(400);
  expect(runs).toBe(2);
  pacer.request();
  expect(runs).toBe(3);
  pacer.stop();
  await timers.advance(400);
  expect(timers.waiting).toEqual([]);
});
