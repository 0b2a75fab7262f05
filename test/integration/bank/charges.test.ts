import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TerminalEvent } from '#shared/protocol/terminal-methods.ts';
import { openTestBank, type TestBank } from '../../support/bank/test-bank.ts';
import { registerTestMerchant, type TestMerchant } from '../../support/bank/test-merchant.ts';
import {
  openPhoneSession,
  orderFor,
  type PhoneSession,
  pay,
  registerPhone,
  submissionFor,
  wrongPinKeys,
} from '../../support/bank/test-phone.ts';

let bank: TestBank;
let merchant: TestMerchant;
let session: PhoneSession;
beforeEach(async () => {
  bank = await openTestBank();
  merchant = await registerTestMerchant(bank.core);
  bank.core.setTerminalOnline(merchant.vmid, true);
  session = openPhoneSession(bank.core, await registerPhone(bank.core));
  bank.events.length = 0;
});
afterEach(() => bank.remove());

const isRefused = (responseCode: string) => ({ data: { responseCode } });
const create = (amountPaise = '2000', expirySeconds = 60) =>
  bank.core.terminalCall(merchant.vmid, 'order.create', { amountPaise, note: '', expirySeconds });
const get = (reference: string) =>
  bank.core.terminalCall(merchant.vmid, 'order.get', { reference });
const cancel = (reference: string) =>
  bank.core.terminalCall(merchant.vmid, 'order.cancel', { reference });
const payFor = (reference: string, amountPaise = '2000') =>
  pay(bank.core, session, { payee: merchant.vpa, reference, amountPaise, vmid: merchant.vmid });
const scan = (reference: string) =>
  bank.core.sealedCall(bank.core.session(session.id) ?? expect.fail(), 'order.scan', {
    vmid: merchant.vmid,
    reference,
  });
const terminalEvents = (): TerminalEvent[] =>
  bank.events.flatMap((event) => (event.to === 'terminal' ? [event.event] : []));

test('active, scanned, paid; the POS hears of each', async () => {
  const { reference, state } = await create();
  expect(state).toBe('active');
  expect(await scan(reference)).toMatchObject({ state: 'scanned', payerName: 'Asha' });
  const result = await payFor(reference);
  expect(result.code).toBe('00');
  expect(await get(reference)).toMatchObject({
    state: 'paid',
    lastCode: '00',
    txnId: result.txnId,
    ledger: result.ledger,
  });
  const seen = terminalEvents().map((event) =>
    event.kind === 'payment'
      ? `payment ${event.balancePaise}`
      : event.kind === 'order' && event.order.state,
  );
  expect(seen).toEqual(['active', 'scanned', 'paid', 'payment 2000']);
});

test('a charge is paid once: U10 for the second', async () => {
  const { reference } = await create();
  await payFor(reference);
  expect(await payFor(reference)).toMatchObject({ code: 'U10', status: 'FAILURE' });
  expect(await get(reference)).toMatchObject({ state: 'paid', lastCode: '00' });
});

test('another amount is U12 and leaves the charge open', async () => {
  const { reference } = await create();
  for (const amount of ['1', '1999', '2001']) {
    expect(await payFor(reference, amount)).toMatchObject({ code: 'U12' });
  }
  expect(await get(reference)).toMatchObject({ state: 'active', lastCode: 'U12' });
  expect(await payFor(reference)).toMatchObject({ code: '00' });
});

test('expired on the bank clock: X1, and it stays expired after a restart', async () => {
  const { reference } = await create('2000', 15);
  bank.clock.advance(14_999);
  expect(await get(reference)).toMatchObject({ state: 'active' });
  bank.clock.advance(1);
  expect(await get(reference)).toMatchObject({ state: 'expired' });
  expect(await payFor(reference)).toMatchObject({ code: 'X1' });
  await bank.reopen();
  expect(await get(reference)).toMatchObject({ state: 'expired' });
});

test('cancelled: U10; cancelling twice is fine; a paid one cannot be cancelled', async () => {
  const first = await create();
  expect(await cancel(first.reference)).toMatchObject({ state: 'cancelled' });
  expect(await cancel(first.reference)).toMatchObject({ state: 'cancelled' });
  expect(await payFor(first.reference)).toMatchObject({ code: 'U10' });
  const second = await create();
  await payFor(second.reference);
  await expect(cancel(second.reference)).rejects.toMatchObject(isRefused('U10'));
});

test('a reference that looks like a charge but is none: U10', async () => {
  expect(await payFor('CH0000000000000000')).toMatchObject({ code: 'U10' });
});

test("another shop's charge: X6", async () => {
  const other = await registerTestMerchant(bank.core, { name: 'Juice bar' });
  const { reference } = await create();
  expect(await pay(bank.core, session, { payee: other.vpa, reference })).toMatchObject({
    code: 'X6',
  });
  await expect(
    bank.core.terminalCall(other.vmid, 'order.get', { reference }),
  ).rejects.toMatchObject(isRefused('U10'));
  await expect(
    bank.core.terminalCall(other.vmid, 'order.cancel', { reference }),
  ).rejects.toMatchObject(isRefused('U10'));
});

test("a shop's own reference on a printed code is left alone", async () => {
  expect(await payFor('BILL-77', '777')).toMatchObject({ code: '00', reference: 'BILL-77' });
});

test.each([
  [false, 'active', '00'],
  [true, 'failed', 'U10'],
])('a failed try, one-shot %s: charge %s, next try %s', async (isOrderOneShot, state, next) => {
  const settings = await bank.core.adminCall('admin.settings.get', {});
  await bank.core.adminCall('admin.settings.set', { ...settings, isOrderOneShot });
  const { reference } = await create();
  const order = orderFor(bank.core, session, {
    payee: merchant.vpa,
    reference,
    vmid: merchant.vmid,
  });
  const wrong = await submissionFor(session.phone, order, await wrongPinKeys(session.phone));
  expect(await bank.core.submitPayment(wrong, merchant.vmid, session.id)).toMatchObject({
    code: 'ZM',
  });
  expect(await get(reference)).toMatchObject({ state, lastCode: 'ZM', payerName: 'Asha' });
  expect(await payFor(reference)).toMatchObject({ code: next });
});

test('open charges come back after a restart and can be paid', async () => {
  const { reference } = await create('4200', 600);
  await bank.reopen();
  bank.core.setTerminalOnline(merchant.vmid, true);
  session = openPhoneSession(bank.core, session.phone);
  expect(await payFor(reference, '4200')).toMatchObject({ code: '00' });
  await bank.reopen();
  expect(await get(reference)).toMatchObject({ state: 'paid' });
});

test('a merchant has a stated number of charges open; expired ones make room', async () => {
  await bank.reopen({ bounds: { openChargesPerMerchantMax: 3, chargesInMemoryMax: 2 } });
  const first = await create();
  await create();
  await create();
  await expect(create()).rejects.toMatchObject(isRefused('U80'));
  bank.clock.advance(60_000);
  await create();
  expect(await get(first.reference)).toMatchObject({ state: 'expired' });
});
