import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FAULT_KINDS, type FaultKind } from '#shared/faults.ts';
import { type Fault, faultMethods } from '#shared/protocol/fault-methods.ts';
import { NoAnswer } from '#wire/rpc-server.ts';
import { type FaultyStore, faultyStore } from '../../support/bank/faulty-store.ts';
import { openTestBank, type TestBank } from '../../support/bank/test-bank.ts';
import {
  openPhoneSession,
  orderFor,
  type PhoneSession,
  pay,
  registerPhone,
  submissionFor,
  type TestPhone,
  wrongPinKeys,
} from '../../support/bank/test-phone.ts';
import { type TestTimers, testTimers } from '../../support/bank/test-timers.ts';

let bank: TestBank;
let store: FaultyStore;
let timers: TestTimers;
let payer: TestPhone;
let payee: TestPhone;
let session: PhoneSession;

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
  session = openPhoneSession(bank.core, payer);
});
afterEach(() => bank.remove());

const setFaults = (...faults: Partial<Fault>[]) =>
  bank.core.adminCall(
    'admin.setFaults',
    faultMethods['admin.setFaults'].params.parse({
      faults: faults.map((fault, index) => ({ id: `fault-${index}`, scope: 'global', ...fault })),
    }),
  );
const faults = async () => (await bank.core.adminCall('admin.faults', {})).faults;
const payOnce = () => pay(bank.core, session, { payee: payee.vpa });
const balances = async () => {
  const { rows } = await bank.core.adminCall('admin.accounts', {
    limit: 50,
    offset: 0,
    search: '',
  });
  return Object.fromEntries(rows.map(({ id, balancePaise }) => [id, Number(balancePaise)]));
};

const NOT_HELD: FaultKind[] = [
  'debit-timeout',
  'remitter-offline',
  'beneficiary-offline',
  'hsm-down',
  'internal-exception',
  'risk',
  'decline',
];
const declines = NOT_HELD.flatMap((kind) =>
  FAULT_KINDS[kind].codes.map((code) => [kind, code] as const),
);

test('a new bank has no faults', async () => {
  expect(await faults()).toEqual([]);
  expect(await payOnce()).toMatchObject({ status: 'SUCCESS', code: '00' });
});

test.each(declines)('%s answers %s for ever under its id and moves nothing', async (kind, code) => {
  await setFaults({ kind, code });
  const before = await balances();
  const order = orderFor(bank.core, session, { payee: payee.vpa });
  const params = await submissionFor(payer, order);
  const result = await bank.core.submitPayment(params, '', session.id);
  expect(result).toMatchObject({ status: 'FAILURE', code });
  await setFaults();
  expect(await bank.core.submitPayment(params, '', session.id)).toEqual(result);
  expect(await balances()).toEqual(before);
  expect(await payOnce()).toMatchObject({ code: '00' });
});

test.each(FAULT_KINDS.throttle.codes)('throttled with %s the id is not used up', async (code) => {
  await setFaults({ kind: 'throttle', code });
  const order = orderFor(bank.core, session, { payee: payee.vpa });
  const params = await submissionFor(payer, order);
  await expect(bank.core.submitPayment(params, '', session.id)).rejects.toMatchObject({
    data: { responseCode: code },
  });
  await setFaults();
  expect(await bank.core.submitPayment(params, '', session.id)).toMatchObject({ code: '00' });
});

test('with the HSM down a wrong PIN is not counted', async () => {
  await setFaults({ kind: 'hsm-down' });
  for (let tries = 0; tries < 4; tries++) {
    const order = orderFor(bank.core, session, { payee: payee.vpa });
    const params = await submissionFor(payer, order, await wrongPinKeys(payer));
    expect(await bank.core.submitPayment(params, '', session.id)).toMatchObject({ code: 'HS' });
  }
  await setFaults();
  expect(await payOnce()).toMatchObject({ code: '00' });
});

describe('whom a fault hits', () => {
  test('one account, whether it pays or is paid', async () => {
    const third = await registerPhone(bank.core);
    await setFaults({ kind: 'risk', scope: payee.uid });
    expect(await payOnce()).toMatchObject({ code: 'K1' });
    expect(await pay(bank.core, session, { payee: third.vpa })).toMatchObject({ code: '00' });
    const own = openPhoneSession(bank.core, payee);
    expect(await pay(bank.core, own, { payee: third.vpa })).toMatchObject({ code: 'K1' });
  });

  test('so many payments and no more; the control room hears of each', async () => {
    await setFaults({ kind: 'decline', count: 2 });
    const codes = [await payOnce(), await payOnce(), await payOnce()].map(({ code }) => code);
    expect(codes).toEqual(['U30', 'U30', '00']);
    expect(await faults()).toEqual([]);
    const told = bank.events.flatMap(({ event }) =>
      event.kind === 'faults' ? [event.faults.map(({ count, hits }) => [count, hits])] : [],
    );
    expect(told).toEqual([[[2, 0]], [[1, 1]], []]);
  });

  test('a share of them', async () => {
    await setFaults({ kind: 'decline', sharePercent: 50 });
    const codes = new Set<string>();
    for (let tries = 0; tries < 64 && codes.size < 2; tries++) {
      codes.add((await pay(bank.core, session, { payee: payee.vpa, amountPaise: '1' })).code);
    }
    expect([...codes].sort()).toEqual(['00', 'U30']);
  });

  test('a payment whose commit failed was not hit', async () => {
    await setFaults({ kind: 'decline', count: 1 });
    store.faults.push('disk-full');
    await expect(payOnce()).rejects.toMatchObject({ data: { responseCode: 'XY' } });
    expect(await faults()).toMatchObject([{ count: 1, hits: 0 }]);
    expect(await payOnce()).toMatchObject({ code: 'U30' });
  });

  test('sent back as it was shown it keeps its hits, changed it begins anew', async () => {
    await setFaults({ kind: 'decline', count: 3 });
    await payOnce();
    const [{ hits: _hits, ...shown } = expect.fail()] = await faults();
    expect((await setFaults(shown)).faults).toMatchObject([{ count: 2, hits: 1 }]);
    expect((await setFaults({ ...shown, count: 9 })).faults).toMatchObject([{ count: 9, hits: 0 }]);
  });

  test('a bank that starts anew has none', async () => {
    await setFaults({ kind: 'decline' });
    await bank.reopen();
    expect(await faults()).toEqual([]);
  });
});

test('slow: the answer comes when the time has passed, and then the payment was made once', async () => {
  await setFaults({ kind: 'slow', latencyMs: 5_000 });
  let isAnswered = false;
  const answer = payOnce().finally(() => {
    isAnswered = true;
  });
  while (timers.waiting === 0) await new Promise(setImmediate);
  expect(isAnswered).toBe(false);
  timers.pass(5_000);
  expect(await answer).toMatchObject({ code: '00' });
});

test('drop-reply: the money moved, the answer is lost, the status tells', async () => {
  await setFaults({ kind: 'drop-reply', count: 1 });
  const order = orderFor(bank.core, session, { payee: payee.vpa });
  const params = await submissionFor(payer, order);
  await expect(bank.core.submitPayment(params, '', session.id)).rejects.toThrow(NoAnswer);
  const { txnId } = order;
  const own = bank.core.session(session.id) ?? expect.fail();
  expect(await bank.core.sealedCall(own, 'payment.status', { txnId })).toMatchObject({
    status: 'SUCCESS',
    code: '00',
  });
  expect(await bank.core.submitPayment(params, '', session.id)).toMatchObject({ code: '00' });
  expect((await balances())[payer.uid]).toBe(998_000);
});

test('clock-skew: the bank lives in another minute, and the ledger never runs backwards', async () => {
  const trueMs = bank.clock.nowMs();
  await setFaults({ kind: 'clock-skew', skewMs: 600_000 });
  await expect(payOnce()).rejects.toMatchObject({ data: { responseCode: 'U70' } });
  bank.core.session(session.id)?.renewNonce();
  expect((await payOnce()).timeMs).toBe(trueMs + 600_000);
  await setFaults({ kind: 'clock-skew', skewMs: -600_000 });
  expect((await payOnce()).timeMs).toBe(trueMs + 600_000);
  await setFaults();
  expect(await bank.core.verify()).toMatchObject({ isSound: true });
});

test.each<[string, object]>([
  ['a code of another kind', { kind: 'decline', code: 'HS' }],
  ['a latency that nothing uses', { kind: 'decline', latencyMs: 5 }],
  ['slow without a latency', { kind: 'slow' }],
  ['slow for ever', { kind: 'slow', latencyMs: 60_001 }],
  ['a clock of one account', { kind: 'clock-skew', skewMs: 5, scope: 'U000000001' }],
  ['a clock a day away', { kind: 'clock-skew', skewMs: 86_400_000 }],
  ['no share at all', { kind: 'decline', sharePercent: 0 }],
  ['a scope that is no account', { kind: 'decline', scope: 'everyone' }],
  ['an unknown kind', { kind: 'fire' }],
])('%s is refused', (_name, fields) => {
  const { params } = faultMethods['admin.setFaults'];
  const fault = { id: 'one', scope: 'global', ...fields };
  expect(params.safeParse({ faults: [fault] }).success).toBe(false);
});

test('an id that is used twice is refused, and so are more than 32', () => {
  const { params } = faultMethods['admin.setFaults'];
  const one = { id: 'one', scope: 'global', kind: 'risk' };
  expect(params.safeParse({ faults: [one, one] }).success).toBe(false);
  const many = Array.from({ length: 33 }, (_, index) => ({ ...one, id: `id-${index}` }));
  expect(params.safeParse({ faults: many }).success).toBe(false);
});
