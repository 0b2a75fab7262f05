import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toBase64Url } from '#shared/bytes.ts';
import type { DeviceSigner } from '#shared/crypto-port.ts';
import { createMemoryPhoneStore } from '#shared/device/phone-store.ts';
import { PHONE_ITERATIONS } from '#shared/pin-proof.ts';
import type { AdminEvent } from '#shared/protocol/admin-methods.ts';
import { plain, webCrypto } from '#shared/web-crypto.ts';
import type { Terminal } from '#terminal/terminal.ts';
import { nodeDeviceSigner } from '#wire/node-crypto.ts';
import {
  type Bench,
  balanceOf,
  openBench,
  type PhoneBench,
  PIN,
  sheetFor,
  until,
  vpaOf,
} from './bench.ts';

let bench: Bench;
let terminal: Terminal;
beforeAll(async () => {
  bench = await openBench();
  terminal = await bench.addTerminal();
});
afterAll(() => bench.close());

const code = (): string => `${terminal.identity.vmid}:${terminal.port}`;

/** A key as a window makes it: the private half never leaves WebCrypto. */
async function webSigner(): Promise<DeviceSigner> {
  const made: unknown = await crypto.subtle.generateKey({ name: 'Ed25519' }, false, ['sign']);
  type Key = Awaited<ReturnType<typeof crypto.subtle.importKey>>;
  const { privateKey, publicKey } = made as { privateKey: Key; publicKey: Key };
  return {
    publicKey: new Uint8Array(await crypto.subtle.exportKey('raw', publicKey)),
    sign: async (data) =>
      new Uint8Array(await crypto.subtle.sign('Ed25519', privateKey, plain(data))),
  };
}

test('a phone on WebCrypto alone, as in a window, with a full-strength PIN', async () => {
  const user = await bench.addUser('Web User', {
    crypto: webCrypto,
    signer: await webSigner(),
    pinIterations: PHONE_ITERATIONS,
  });
  const { charge } = await terminal.charge('2000');
  const payment = await sheetFor(user.phone, charge?.link ?? '');
  expect(payment.trust).toBe('verified');
  expect(await user.phone.pay({ payment, amountPaise: 2_000, pin: PIN })).toMatchObject({
    kind: 'paid',
  });
  expect(await balanceOf(user.phone)).toBe(98_000);
});

describe('a new phone for an account', () => {
  async function mobileOf({ phone }: PhoneBench): Promise<string> {
    const identity = await phone.identity();
    if (!identity.ok || !identity.value) throw new Error('no account');
    return identity.value.mobile;
  }

  async function codeBySms(ask: () => Promise<unknown>): Promise<string> {
    const heard: AdminEvent[] = [];
    const stop = bench.core().onEvent((event) => {
      if (event.to === 'admin') heard.push(event.event);
    });
    await ask();
    await until(() => heard.some(({ kind }) => kind === 'sms'));
    stop();
    const sms = heard.find((event) => event.kind === 'sms');
    return sms?.kind === 'sms' ? sms.code : '';
  }

  test('is bound by the code in the SMS, learns the PIN settings, and pays', async () => {
    const old = await bench.addUser('Mover');
    const mobile = await mobileOf(old);
    const fresh = bench.newPhone();
    expect(await fresh.phone.prepare(code())).toMatchObject({
      ok: false,
      failure: { kind: 'not-set-up' },
    });
    const bindingCode = await codeBySms(() => fresh.phone.requestBinding(mobile));
    expect(await fresh.phone.bind({ mobile, bindingCode: '00000000' })).toMatchObject({
      ok: false,
    });
    const bound = await fresh.phone.bind({ mobile, bindingCode });
    expect(bound).toMatchObject({ ok: true, value: { vpa: await vpaOf(old.phone), mobile } });
    const payment = await sheetFor(fresh.phone, code());
    expect(await fresh.phone.pay({ payment, amountPaise: 100, pin: PIN })).toMatchObject({
      kind: 'paid',
    });
    expect((await fresh.store.loadIdentity())?.pin).toBeDefined();
  });

  test('nobody is bound without a code or for an unknown number', async () => {
    const { phone } = bench.newPhone();
    expect(await phone.requestBinding('6999999999')).toMatchObject({ ok: false });
    expect(await phone.bind({ mobile: '6999999999', bindingCode: '12345678' })).toMatchObject({
      ok: false,
    });
    expect(await phone.identity()).toEqual({ ok: true, value: undefined });
  });
});

describe('a phone believes only its own bank', () => {
  test.each([
    ['another bank id', { bankId: 'f'.repeat(16) }],
    ['another exchange key', { exchangeKey: toBase64Url(new Uint8Array(32).fill(9)) }],
  ])('%s: no account is opened there', async (_case, pins) => {
    const { phone, store } = bench.newPhone({ bank: { ...bench.pins(), ...pins } });
    const request = { name: 'X', mobile: '9999900001', pin: PIN, openingBalancePaise: 0 };
    expect(await phone.register(request)).toMatchObject({
      ok: false,
      failure: { kind: 'not-genuine' },
    });
    expect(await store.loadIdentity()).toBeUndefined();
  });

  test('the account without its device key is of no use', async () => {
    const user = await bench.addUser();
    const identity = await user.store.loadIdentity();
    if (!identity) throw new Error('no account');
    const store = createMemoryPhoneStore();
    await store.saveIdentity(identity);
    const seed = new Uint8Array(randomBytes(32));
    const thief = bench.newPhone({
      store,
      signer: nodeDeviceSigner(seed),
      deviceId: identity.deviceId,
    });
    // Not the account's device key: the bank refuses before anything about the PIN is said.
    expect(await thief.phone.balance(PIN)).toMatchObject({ ok: false, failure: { code: 'U15' } });
  });

  test('a bank that names another salt gets no proof of the PIN', async () => {
    const seed = new Uint8Array(randomBytes(32));
    const deviceId = `phone-${randomBytes(8).toString('hex')}`;
    const signer = nodeDeviceSigner(seed);
    const user = await bench.addUser('Salted', { signer, deviceId });
    const identity = await user.store.loadIdentity();
    if (!identity?.pin) throw new Error('no account');
    const salt = toBase64Url(new Uint8Array(16).fill(3));
    const store = createMemoryPhoneStore();
    await store.saveIdentity({ ...identity, pin: { ...identity.pin, salt } });
    const other = bench.newPhone({ store, signer, deviceId });
    expect(await other.phone.balance(PIN)).toMatchObject({
      ok: false,
      failure: { kind: 'not-genuine' },
    });
  });

  test('a receipt that was changed does not hold', async () => {
    const user = await bench.addUser();
    const payment = await sheetFor(user.phone, code());
    const paid = await user.phone.pay({ payment, amountPaise: 100, pin: PIN });
    const txnId = paid.kind === 'paid' ? paid.result.txnId : '';
    const receipt = await user.phone.receipt(txnId);
    if (!receipt.ok) throw new Error(receipt.failure.detail);
    const { text } = receipt.value;
    expect(await user.phone.checkReceipt(text)).toMatchObject({ ok: true, value: { txnId } });
    for (const changed of [
      text.replace(/^index (\d+)$/m, (_all, index) => `index ${Number(index) + 1}`),
      text.replace(/^extra (.)/m, (_all, first) => `extra ${first === 'A' ? 'B' : 'A'}`),
      text.slice(0, -20),
      '',
      'not a receipt',
    ]) {
      expect(await user.phone.checkReceipt(changed)).toMatchObject({
        ok: false,
        failure: { kind: 'not-genuine' },
      });
    }
    const friend = await bench.addUser('Stranger');
    expect(await friend.phone.receipt(txnId)).toMatchObject({ ok: false });
  });
});

test('three wrong PINs lock the account: Z6, for the right PIN as well', async () => {
  const { phone } = await bench.addUser();
  const payment = await sheetFor(phone, code());
  const codes: string[] = [];
  for (const pin of ['1111', '2222', '3333', PIN]) {
    const outcome = await phone.pay({ payment, amountPaise: 100, pin });
    codes.push(outcome.kind === 'declined' ? outcome.result.code : outcome.kind);
  }
  expect(codes).toEqual(['ZM', 'ZM', 'Z6', 'Z6']);
  await bench.timers.advance(25 * 3_600_000);
  await until(() => terminal.state().bank === 'online');
  const later = await sheetFor(phone, code());
  expect(await phone.pay({ payment: later, amountPaise: 100, pin: PIN })).toMatchObject({
    kind: 'paid',
  });
});
