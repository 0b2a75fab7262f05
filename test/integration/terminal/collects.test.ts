import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PhoneClient } from '#shared/device/phone-client.ts';
import type { CollectRequest } from '#shared/protocol/collects.ts';
import { type Bench, balanceOf, openBench, PIN, until, vpaOf } from './bench.ts';

/** Collect requests between two phones over real sockets, pushes included. */
let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

function hearing(phone: PhoneClient): CollectRequest[] {
  const heard: CollectRequest[] = [];
  phone.onEvent((event) => {
    if (event.kind === 'collect') heard.push(event.request);
  });
  return heard;
}

async function twoPhones() {
  const [asha, ravi] = [await bench.addUser('Asha'), await bench.addUser('Ravi')];
  const [toAsha, toRavi] = [hearing(asha.phone), hearing(ravi.phone)];
  await asha.phone.openSession();
  await ravi.phone.openSession();
  const ask = async () => {
    const asked = await ravi.phone.createCollect({
      payer: await vpaOf(asha.phone),
      amountPaise: 4_500,
      note: 'half the taxi',
      expirySeconds: 60,
    });
    return asked.ok ? asked.value : expect.fail(asked.failure.detail);
  };
  return { asha: asha.phone, ravi: ravi.phone, toAsha, toRavi, ask };
}

test('a request comes by push, is approved with the PIN, and the requester hears that it is paid', async () => {
  const { asha, ravi, toAsha, toRavi, ask } = await twoPhones();
  const { reference } = await ask();
  await until(() => toAsha.length > 0);
  expect(toAsha[0]).toMatchObject({ reference, direction: 'incoming', state: 'pending' });
  const prepared = await asha.prepareCollect(reference);
  const payment = prepared.ok ? prepared.value : expect.fail(prepared.failure.detail);
  expect(payment).toMatchObject({
    payeeName: 'Ravi',
    amount: { kind: 'locked', amountPaise: 4_500 },
    note: 'half the taxi',
    collect: { reference },
  });
  expect(await asha.pay({ payment, amountPaise: 4_499, pin: PIN })).toMatchObject({
    kind: 'failed',
    failure: { kind: 'invalid' },
  });
  const paid = await asha.pay({ payment, amountPaise: 4_500, pin: PIN });
  expect(paid).toMatchObject({ kind: 'paid', result: { code: '00', reference } });
  await until(() => toRavi.some(({ state }) => state === 'paid'));
  expect(await balanceOf(ravi)).toBe(104_500);
  // The sheet is still open on the phone, and the button is pressed again.
  expect(await asha.pay({ payment, amountPaise: 4_500, pin: PIN })).toMatchObject({
    kind: 'declined',
    result: { code: 'U10' },
  });
  expect(await balanceOf(asha)).toBe(95_500);
  expect(await asha.prepareCollect(reference)).toMatchObject({
    ok: false,
    failure: { code: 'U10' },
  });
  expect(await ravi.prepareCollect(reference)).toMatchObject({
    ok: false,
    failure: { code: 'U96' },
  });
});

test('declined and blocked: the requester hears of it and can ask no more until unblocked', async () => {
  const { asha, ravi, toRavi, ask } = await twoPhones();
  const { reference } = await ask();
  expect(await asha.declineCollect(reference, true)).toMatchObject({
    ok: true,
    value: { state: 'declined', code: 'ZA' },
  });
  await until(() => toRavi.some(({ state }) => state === 'declined'));
  const again = { payer: await vpaOf(asha), amountPaise: 1 };
  expect(await ravi.createCollect(again)).toMatchObject({ ok: false, failure: { code: 'TM' } });
  const vpa = await vpaOf(ravi);
  expect(await asha.blockedUpiIds()).toMatchObject({ ok: true, value: [{ vpa }] });
  expect(await asha.unblockUpiId(vpa)).toMatchObject({ ok: true });
  expect(await ravi.createCollect(again)).toMatchObject({ ok: true });
  expect(await asha.blockUpiId(vpa)).toMatchObject({ ok: true, value: { name: 'Ravi' } });
  const list = await asha.listCollects({ direction: 'incoming' });
  expect(list.ok && list.value.rows.map(({ code }) => code)).toEqual(['TM', 'ZA']);
});

test('runs out: nobody can approve it, and the phone says so', async () => {
  const { asha, ravi, ask } = await twoPhones();
  const { reference } = await ask();
  const prepared = await asha.prepareCollect(reference);
  const payment = prepared.ok ? prepared.value : expect.fail(prepared.failure.detail);
  await bench.timers.advance(60_000);
  expect(await asha.pay({ payment, amountPaise: 4_500, pin: PIN })).toMatchObject({
    kind: 'declined',
    result: { code: 'U69' },
  });
  expect(await asha.prepareCollect(reference)).toMatchObject({
    ok: false,
    failure: { code: 'U69' },
  });
  const list = await ravi.listCollects({ direction: 'outgoing', isOpen: true });
  expect(list).toMatchObject({ ok: true, value: { rows: [] } });
});

test('taken back by the requester; the payer hears of it', async () => {
  const { asha, ravi, toAsha, ask } = await twoPhones();
  const { reference } = await ask();
  expect(await ravi.cancelCollect(reference)).toMatchObject({
    ok: true,
    value: { state: 'cancelled' },
  });
  await until(() => toAsha.some(({ state }) => state === 'cancelled'));
  expect(await asha.declineCollect(reference)).toMatchObject({
    ok: false,
    failure: { code: 'U10' },
  });
});

test.each([
  [{ payer: 'not a payer', amountPaise: 1 }],
  [{ payer: '9999999999', amountPaise: 0 }],
  [{ payer: '9999999999', amountPaise: 1.5 }],
  [{ payer: '9999999999', amountPaise: 1, expirySeconds: 59 }],
  [{ payer: '9999999999', amountPaise: 1, note: 'x'.repeat(51) }],
])('what cannot be asked is refused: %j', async (ask) => {
  const { phone } = await bench.addUser('Meera');
  expect(await phone.createCollect(ask)).toMatchObject({ ok: false, failure: { kind: 'invalid' } });
});
