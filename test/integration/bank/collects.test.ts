import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { referenceFrom } from '#shared/ids.ts';
import type { CollectRequest } from '#shared/protocol/collects.ts';
import type { BankSettings } from '#shared/settings.ts';
import { faultyStore } from '../../support/bank/faulty-store.ts';
import { openTestBank, type TestBank } from '../../support/bank/test-bank.ts';
import { registerTestMerchant } from '../../support/bank/test-merchant.ts';
import {
  openPhoneSession,
  orderFor,
  type PhoneSession,
  pay,
  registerPhone,
  submissionFor,
  wrongPinKeys,
} from '../../support/bank/test-phone.ts';
import { testTimers } from '../../support/bank/test-timers.ts';

let bank: TestBank;
let payer: PhoneSession;
let requester: PhoneSession;
beforeEach(async () => {
  bank = await openTestBank();
  payer = openPhoneSession(bank.core, await registerPhone(bank.core));
  requester = openPhoneSession(bank.core, await registerPhone(bank.core, { name: 'Ravi' }));
  bank.events.length = 0;
});
afterEach(async () => {
  expect(await bank.core.verify()).toMatchObject({ isSound: true, sumPaise: '0' });
  await bank.remove();
});

const isRefused = (responseCode: string) => ({ data: { responseCode } });
const newReference = (): string => referenceFrom('CR', new Uint8Array(randomBytes(16)));
const call: TestBank['core']['sealedCall'] = (session, method, params) =>
  bank.core.sealedCall(session, method, params);
const live = ({ id }: PhoneSession) => bank.core.session(id) ?? expect.fail('session ended');

interface Ask {
  readonly reference?: string;
  readonly amountPaise?: string;
  readonly expirySeconds?: number;
  readonly by?: PhoneSession;
  readonly from?: PhoneSession;
}
const ask = ({ reference = newReference(), by = requester, from = payer, ...rest }: Ask = {}) =>
  call(live(by), 'collect.create', {
    reference,
    payer: { vpa: from.phone.vpa },
    amountPaise: '2000',
    note: 'chai',
    ...rest,
  });
const get = ({ reference }: { reference: string }, by = requester) =>
  call(live(by), 'collect.get', { reference });
const approve = (
  { reference, requester: payee, amountPaise }: CollectRequest,
  changes: Partial<Parameters<typeof orderFor>[2]> = {},
  by = payer,
) => pay(bank.core, by, { payee, amountPaise, reference, type: 'COLLECT', ...changes });
const decline = ({ reference }: CollectRequest, shouldBlock = false, by = payer) =>
  call(live(by), 'collect.decline', { reference, shouldBlock });
const cancel = ({ reference }: CollectRequest, by = requester) =>
  call(live(by), 'collect.cancel', { reference });
async function set(changes: Partial<BankSettings>) {
  const settings = await bank.core.adminCall('admin.settings.get', {});
  await bank.core.adminCall('admin.settings.set', { ...settings, ...changes });
}
const heard = (uid: string) =>
  bank.events.flatMap((event) =>
    event.to === 'phone' && event.uid === uid && event.event.kind === 'collect'
      ? [`${event.event.request.direction} ${event.event.request.state}`]
      : [],
  );
async function reopen(changes: Parameters<TestBank['reopen']>[0] = {}) {
  await bank.reopen(changes);
  payer = openPhoneSession(bank.core, payer.phone);
  requester = openPhoneSession(bank.core, requester.phone);
}

test('asked, approved, paid: the money moves once and both sides hear of it', async () => {
  const request = await ask();
  expect(request).toMatchObject({ direction: 'outgoing', state: 'pending', payerName: 'Asha' });
  expect(await get(request, payer)).toMatchObject({ direction: 'incoming', requesterName: 'Ravi' });
  const result = await approve(request);
  expect(result).toMatchObject({ code: '00', reference: request.reference });
  const { txnId, rrn, ledger } = result;
  expect(await get(request)).toMatchObject({ state: 'paid', code: '00', txnId, rrn, ledger });
  expect(heard(payer.phone.uid)).toEqual(['incoming pending', 'incoming paid']);
  expect(heard(requester.phone.uid)).toEqual(['outgoing pending', 'outgoing paid']);
});

test('is found by mobile number as well', async () => {
  const { mobile } = payer.phone;
  const params = { reference: newReference(), payer: { mobile }, amountPaise: '1', note: '' };
  expect(await call(live(requester), 'collect.create', params)).toMatchObject({
    payer: payer.phone.vpa,
  });
  await expect(
    call(live(requester), 'collect.create', { ...params, payer: { mobile: '6000000001' } }),
  ).rejects.toMatchObject(isRefused('ZH'));
});

test('the same reference asks once; for another request it is refused', async () => {
  const request = await ask();
  expect(await ask({ reference: request.reference })).toEqual(request);
  await expect(ask({ reference: request.reference, amountPaise: '2001' })).rejects.toMatchObject(
    isRefused('U01'),
  );
  await expect(
    ask({ reference: request.reference, by: payer, from: requester }),
  ).rejects.toMatchObject(isRefused('U01'));
  await decline(request);
  await reopen();
  expect(await ask({ reference: request.reference })).toMatchObject({ state: 'declined' });
});

describe('an approval', () => {
  test('happens once, whatever ids are used, also at the same moment', async () => {
    const request = await ask();
    const second = openPhoneSession(bank.core, payer.phone);
    const both = await Promise.all([approve(request), approve(request, {}, second)]);
    expect(both.map(({ code }) => code).toSorted()).toEqual(['00', 'U10']);
    expect(await approve(request)).toMatchObject({ code: 'U10', status: 'FAILURE' });
    await reopen();
    expect(await approve(request)).toMatchObject({ code: 'U10' });
  });

  test.each([
    ['another amount', { amountPaise: '1999' }, 'U12'],
    ['an unknown reference', { reference: 'CR0000000000000000' }, 'U10'],
  ])('of %s moves nothing and leaves the request open', async (_what, changes, code) => {
    const request = await ask();
    expect(await approve(request, changes)).toMatchObject({ code, status: 'FAILURE' });
    expect(await get(request)).toMatchObject({ state: 'pending' });
    expect(await approve(request)).toMatchObject({ code: '00' });
  });

  test('by somebody else, or to somebody else, is none', async () => {
    const other = openPhoneSession(bank.core, await registerPhone(bank.core, { name: 'Meera' }));
    const request = await ask();
    expect(await approve(request, {}, other)).toMatchObject({ code: 'U10' });
    expect(await approve(request, { payee: other.phone.vpa })).toMatchObject({ code: 'U10' });
    expect(await get(request)).toMatchObject({ state: 'pending' });
  });

  test('with a wrong PIN leaves it open with what went wrong', async () => {
    const request = await ask();
    const fields = { payee: requester.phone.vpa, reference: request.reference };
    const order = orderFor(bank.core, payer, { ...fields, type: 'COLLECT' });
    const wrong = await submissionFor(payer.phone, order, await wrongPinKeys(payer.phone));
    expect(await bank.core.submitPayment(wrong, '', payer.id)).toMatchObject({ code: 'ZM' });
    expect(await get(request)).toMatchObject({ state: 'pending', code: 'ZM' });
    expect(await approve(request)).toMatchObject({ code: '00' });
  });

  test('is a type of its own: a plain payment with the reference settles nothing', async () => {
    const request = await ask();
    expect(await approve(request, { type: 'PAY' })).toMatchObject({ code: '00' });
    expect(await get(request)).toMatchObject({ state: 'pending' });
  });

  test('that could not be stored leaves everything as it was', async () => {
    const wrapped: ReturnType<typeof faultyStore>[] = [];
    await bank.remove();
    bank = await openTestBank({
      wrapStore: (store) => {
        wrapped.push(faultyStore(store));
        return wrapped.at(-1) ?? expect.fail();
      },
    });
    payer = openPhoneSession(bank.core, await registerPhone(bank.core));
    requester = openPhoneSession(bank.core, await registerPhone(bank.core, { name: 'Ravi' }));
    const faults = wrapped.at(-1)?.faults ?? expect.fail();
    faults.push('disk-full');
    const reference = newReference();
    await expect(ask({ reference })).rejects.toMatchObject(isRefused('XY'));
    await expect(get({ reference })).rejects.toMatchObject(isRefused('U10'));
    const request = await ask();
    expect(request.sequence).toBe(1);
    for (const act of [approve, decline]) {
      faults.push('disk-full');
      await expect(act(request)).rejects.toMatchObject(isRefused('XY'));
      expect(await get(request)).toMatchObject({ state: 'pending' });
    }
    faults.push('disk-full');
    await expect(decline(request, true)).rejects.toMatchObject(isRefused('XY'));
    expect(await call(live(payer), 'upiId.blocked', {})).toEqual({ rows: [] });
    expect(await approve(request)).toMatchObject({ code: '00' });
  });
});

describe('the other ends', () => {
  test('declined: ZA, for the approval too; declining again is fine', async () => {
    const request = await ask();
    expect(await decline(request)).toMatchObject({ state: 'declined', code: 'ZA' });
    expect(await decline(request)).toMatchObject({ state: 'declined' });
    expect(await approve(request)).toMatchObject({ code: 'ZA', status: 'FAILURE' });
    await expect(cancel(request)).rejects.toMatchObject(isRefused('U10'));
    expect(heard(requester.phone.uid)).toEqual(['outgoing pending', 'outgoing declined']);
  });

  test('cancelled by its requester alone', async () => {
    const request = await ask();
    await expect(cancel(request, payer)).rejects.toMatchObject(isRefused('U10'));
    await expect(decline(request, false, requester)).rejects.toMatchObject(isRefused('U10'));
    expect(await cancel(request)).toMatchObject({ state: 'cancelled' });
    expect(await cancel(request)).toMatchObject({ state: 'cancelled' });
    expect(await approve(request)).toMatchObject({ code: 'U10' });
    await expect(decline(request)).rejects.toMatchObject(isRefused('U10'));
    expect(heard(payer.phone.uid)).toEqual(['incoming pending', 'incoming cancelled']);
  });

  test('a paid one can be neither declined nor cancelled', async () => {
    const request = await ask();
    await approve(request);
    await expect(decline(request)).rejects.toMatchObject(isRefused('U10'));
    await expect(cancel(request)).rejects.toMatchObject(isRefused('U10'));
  });

  test('nobody else sees it', async () => {
    const other = openPhoneSession(bank.core, await registerPhone(bank.core, { name: 'Meera' }));
    const request = await ask();
    await expect(get(request, other)).rejects.toMatchObject(isRefused('U10'));
    await expect(decline(request, false, other)).rejects.toMatchObject(isRefused('U10'));
  });
});

describe('expiry', () => {
  test('on the bank clock, to the millisecond, and after a restart', async () => {
    const request = await ask({ expirySeconds: 60 });
    bank.clock.advance(59_999);
    expect(await get(request)).toMatchObject({ state: 'pending' });
    bank.clock.advance(1);
    expect(await get(request)).toMatchObject({ state: 'expired', code: 'U69' });
    expect(await approve(request)).toMatchObject({ code: 'U69', status: 'FAILURE' });
    await expect(decline(request)).rejects.toMatchObject(isRefused('U69'));
    await expect(cancel(request)).rejects.toMatchObject(isRefused('U69'));
    await reopen();
    expect(await approve(request)).toMatchObject({ code: 'U69' });
  });

  test('is told to both sides when it comes, and written down', async () => {
    const timers = testTimers(bank.clock);
    await reopen({ timers });
    const [late, early] = [await ask({ expirySeconds: 120 }), await ask({ expirySeconds: 60 })];
    bank.events.length = 0;
    timers.pass(60_000);
    expect(await get(early)).toMatchObject({ state: 'expired', endedMs: early.expiresMs });
    await expect.poll(() => heard(payer.phone.uid)).toEqual(['incoming expired']);
    expect(heard(requester.phone.uid)).toEqual(['outgoing expired']);
    await expect.poll(() => timers.waiting).toBe(1);
    // One that ran out while the bank was closed ends when it opens.
    await bank.core.close();
    bank.clock.advance(60_000);
    const opened = testTimers(bank.clock);
    await reopen({ timers: opened });
    opened.pass(0);
    await expect.poll(() => opened.waiting).toBe(0);
    const { rows } = await call(live(requester), 'collect.list', {
      direction: 'outgoing',
      isOpen: false,
      limit: 10,
    });
    expect(rows).toMatchObject([{ reference: early.reference }, { reference: late.reference }]);
    expect(rows.map(({ state }) => state)).toEqual(['expired', 'expired']);
  });

  test('takes the setting when the requester names no time', async () => {
    await set({ collectExpirySeconds: 600 });
    const { createdMs, expiresMs } = await ask();
    expect(expiresMs - createdMs).toBe(600_000);
  });
});

describe('who may ask whom', () => {
  test('not oneself, nobody unknown, no shop', async () => {
    const { vpa } = await registerTestMerchant(bank.core);
    await expect(ask({ from: requester })).rejects.toMatchObject(isRefused('U96'));
    const to = (other: string) =>
      call(live(requester), 'collect.create', {
        reference: newReference(),
        payer: { vpa: other },
        amountPaise: '1',
        note: '',
      });
    await expect(to('nobody@upisim')).rejects.toMatchObject(isRefused('ZH'));
    await expect(to(vpa)).rejects.toMatchObject(isRefused('U10'));
  });

  test.each([
    ['freeze', 'YF'],
    ['mark-dormant', 'ZY'],
  ] as const)('not after %s: %s', async (action, code) => {
    await bank.core.adminCall('admin.account', { id: requester.phone.uid, action });
    await expect(ask()).rejects.toMatchObject(isRefused(code));
  });

  test('above the cap of persons: U02, by one paisa', async () => {
    await set({ collectMaxPaise: 5_000 });
    expect(await ask({ amountPaise: '5000' })).toMatchObject({ state: 'pending' });
    await expect(ask({ amountPaise: '5001' })).rejects.toMatchObject(isRefused('U02'));
  });

  test('persons not at all when the bank no longer carries requests', async () => {
    await set({ isPersonCollectAllowed: false });
    await expect(ask()).rejects.toMatchObject(isRefused('U10'));
  });

  test('so many open ones: U80 for the next; ended ones make room', async () => {
    await set({ openCollectsPerPayer: 2, openCollectsPerRequester: 3 });
    const other = openPhoneSession(bank.core, await registerPhone(bank.core, { name: 'Meera' }));
    const third = openPhoneSession(bank.core, await registerPhone(bank.core, { name: 'Sita' }));
    const [first, second] = [await ask(), await ask()];
    await expect(ask()).rejects.toMatchObject(isRefused('U80'));
    await expect(ask({ by: other })).rejects.toMatchObject(isRefused('U80'));
    await ask({ from: other });
    await expect(ask({ from: third })).rejects.toMatchObject(isRefused('U80'));
    await decline(first);
    expect(await ask({ by: other })).toMatchObject({ state: 'pending' });
    await expect(ask()).rejects.toMatchObject(isRefused('U80'));
    await approve(second);
    await ask();
    bank.clock.advance(1_800_000);
    await ask();
  });

  test('so many in the whole bank', async () => {
    await reopen({ bounds: { openCollectsMax: 2 } });
    await ask();
    await ask();
    await expect(ask()).rejects.toMatchObject(isRefused('U80'));
  });
});

describe('shops', () => {
  const open = async (mcc: string) => {
    const shop = await registerTestMerchant(bank.core, { mcc });
    bank.core.setTerminalOnline(shop.vmid, true);
    const { vpa } = payer.phone;
    const params = { payer: { vpa }, amountPaise: '900000', note: 'bill' };
    const create = (reference = newReference()) =>
      bank.core.terminalCall(shop.vmid, 'collect.create', { reference, ...params });
    return { ...shop, create };
  };

  test('may not ask by default: U10; brokers and banks may', async () => {
    await expect((await open('5499')).create()).rejects.toMatchObject(isRefused('U10'));
    expect(await (await open('6211')).create()).toMatchObject({ requesterKind: 'merchant' });
  });

  test('ask, hear, list and cancel when the bank allows it', async () => {
    await set({ isMerchantCollectAllowed: true });
    const { vmid, mid, create } = await open('5499');
    const [first, second] = [await create(), await create()];
    expect(await approve(first)).toMatchObject({ code: '00' });
    const { reference } = second;
    await bank.core.terminalCall(vmid, 'collect.cancel', { reference });
    const list = (isOpen: boolean) =>
      bank.core.terminalCall(vmid, 'collect.list', { isOpen, limit: 10 });
    expect((await list(false)).rows.map(({ state }) => state)).toEqual(['cancelled', 'paid']);
    expect((await list(true)).rows).toEqual([]);
    const told = bank.events.flatMap((event) =>
      event.to === 'terminal' && event.event.kind === 'collect' ? [event.event.request.state] : [],
    );
    expect(told).toEqual(['pending', 'pending', 'paid', 'cancelled']);
    const { rows } = await bank.core.adminCall('admin.accounts', {
      limit: 1,
      offset: 0,
      search: mid,
    });
    expect(rows[0]?.balancePaise).toBe('900000');
  });
});

describe('blocked UPI IDs', () => {
  const block = ({ phone }: PhoneSession, by = payer) =>
    call(live(by), 'upiId.block', { vpa: phone.vpa });

  test('may neither ask (TM) nor pay (ZG); what they had asked ends; it lasts over a restart', async () => {
    const request = await ask();
    expect(await block(requester)).toMatchObject({ vpa: requester.phone.vpa, name: 'Ravi' });
    expect(await get(request)).toMatchObject({ state: 'declined', code: 'TM' });
    await reopen();
    await expect(ask()).rejects.toMatchObject(isRefused('TM'));
    const back = { payee: payer.phone.vpa, amountPaise: '100' };
    expect(await pay(bank.core, requester, back)).toMatchObject({ code: 'ZG', status: 'FAILURE' });
    const { rows } = await call(live(payer), 'upiId.blocked', {});
    expect(rows).toMatchObject([{ vpa: requester.phone.vpa }]);
    // The other way round nobody is blocked.
    expect(await pay(bank.core, payer, { payee: requester.phone.vpa })).toMatchObject({
      code: '00',
    });
    await call(live(payer), 'upiId.unblock', { vpa: requester.phone.vpa });
    expect(await pay(bank.core, requester, back)).toMatchObject({ code: '00' });
    expect(await call(live(payer), 'upiId.blocked', {})).toEqual({ rows: [] });
    await block(requester);
    await expect(ask()).rejects.toMatchObject(isRefused('TM'));
  });

  test('in one step with declining', async () => {
    const [first, second] = [await ask(), await ask()];
    expect(await decline(first, true)).toMatchObject({ state: 'declined', code: 'ZA' });
    expect(await get(second)).toMatchObject({ state: 'declined', code: 'TM' });
  });

  test('are bounded, and nobody blocks himself or nobody', async () => {
    await reopen({ bounds: { blockedUpiIdsMax: 1 } });
    const other = openPhoneSession(bank.core, await registerPhone(bank.core, { name: 'Meera' }));
    await block(requester);
    await block(requester);
    await expect(block(other)).rejects.toMatchObject(isRefused('U80'));
    await expect(block(payer)).rejects.toMatchObject(isRefused('U96'));
    await expect(call(live(payer), 'upiId.block', { vpa: 'nobody@upisim' })).rejects.toMatchObject(
      isRefused('ZH'),
    );
  });
});

test('lists are paged, newest first, and say which are open', async () => {
  await set({ openCollectsPerPayer: 100, openCollectsPerRequester: 100 });
  const made: CollectRequest[] = [];
  for (let each = 0; each < 5; each++) made.push(await ask({ amountPaise: String(each + 1) }));
  const [first, , third] = made;
  await decline(first ?? expect.fail());
  await approve(third ?? expect.fail());
  const list = (isOpen: boolean, limit: number, before?: number) =>
    call(live(payer), 'collect.list', {
      direction: 'incoming',
      isOpen,
      limit,
      ...(before === undefined ? {} : { before }),
    });
  const page = await list(false, 3);
  expect(page.hasMore).toBe(true);
  const rest = await list(false, 3, page.rows.at(-1)?.sequence);
  expect([...page.rows, ...rest.rows].map(({ amountPaise }) => amountPaise)).toEqual(
    made.map(({ amountPaise }) => amountPaise).toReversed(),
  );
  expect(rest.hasMore).toBe(false);
  const open = await list(true, 2);
  expect(open.rows.map(({ amountPaise }) => amountPaise)).toEqual(['5', '4']);
  expect(open.hasMore).toBe(true);
  expect((await list(true, 2, open.rows.at(-1)?.sequence)).rows).toMatchObject([
    { amountPaise: '2' },
  ]);
  expect(
    (await call(live(payer), 'collect.list', { direction: 'outgoing', isOpen: false, limit: 9 }))
      .rows,
  ).toEqual([]);
});
