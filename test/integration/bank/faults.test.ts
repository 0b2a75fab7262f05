import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type FaultyStore, faultyStore } from '../../support/bank/faulty-store.ts';
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
  wrongPinKeys,
} from '../../support/bank/test-phone.ts';

let bank: TestBank;
let store: FaultyStore;
let problems: string[];
let payer: TestPhone;
let payee: TestPhone;
let session: PhoneSession;
beforeEach(async () => {
  problems = [];
  bank = await openTestBank({
    wrapStore: (real) => {
      store = faultyStore(real);
      return store;
    },
    onProblem: (what) => problems.push(what),
  });
  payer = await registerPhone(bank.core);
  payee = await registerPhone(bank.core, { name: 'Ravi', balancePaise: 0 });
  session = openPhoneSession(bank.core, payer);
});
afterEach(() => bank.remove());

const isRefused = (responseCode: string) => ({ data: { responseCode } });
const health = () => {
  const { entries, blocks, ledgerRoot, sumPaise, accounts } = bank.core.health();
  return { entries, blocks, ledgerRoot, sumPaise, accounts };
};

describe('a commit that fails takes everything back', () => {
  test.each(['disk-full', 'read-only'] as const)('%s: refused, then it works', async (fault) => {
    const txnId = newTxnId();
    const before = health();
    store.faults.push(fault);
    await expect(pay(bank.core, session, { payee: payee.vpa, txnId })).rejects.toMatchObject({
      data: { responseCode: 'XY', detail: expect.stringContaining('no money was taken') },
    });
    expect(health()).toEqual(before);
    expect(problems).toEqual(['a batch could not be made durable']);
    expect(await pay(bank.core, session, { payee: payee.vpa, txnId })).toMatchObject({
      code: '00',
      balancePaise: '998000',
    });
    expect(await bank.core.verify()).toMatchObject({ isSound: true, sumPaise: '0' });
  });

  test('the very same signed order may be sent again: its nonce was not used up', async () => {
    const params = await submissionFor(payer, orderFor(bank.core, session, { payee: payee.vpa }));
    store.faults.push('disk-full');
    await expect(bank.core.submitPayment(params, '', session.id)).rejects.toMatchObject(
      isRefused('XY'),
    );
    expect(await bank.core.submitPayment(params, '', session.id)).toMatchObject({ code: '00' });
  });

  test('wrong-PIN counts, charges, registrations and refunds are taken back as well', async () => {
    const merchant: TestMerchant = await registerTestMerchant(bank.core);
    bank.core.setTerminalOnline(merchant.vmid, true);
    const { reference } = await bank.core.terminalCall(merchant.vmid, 'order.create', {
      amountPaise: '2000',
      note: '',
    });
    const before = health();
    const fields = { payee: merchant.vpa, reference, vmid: merchant.vmid };
    const order = orderFor(bank.core, session, fields);
    const wrong = await submissionFor(payer, order, await wrongPinKeys(payer));
    store.faults.push('disk-full', 'disk-full', 'disk-full', 'disk-full');
    await expect(bank.core.submitPayment(wrong, merchant.vmid, session.id)).rejects.toMatchObject(
      isRefused('XY'),
    );
    await expect(pay(bank.core, session, fields)).rejects.toMatchObject(isRefused('XY'));
    await expect(registerPhone(bank.core, { mobile: '9555555555' })).rejects.toMatchObject(
      isRefused('XY'),
    );
    await expect(
      bank.core.terminalCall(merchant.vmid, 'order.cancel', { reference }),
    ).rejects.toMatchObject(isRefused('XY'));
    expect(health()).toEqual(before);
    expect(await registerPhone(bank.core, { mobile: '9555555555' })).toMatchObject({
      uid: 'U000000003',
    });
    expect(await pay(bank.core, session, fields)).toMatchObject({ code: '00' });
    await bank.reopen();
    expect(await bank.core.verify()).toMatchObject({ isSound: true });
  });

  test('everybody in the failed batch is refused, nobody in the next one', async () => {
    const phones = await Promise.all(
      Array.from({ length: 20 }, () => registerPhone(bank.core, { balancePaise: 5_000 })),
    );
    const sessions = phones.map((phone) => openPhoneSession(bank.core, phone));
    store.faults.push('disk-full');
    const all = () =>
      Promise.allSettled(sessions.map((own) => pay(bank.core, own, { payee: payee.vpa })));
    const first = await all();
    expect(first.every(({ status }) => status === 'rejected')).toBe(true);
    const second = await all();
    expect(second.every(({ status }) => status === 'fulfilled')).toBe(true);
    expect(await bank.core.verify()).toMatchObject({ isSound: true });
  });
});

describe('a commit whose outcome is unknown', () => {
  test('was made: the callers hear so', async () => {
    store.faults.push('lost-after');
    expect(await pay(bank.core, session, { payee: payee.vpa })).toMatchObject({ code: '00' });
    expect(await bank.core.verify()).toMatchObject({ isSound: true, entries: 2 });
  });

  test('was not made: the callers are refused and nothing is left', async () => {
    const before = health();
    store.faults.push('lost-before');
    await expect(pay(bank.core, session, { payee: payee.vpa })).rejects.toMatchObject(
      isRefused('XY'),
    );
    expect(health()).toEqual(before);
    expect(await pay(bank.core, session, { payee: payee.vpa })).toMatchObject({ code: '00' });
  });

  test('nobody knows: the bank stops taking calls rather than guess', async () => {
    await bank.reopen({ bounds: { settleTriesMax: 3, settlePauseMs: 1 } });
    session = openPhoneSession(bank.core, payer);
    store.faults.push('gone');
    await expect(pay(bank.core, session, { payee: payee.vpa })).rejects.toMatchObject({
      data: { responseCode: 'XY', detail: expect.stringContaining('Restart the bank') },
    });
    await expect(pay(bank.core, session, { payee: payee.vpa })).rejects.toMatchObject(
      isRefused('U80'),
    );
  });
});

describe('group commit', () => {
  test('what arrives while a commit runs goes into the next one, in bounded batches', async () => {
    await bank.reopen({ bounds: { batchMax: 8, queueMax: 100 } });
    const phones = await Promise.all(Array.from({ length: 20 }, () => registerPhone(bank.core)));
    const sessions = phones.map((phone) => openPhoneSession(bank.core, phone));
    store.commits.length = 0;
    let release = () => {};
    store.hold = new Promise((resolve) => {
      release = resolve;
    });
    const paid = Promise.all(sessions.map((own) => pay(bank.core, own, { payee: payee.vpa })));
    release();
    store.hold = undefined;
    await paid;
    expect(Math.max(...store.commits)).toBeLessThanOrEqual(8);
    expect(store.commits.reduce((sum, count) => sum + count, 0)).toBe(20);
  });

  test('a full queue turns callers away (U80) and nothing of theirs happens', async () => {
    await bank.reopen({ bounds: { batchMax: 2, queueMax: 4 } });
    const results = await Promise.allSettled(
      Array.from({ length: 40 }, () => registerPhone(bank.core, { balancePaise: 100 })),
    );
    const refused = results.filter(({ status }) => status === 'rejected');
    expect(refused.length).toBeGreaterThan(0);
    for (const result of refused) expect(result).toMatchObject({ reason: isRefused('U80') });
    // EQUITY and SUSPENSE, payer and payee, and those who got in.
    expect(bank.core.health().accounts).toBe(4 + results.length - refused.length);
    expect(await bank.core.verify()).toMatchObject({ isSound: true });
  });

  test('a closing bank finishes what it took in and refuses the rest', async () => {
    const params = await submissionFor(payer, orderFor(bank.core, session, { payee: payee.vpa }));
    const answer = bank.core.submitPayment(params, '', session.id);
    await Promise.resolve();
    await Promise.resolve();
    const closed = bank.core.close();
    const late = expect(registerPhone(bank.core)).rejects.toMatchObject(isRefused('U80'));
    expect(await answer).toMatchObject({ code: '00' });
    await closed;
    await late;
    await bank.reopen();
    expect(bank.core.health().entries).toBe(2);
  });

  test('a listener that fails stops neither payments nor the other listeners', async () => {
    bank.core.onEvent(() => {
      throw new Error('listener');
    });
    await pay(bank.core, session, { payee: payee.vpa });
    expect(await pay(bank.core, session, { payee: payee.vpa })).toMatchObject({ code: '00' });
    expect(problems).toContain('something failed after a commit');
  });
});
