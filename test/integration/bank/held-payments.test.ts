import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FATES, type FateCode } from '#bank/payments/held/fates.ts';
import type { FaultKind } from '#shared/faults.ts';
import { checkReceipt } from '#shared/ledger/receipt.ts';
import { faultMethods } from '#shared/protocol/fault-methods.ts';
import type { PaymentResult } from '#shared/protocol/payments.ts';
import { defaultBankSettings } from '#shared/settings.ts';
import { nodeCrypto } from '#wire/node-crypto.ts';
import { type FaultyStore, faultyStore } from '../../support/bank/faulty-store.ts';
import { openTestBank, type TestBank } from '../../support/bank/test-bank.ts';
import {
  PASSWORD,
  registerTestMerchant,
  type TestMerchant,
} from '../../support/bank/test-merchant.ts';
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
import { type TestTimers, testTimers } from '../../support/bank/test-timers.ts';

/** Payments whose money waits in SUSPENSE: what everybody is told, and that they end once. */
let bank: TestBank;
let store: FaultyStore;
let timers: TestTimers;
let payer: TestPhone;
let payee: TestPhone;
let shop: TestMerchant;
let session: PhoneSession;

const OPENING = 1_000_000;
const PAISE = 2_000;

beforeEach(async () => {
  let real: TestTimers | undefined;
  bank = await openTestBank({
    timers: { after: (delayMs, work) => (real as TestTimers).after(delayMs, work) },
    wrapStore: (inner) => {
      store = faultyStore(inner);
      return store;
    },
  });
  real = timers = testTimers(bank.clock);
  [payer, payee] = [await registerPhone(bank.core), await registerPhone(bank.core)];
  shop = await registerTestMerchant(bank.core);
  bank.core.setTerminalOnline(shop.vmid, true);
  session = openPhoneSession(bank.core, payer);
});
afterEach(() => bank.remove());

const HELD: Readonly<Record<FateCode, { readonly kind: FaultKind; readonly seconds: number }>> = {
  '01': { kind: 'pending', seconds: 20 },
  U68: { kind: 'credit-timeout', seconds: 10 },
  U31: { kind: 'credit-failed', seconds: 10 },
  RR: { kind: 'reversal-timeout', seconds: 60 },
  RB: { kind: 'deemed', seconds: 60 },
  '96': { kind: 'deemed', seconds: 60 },
};
const CODES = Object.keys(FATES) as FateCode[];

const hold = (code: FateCode) =>
  bank.core.adminCall(
    'admin.setFaults',
    faultMethods['admin.setFaults'].params.parse({
      faults: [{ id: 'one', scope: 'global', kind: HELD[code].kind, code, count: 1 }],
    }),
  );
const balanceOf = async (id: string) => {
  const { rows } = await bank.core.adminCall('admin.accounts', {
    limit: 50,
    offset: 0,
    search: '',
  });
  return Number(rows.find((row) => row.id === id)?.balancePaise);
};
const balances = () => Promise.all([payer.uid, payee.uid, 'SUSPENSE'].map(balanceOf));
const statusOf = (txnId: string) => {
  const own = bank.core.session(session.id) ?? expect.fail();
  return bank.core.sealedCall(own, 'payment.status', { txnId });
};
const history = async (who: TestPhone, search = '') => {
  const own = openPhoneSession(bank.core, who);
  const live = bank.core.session(own.id) ?? expect.fail();
  const { rows } = await bank.core.sealedCall(live, 'account.history', { limit: 50, search });
  return rows;
};
/** Lets the bank's own commands run to their end. */
const settled = () => bank.core.adminCall('admin.settings.set', defaultBankSettings());
const pass = async (seconds: number) => {
  timers.pass(seconds * 1_000);
  await settled();
  await settled();
};

describe.each(CODES)('a payment held with %s', (code) => {
  const { now, done, end } = FATES[code];
  const { seconds } = HELD[code];
  const isPaid = end === 'release';

  test('tells the truth while it waits and when it ends; the ledger verifies all the way', async () => {
    await hold(code);
    const result = await pay(bank.core, session, { payee: payee.vpa, note: 'chai' });
    expect(result).toMatchObject({ ...now, payee: payee.vpa, note: 'chai' });
    expect(await balances()).toEqual([OPENING - PAISE, OPENING, PAISE]);
    expect(await statusOf(result.txnId)).toMatchObject(now);
    expect(await bank.core.verify()).toMatchObject({ isSound: true, sumPaise: '0' });
    const [waiting] = await history(payer);
    expect(waiting).toMatchObject({ ...now, type: 'payment', txnId: result.txnId });
    expect((await history(payee)).filter(({ type }) => type === 'payment')).toEqual([]);

    await pass(seconds - 1);
    expect(await statusOf(result.txnId)).toMatchObject(now);
    await pass(1);
    expect(await balances()).toEqual(
      isPaid ? [OPENING - PAISE, OPENING + PAISE, 0] : [OPENING, OPENING, 0],
    );
    expect(await statusOf(result.txnId)).toMatchObject({ ...done, rrn: result.rrn });
    expect(await bank.core.verify()).toMatchObject({ isSound: true, sumPaise: '0' });
    const told = bank.events.flatMap(({ to, event }) =>
      to === 'phone' && event.kind === 'resolved' ? [event.result] : [],
    );
    expect(told).toMatchObject([{ ...done, txnId: result.txnId }]);
  });

  test('a bank that starts anew ends it once, at once when its time is over', async () => {
    await hold(code);
    const { txnId } = await pay(bank.core, session, { payee: payee.vpa });
    await bank.reopen();
    session = openPhoneSession(bank.core, payer);
    expect(await statusOf(txnId)).toMatchObject(now);
    bank.clock.advance(seconds * 1_000);
    await bank.reopen();
    session = openPhoneSession(bank.core, payer);
    await pass(0);
    expect(await statusOf(txnId)).toMatchObject(done);
    await bank.reopen();
    await pass(86_400);
    expect((await balances())[2]).toBe(0);
    expect(await bank.core.verify()).toMatchObject({ isSound: true, sumPaise: '0' });
    const kinds = await bank.core.ledgerCall('ledger.entries', { limit: 50, search: '' });
    expect(kinds.rows.filter(({ relatedTxnId }) => relatedTxnId === txnId)).toMatchObject([
      { type: end, amountPaise: String(PAISE) },
    ]);
  });

  test('the same payment sent again is answered as it stands, and moves nothing', async () => {
    await hold(code);
    const order = orderFor(bank.core, session, { payee: payee.vpa });
    const params = await submissionFor(payer, order);
    const first = await bank.core.submitPayment(params, '', session.id);
    expect(await bank.core.submitPayment(params, '', session.id)).toEqual(first);
    await pass(seconds);
    const after = await balances();
    expect(await bank.core.submitPayment(params, '', session.id)).toMatchObject(done);
    expect(await balances()).toEqual(after);
  });

  test('the shop sees it wait and end; nobody else can pay the charge meanwhile', async () => {
    const charge = await bank.core.terminalCall(shop.vmid, 'order.create', {
      amountPaise: String(PAISE),
      note: '',
    });
    const { reference } = charge;
    const fields = { payee: shop.vpa, reference };
    await hold(code);
    const { txnId } = await pay(bank.core, session, fields);
    const read = () => bank.core.terminalCall(shop.vmid, 'order.get', { reference });
    expect(await read()).toMatchObject({ state: 'pending', lastCode: now.code, txnId });
    const other = openPhoneSession(bank.core, payee);
    expect(await pay(bank.core, other, fields)).toMatchObject({ code: 'U10' });
    await expect(
      bank.core.terminalCall(shop.vmid, 'order.cancel', { reference }),
    ).rejects.toMatchObject({ data: { responseCode: 'U10' } });
    const summary = await bank.core.terminalCall(shop.vmid, 'merchant.summary', {});
    expect(summary).toMatchObject({ dayCount: 0, last: [{ ...now, txnId }, { code: 'U10' }] });
    bank.events.length = 0;
    await pass(seconds);
    expect(await read()).toMatchObject(
      isPaid
        ? { state: 'paid', lastCode: '00', txnId, ledger: {} }
        : { state: 'active', lastCode: done.code },
    );
    const told = bank.events.flatMap(({ to, event }) =>
      to !== 'terminal' || event.kind === 'collect'
        ? []
        : [event.kind === 'order' ? event.order : event.row],
    );
    expect(told).toMatchObject([
      { reference, state: isPaid ? 'paid' : 'active' },
      { ...done, type: 'payment', txnId },
    ]);
    const after = await bank.core.terminalCall(shop.vmid, 'merchant.summary', {});
    expect(after).toMatchObject({
      dayCount: isPaid ? 1 : 0,
      balancePaise: isPaid ? String(PAISE) : '0',
    });
  });

  test('an end whose commit fails is tried again', async () => {
    await hold(code);
    const { txnId } = await pay(bank.core, session, { payee: payee.vpa });
    store.faults.push('disk-full');
    timers.pass(seconds * 1_000);
    await expect(settled()).rejects.toMatchObject({ data: { responseCode: 'XY' } });
    expect(await statusOf(txnId)).toMatchObject(now);
    while (timers.waiting === 0) await new Promise(setImmediate);
    await pass(1);
    expect(await statusOf(txnId)).toMatchObject(done);
    expect(await bank.core.verify()).toMatchObject({ isSound: true });
  });
});

test('both sides of a payment that was pending have a receipt once it is made, not before', async () => {
  await hold('01');
  const { txnId } = await pay(bank.core, session, { payee: payee.vpa });
  const receiptOf = (who: TestPhone) => {
    const live = bank.core.session(openPhoneSession(bank.core, who).id) ?? expect.fail();
    return bank.core.sealedCall(live, 'account.receipt', { txnId });
  };
  await expect(receiptOf(payer)).rejects.toMatchObject({ data: { responseCode: 'U10' } });
  await pass(20);
  const { ledgerVerifierKey } = bank.core.info();
  for (const who of [payer, payee]) {
    const { receipt } = await receiptOf(who);
    const { entry } = await checkReceipt(nodeCrypto, receipt, ledgerVerifierKey);
    expect(entry).toMatchObject({ type: 'release', credit: payee.uid, relatedTxnId: txnId });
  }
});

test('of a reversed payment there is no receipt, of its reversal there is', async () => {
  await hold('U68');
  const { txnId } = await pay(bank.core, session, { payee: payee.vpa });
  await pass(10);
  const live = bank.core.session(session.id) ?? expect.fail();
  const receiptOf = (id: string) => bank.core.sealedCall(live, 'account.receipt', { txnId: id });
  await expect(receiptOf(txnId)).rejects.toMatchObject({ data: { responseCode: 'U10' } });
  const [reversal] = await history(payer);
  expect(reversal).toMatchObject({ type: 'reversal', direction: 'credit', payer: payee.vpa });
  expect(await receiptOf(reversal?.txnId ?? '')).toMatchObject({ receipt: expect.any(String) });
});

test('what came back counts towards no limit', async () => {
  const settings = { ...defaultBankSettings(), perDayCount: 1, areSimulatedLimited: true };
  await bank.core.adminCall('admin.settings.set', settings);
  await hold('U68');
  await pay(bank.core, session, { payee: payee.vpa });
  expect(await pay(bank.core, session, { payee: payee.vpa })).toMatchObject({ code: 'Z7' });
  timers.pass(10_000);
  await bank.core.adminCall('admin.settings.set', settings);
  await bank.core.adminCall('admin.settings.set', settings);
  expect(await pay(bank.core, session, { payee: payee.vpa })).toMatchObject({ code: '00' });
});

describe('a refund', () => {
  const refund = (result: PaymentResult) =>
    bank.core.terminalCall(shop.vmid, 'merchant.refund', {
      txnId: result.txnId,
      refundTxnId: newTxnId(),
      amountPaise: String(PAISE),
      password: PASSWORD,
    });
  test('of a payment that was pending is made once it was paid', async () => {
    await hold('01');
    const result = await pay(bank.core, session, { payee: shop.vpa });
    await expect(refund(result)).rejects.toMatchObject({ data: { responseCode: 'U10' } });
    await pass(20);
    expect(await refund(result)).toMatchObject({ code: '00' });
    await expect(refund(result)).rejects.toMatchObject({ data: { responseCode: 'U12' } });
    expect(await balances()).toEqual([OPENING, OPENING, 0]);
    expect(await bank.core.verify()).toMatchObject({ isSound: true });
  });

  test('of one that was reversed is refused', async () => {
    await hold('U68');
    const result = await pay(bank.core, session, { payee: shop.vpa });
    await pass(10);
    await expect(refund(result)).rejects.toMatchObject({ data: { responseCode: 'U10' } });
  });
});

test('histories find a payment that was pending by its id and by the other party', async () => {
  await hold('01');
  const { txnId } = await pay(bank.core, session, { payee: payee.vpa });
  await pass(20);
  for (const [who, other] of [
    [payer, payee],
    [payee, payer],
  ] as const) {
    expect(await history(who, other.vpa)).toMatchObject([{ txnId, code: '00' }]);
    expect(await history(who, txnId)).toMatchObject([{ txnId, code: '00' }]);
  }
});

test('shorter waits hold for those that wait already', async () => {
  await hold('RB');
  const { txnId } = await pay(bank.core, session, { payee: payee.vpa });
  await bank.core.adminCall('admin.settings.set', { ...defaultBankSettings(), deemedSeconds: 1 });
  timers.pass(1_000);
  await bank.core.adminCall('admin.settings.set', { ...defaultBankSettings(), deemedSeconds: 1 });
  expect(await statusOf(txnId)).toMatchObject({ status: 'SUCCESS' });
});

test('the control room lists a payment that waited once, however many end at a time', async () => {
  await bank.core.adminCall('admin.setFaults', {
    faults: [{ id: 'one', scope: 'global', sharePercent: 100, kind: 'pending' }],
  });
  const ids: string[] = [];
  for (let made = 0; made < 6; made++) {
    ids.unshift((await pay(bank.core, session, { payee: payee.vpa })).txnId);
  }
  await pass(20);
  const seen: string[] = [];
  let before: number | undefined;
  for (let pages = 0; pages < 20; pages++) {
    const query = { limit: 2, search: '', ...(before === undefined ? {} : { before }) };
    const { rows, hasMore } = await bank.core.adminCall('admin.payments', query);
    seen.push(...rows.filter(({ type }) => type === 'payment').map(({ txnId }) => txnId));
    if (!hasMore) break;
    before = rows.at(-1)?.sequence ?? expect.fail('an empty page that is not the last');
  }
  expect(seen).toEqual(ids);
});

test('more holds than the bound are declined', async () => {
  await bank.reopen({ bounds: { holdsMax: 1 } });
  session = openPhoneSession(bank.core, payer);
  await bank.core.adminCall('admin.setFaults', {
    faults: [{ id: 'one', scope: 'global', sharePercent: 100, kind: 'pending' }],
  });
  expect(await pay(bank.core, session, { payee: payee.vpa })).toMatchObject({ code: '01' });
  expect(await pay(bank.core, session, { payee: payee.vpa })).toMatchObject({ code: 'U80' });
});
