import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestBank, type TestBank } from '../../support/bank/test-bank.ts';
import {
  PASSWORD,
  registerTestMerchant,
  type TestMerchant,
} from '../../support/bank/test-merchant.ts';
import {
  newTxnId,
  openPhoneSession,
  type PhoneSession,
  pay,
  registerPhone,
} from '../../support/bank/test-phone.ts';

let bank: TestBank;
let merchant: TestMerchant;
let session: PhoneSession;
beforeEach(async () => {
  bank = await openTestBank();
  merchant = await registerTestMerchant(bank.core);
  bank.core.setTerminalOnline(merchant.vmid, true);
  session = openPhoneSession(bank.core, await registerPhone(bank.core));
});
afterEach(async () => {
  expect(await bank.core.verify()).toMatchObject({ isSound: true, sumPaise: '0' });
  await bank.remove();
});

const isRefused = (responseCode: string) => ({ data: { responseCode } });
const buy = (amountPaise = '5000') => pay(bank.core, session, { payee: merchant.vpa, amountPaise });
const refund = (
  txnId: string,
  amountPaise: string,
  refundTxnId = newTxnId(),
  password = PASSWORD,
) =>
  bank.core.terminalCall(merchant.vmid, 'merchant.refund', {
    txnId,
    refundTxnId,
    amountPaise,
    password,
  });

test('part by part, never more than was paid, linked to the original', async () => {
  const { txnId } = await buy();
  const first = await refund(txnId, '2000');
  expect(first).toMatchObject({ code: '00', payer: merchant.vpa, payee: session.phone.vpa });
  await expect(refund(txnId, '3001')).rejects.toMatchObject(isRefused('U12'));
  expect(await refund(txnId, '3000')).toMatchObject({ code: '00' });
  await expect(refund(txnId, '1')).rejects.toMatchObject(isRefused('U12'));
  const { rows } = await bank.core.ledgerCall('ledger.entries', {
    limit: 10,
    search: first.txnId,
  });
  expect(rows[0]).toMatchObject({ type: 'refund', relatedTxnId: txnId, debit: merchant.mid });
});

test('the bound holds over a restart and for two refunds at once', async () => {
  const { txnId } = await buy();
  await refund(txnId, '1000');
  await bank.reopen();
  bank.core.setTerminalOnline(merchant.vmid, true);
  const both = await Promise.allSettled([refund(txnId, '3000'), refund(txnId, '3000')]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
});

test('the same refund again gives the same answer; the id for another refund is refused', async () => {
  const { txnId } = await buy();
  const refundTxnId = newTxnId();
  const first = await refund(txnId, '1000', refundTxnId);
  expect(await refund(txnId, '1000', refundTxnId)).toEqual(first);
  await expect(refund(txnId, '1001', refundTxnId)).rejects.toMatchObject(isRefused('U01'));
  await expect(refund(txnId, '1000', txnId)).rejects.toMatchObject(isRefused('U01'));
});

test("only this shop's own successful payments", async () => {
  const other = await registerTestMerchant(bank.core, { name: 'Juice bar' });
  const elsewhere = await pay(bank.core, session, { payee: other.vpa });
  await expect(refund(elsewhere.txnId, '1')).rejects.toMatchObject(isRefused('U48'));
  await expect(refund(newTxnId(), '1')).rejects.toMatchObject(isRefused('U48'));
  const declined = await pay(bank.core, session, {
    payee: merchant.vpa,
    amountPaise: '9000000',
  });
  expect(declined.code).toBe('Z9');
  await expect(refund(declined.txnId, '1')).rejects.toMatchObject(isRefused('U10'));
});

test('a shop that has spent the money cannot refund: Z9, durable', async () => {
  const { txnId } = await buy();
  const second = await buy('100');
  await refund(second.txnId, '100');
  const refundTxnId = newTxnId();
  await refund(txnId, '5000');
  const third = await buy('300');
  expect(await refund(third.txnId, '300', refundTxnId)).toMatchObject({ code: '00' });
});

test('needs the password; five wrong ones make it wait', async () => {
  const { txnId } = await buy();
  await expect(refund(txnId, '1', newTxnId(), 'wrong password')).rejects.toMatchObject(
    isRefused('U10'),
  );
  const check = (password: string) =>
    bank.core.terminalCall(merchant.vmid, 'merchant.checkPassword', { password });
  expect(await check(PASSWORD)).toEqual({ isRight: true });
  for (let tries = 0; tries < 5; tries++) {
    expect(await check('wrong password')).toEqual({ isRight: false });
  }
  await expect(check(PASSWORD)).rejects.toMatchObject(isRefused('U80'));
  bank.clock.advance(300_000);
  expect(await check(PASSWORD)).toEqual({ isRight: true });
});

test('the customer hears of the refund', async () => {
  const { txnId } = await buy();
  bank.events.length = 0;
  await refund(txnId, '700');
  expect(bank.events).toContainEqual(
    expect.objectContaining({
      to: 'phone',
      uid: session.phone.uid,
      event: expect.objectContaining({
        kind: 'credited',
        row: expect.objectContaining({ type: 'refund', direction: 'credit', amountPaise: '700' }),
      }),
    }),
  );
});

test("the shop's own list tells what was given back of each payment", async () => {
  const { txnId } = await buy();
  const other = await buy('700');
  const summary = () => bank.core.terminalCall(merchant.vmid, 'merchant.summary', {});
  const given = async () =>
    (await summary()).last.flatMap((row) =>
      row.type === 'payment' ? [[row.txnId, row.refundedPaise]] : [],
    );
  expect(await given()).toEqual([
    [other.txnId, undefined],
    [txnId, undefined],
  ]);
  await refund(txnId, '2000');
  await refund(txnId, '500');
  expect(await given()).toEqual([
    [other.txnId, undefined],
    [txnId, '2500'],
  ]);
});
