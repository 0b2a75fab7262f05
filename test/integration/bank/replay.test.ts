import { afterEach, beforeEach, expect, test } from 'vitest';
import type { PaymentOrder } from '#shared/payment-order.ts';
import { openTestBank, type TestBank } from '../../support/bank/test-bank.ts';
import { registerTestMerchant, type TestMerchant } from '../../support/bank/test-merchant.ts';
import {
  newTxnId,
  openPhoneSession,
  orderFor,
  type PhoneSession,
  pay,
  registerPhone,
  submissionFor,
  type TestPhone,
} from '../../support/bank/test-phone.ts';

let bank: TestBank;
let payer: TestPhone;
let stranger: TestPhone;
let merchant: TestMerchant;
let session: PhoneSession;
beforeEach(async () => {
  bank = await openTestBank();
  payer = await registerPhone(bank.core);
  stranger = await registerPhone(bank.core, { name: 'Mallory' });
  merchant = await registerTestMerchant(bank.core);
  bank.core.setTerminalOnline(merchant.vmid, true);
  session = openPhoneSession(bank.core, payer);
});
afterEach(() => bank.remove());

const isRefused = (responseCode: string) => ({ data: { responseCode } });
const make = async (fields: Partial<PaymentOrder> = {}, own = session) => {
  const order = orderFor(bank.core, own, { payee: merchant.vpa, ...fields });
  return submissionFor(own.phone, order);
};
const entries = () => bank.core.health().entries;

test('the same bytes again give the same answer, and only the payer is told his balance', async () => {
  const params = await make();
  const first = await bank.core.submitPayment(params, '', session.id);
  const before = entries();
  expect(first).toMatchObject({ code: '00', balancePaise: '998000' });
  expect(await bank.core.submitPayment(params, '', session.id)).toEqual(first);
  const { balancePaise, serverSignature, ...rest } = first;
  expect([balancePaise, serverSignature]).not.toContain(undefined);
  expect(await bank.core.submitPayment(params, '')).toEqual(rest);
  const other = openPhoneSession(bank.core, stranger);
  expect(await bank.core.submitPayment(params, '', other.id)).toEqual(rest);
  expect(entries()).toBe(before);
});

test('the same payment in a new session, newly signed, gives the same answer; after a restart too', async () => {
  const txnId = newTxnId();
  const first = await pay(bank.core, session, { payee: merchant.vpa, txnId });
  const again = openPhoneSession(bank.core, payer);
  expect(await pay(bank.core, again, { payee: merchant.vpa, txnId })).toEqual(first);
  await bank.reopen();
  const later = openPhoneSession(bank.core, payer);
  expect(await pay(bank.core, later, { payee: merchant.vpa, txnId })).toEqual(first);
  expect(bank.core.health().entries).toBe(3);
});

test('a decline is durable too: the same id stays declined when the money is there', async () => {
  const txnId = newTxnId();
  const poor = await registerPhone(bank.core, { name: 'Poor', balancePaise: 100 });
  const own = openPhoneSession(bank.core, poor);
  const fields = { payee: merchant.vpa, txnId, amountPaise: '500' };
  expect(await pay(bank.core, own, fields)).toMatchObject({ code: 'Z9' });
  await pay(bank.core, session, { payee: poor.vpa, amountPaise: '1000' });
  expect(await pay(bank.core, own, fields)).toMatchObject({ code: 'Z9', status: 'FAILURE' });
  await bank.reopen();
  const later = openPhoneSession(bank.core, poor);
  expect(await pay(bank.core, later, fields)).toMatchObject({ code: 'Z9', status: 'FAILURE' });
});

test.each([
  ['another amount', { amountPaise: '2001' }, 'U58'],
  ['another payee', { payee: 'someone.else@upisim' }, 'U59'],
  ['another reference', { reference: 'BILL2' }, 'U01'],
])('a used id with %s is refused, after a restart too', async (_what, change, code) => {
  const txnId = newTxnId();
  await pay(bank.core, session, { payee: merchant.vpa, txnId });
  const fields = { payee: merchant.vpa, txnId, ...change };
  await expect(pay(bank.core, session, fields)).rejects.toMatchObject(isRefused(code));
  await bank.reopen();
  const later = openPhoneSession(bank.core, payer);
  await expect(pay(bank.core, later, fields)).rejects.toMatchObject(isRefused(code));
  expect(bank.core.health().entries).toBe(3);
});

test("somebody else's payment id is refused (U60)", async () => {
  const { txnId } = await pay(bank.core, session, { payee: merchant.vpa });
  const other = openPhoneSession(bank.core, stranger);
  await expect(pay(bank.core, other, { payee: merchant.vpa, txnId })).rejects.toMatchObject(
    isRefused('U60'),
  );
});

test('a used nonce, another session and an ended session are refused', async () => {
  const params = await make();
  await pay(bank.core, session, { payee: merchant.vpa });
  await expect(bank.core.submitPayment(params, '', session.id)).rejects.toMatchObject(
    isRefused('U01'),
  );
  const second = openPhoneSession(bank.core, payer);
  await expect(
    bank.core.submitPayment(await make(), '', second.id),
    'sealed in another session than it was signed for',
  ).rejects.toMatchObject(isRefused('U01'));
  const nonceOfSecond = bank.core.session(second.id)?.nonce ?? '';
  await expect(
    bank.core.submitPayment(await make({ nonce: nonceOfSecond }), '', session.id),
    "another session's nonce",
  ).rejects.toMatchObject(isRefused('U01'));
  const last = await make();
  bank.core.endSession(session.id);
  await expect(bank.core.submitPayment(last, '', second.id)).rejects.toMatchObject(
    isRefused('U70'),
  );
});

test("somebody else's session is refused although the signature is right", async () => {
  const other = openPhoneSession(bank.core, stranger);
  const nonce = bank.core.session(other.id)?.nonce ?? '';
  const params = await make({ sessionId: other.id, nonce });
  await expect(bank.core.submitPayment(params, '', other.id)).rejects.toMatchObject(
    isRefused('U66'),
  );
});

test('a payment comes the way it was signed for', async () => {
  const second = await registerTestMerchant(bank.core, { name: 'Juice bar' });
  bank.core.setTerminalOnline(second.vmid, true);
  const viaFirst = await make({ vmid: merchant.vmid });
  for (const route of ['', second.vmid]) {
    await expect(
      bank.core.submitPayment(viaFirst, route, session.id),
      `through ${route}`,
    ).rejects.toMatchObject(isRefused('U10'));
  }
  const straight = await make();
  await expect(bank.core.submitPayment(straight, merchant.vmid, session.id)).rejects.toMatchObject(
    isRefused('U10'),
  );
  expect(await bank.core.submitPayment(viaFirst, merchant.vmid, session.id)).toMatchObject({
    code: '00',
  });
});

test("a terminal cannot take another shop's payment", async () => {
  const second = await registerTestMerchant(bank.core, { name: 'Juice bar' });
  bank.core.setTerminalOnline(second.vmid, true);
  expect(await pay(bank.core, session, { payee: merchant.vpa, vmid: second.vmid })).toMatchObject({
    code: 'X6',
  });
});

test('the terminal is off: X7, also when the phone turns to the bank itself', async () => {
  bank.core.setTerminalOnline(merchant.vmid, false);
  const params = await make({ vmid: merchant.vmid });
  expect(await bank.core.submitPayment(params, '', session.id)).toMatchObject({ code: 'X7' });
  expect(await pay(bank.core, session, { payee: merchant.vpa })).toMatchObject({ code: '00' });
});

test('one payment at a time per session', async () => {
  const [first, second] = [await make(), await make()];
  const results = await Promise.allSettled([
    bank.core.submitPayment(first, '', session.id),
    bank.core.submitPayment(second, '', session.id),
  ]);
  expect(results[0]).toMatchObject({ status: 'fulfilled', value: { code: '00' } });
  expect(results[1]).toMatchObject({ status: 'rejected', reason: isRefused('U80') });
});

test('the same payment from two sessions at once is made once', async () => {
  const txnId = newTxnId();
  const second = openPhoneSession(bank.core, payer);
  const both = await Promise.all(
    [session, second].map(async (own) =>
      bank.core.submitPayment(await make({ txnId }, own), '', own.id),
    ),
  );
  expect(both[0]).toEqual(both[1]);
  expect(entries()).toBe(3);
  expect(await bank.core.verify()).toMatchObject({ isSound: true });
});

test('more money than there is cannot be spent by paying at once from two sessions', async () => {
  const second = openPhoneSession(bank.core, payer);
  const both = await Promise.all(
    [session, second].map(async (own) =>
      bank.core.submitPayment(await make({ amountPaise: '600000' }, own), '', own.id),
    ),
  );
  expect(both.map(({ code }) => code).toSorted()).toEqual(['00', 'Z9']);
});
