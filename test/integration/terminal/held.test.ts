import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { FaultKind } from '#shared/faults.ts';
import type { PhoneEvent } from '#shared/protocol/sealed-methods.ts';
import type { Terminal } from '#terminal/terminal.ts';
import {
  type Bench,
  balanceOf,
  openBench,
  type PhoneBench,
  PIN,
  sheetFor,
  until,
} from './bench.ts';

/** Phone and machine beside payments that wait, over real sockets. */
let bench: Bench;
let terminal: Terminal;
let user: PhoneBench;
beforeAll(async () => {
  bench = await openBench();
  terminal = await bench.addTerminal();
});
beforeEach(async () => {
  user = await bench.addUser();
});
afterAll(() => bench.close());

const setFault = (kind: FaultKind) =>
  bench.core().adminCall('admin.setFaults', {
    faults: [{ id: 'one', scope: 'global', sharePercent: 100, count: 1, kind }],
  });

async function payCharge() {
  const { charge } = await terminal.charge('2000');
  const payment = await sheetFor(user.phone, charge?.link ?? '');
  return { payment, outcome: await user.phone.pay({ payment, amountPaise: 2_000, pin: PIN }) };
}

const orderState = () => terminal.state().charge?.order.state;
const endOf = (events: readonly PhoneEvent[]) =>
  events.find((event) => event.kind === 'resolved')?.result;

const CASES = [
  ['pending', 'PENDING', '01', 20, 'SUCCESS', '00'],
  ['deemed', 'DEEMED', 'RB', 60, 'SUCCESS', '00'],
  ['credit-timeout', 'PENDING', '01', 10, 'REVERSED', 'U68'],
  ['reversal-timeout', 'PENDING', 'RR', 60, 'REVERSED', 'U34'],
] as const;

test.each(CASES)(
  '%s: the phone keeps the id, the POS waits, both hear of the end',
  async (kind, status, code, seconds, endStatus, endCode) => {
    const events: PhoneEvent[] = [];
    user.phone.onEvent((event) => events.push(event));
    const { dayCount } = terminal.state();
    await setFault(kind);
    const { outcome } = await payCharge();
    expect(outcome).toMatchObject({ kind: 'pending', result: { status, code } });
    const txnId = 'txnId' in outcome ? outcome.txnId : '';
    await until(() => orderState() === 'pending');
    expect(terminal.state().last[0]).toMatchObject({ txnId, status, code });
    expect(await user.phone.pending()).toMatchObject({ value: [{ txnId }] });
    expect(await user.phone.resolvePending()).toMatchObject({ value: [{ kind: 'pending' }] });
    // The machine is free for the next customer meanwhile.
    await terminal.dismiss();
    expect(terminal.state().charge).toBeUndefined();

    await bench.timers.advance(seconds * 1_000);
    await until(() => endOf(events) !== undefined);
    expect(endOf(events)).toMatchObject({ txnId, status: endStatus, code: endCode });
    const isPaid = endStatus === 'SUCCESS';
    await until(() => terminal.state().last[0]?.status === endStatus);
    expect(terminal.state().dayCount - dayCount).toBe(isPaid ? 1 : 0);
    await until(async () => {
      const kept = await user.phone.pending();
      return kept.ok && kept.value.length === 0;
    });
    expect(await balanceOf(user.phone)).toBe(isPaid ? 98_000 : 100_000);
    expect((await user.phone.receipt(txnId)).ok).toBe(isPaid);
  },
);

test('a charge whose payment came back is shown again and can be paid', async () => {
  await setFault('credit-timeout');
  const { payment } = await payCharge();
  await until(() => orderState() === 'pending');
  await bench.timers.advance(10_000);
  await until(() => orderState() === 'active');
  expect(terminal.state().charge?.order.lastCode).toBe('U68');
  const again = await user.phone.pay({ payment, amountPaise: 2_000, pin: PIN });
  expect(again.kind).toBe('paid');
  await until(() => orderState() === 'paid');
  await terminal.dismiss();
});

test('an answer that got lost is found by asking, and nothing is paid twice', async () => {
  await setFault('drop-reply');
  const { charge } = await terminal.charge('2000');
  const payment = await sheetFor(user.phone, charge?.link ?? '');
  const outcome = user.phone.pay({ payment, amountPaise: 2_000, pin: PIN });
  // The machine hears of the money; the phone's call is never answered.
  await until(() => orderState() === 'paid');
  const { txnId } = terminal.state().last[0] ?? expect.fail();
  expect(await user.phone.pending()).toMatchObject({ value: [{ txnId }] });
  expect(await user.phone.resolvePending()).toMatchObject({ value: [{ kind: 'paid' }] });
  user.phone.close();
  await outcome;
  expect(terminal.state().last.filter((row) => row.txnId === txnId)).toHaveLength(1);
});
