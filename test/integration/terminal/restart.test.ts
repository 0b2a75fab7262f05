import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TextTransport } from '#shared/json-rpc-peer.ts';
import { RPC_ERROR, RpcError } from '#shared/protocol/json-rpc.ts';
import { type Bench, openBench, PIN, sheetFor, until } from './bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

test('the bank restarts while a charge is on screen: it is still there and gets paid', async () => {
  const terminal = await bench.addTerminal();
  const { phone } = await bench.addUser();
  const { charge } = await terminal.charge('2000');
  await bench.stopBank();
  await until(() => terminal.state().bank !== 'online');
  await expect(terminal.cancel()).rejects.toMatchObject({ code: RPC_ERROR.unreachable });
  expect(await phone.prepare(charge?.link ?? '')).toMatchObject({
    ok: false,
    failure: { kind: 'unreachable' },
  });
  await bench.timers.advance(250);
  await until(() => terminal.state().bank === 'unreachable');

  await bench.startBank();
  await bench.timers.advance(10_000);
  await until(() => terminal.state().bank === 'online');
  expect(terminal.state().charge?.order.state).toBe('active');
  const payment = await sheetFor(phone, charge?.link ?? '');
  const outcome = await phone.pay({ payment, amountPaise: 2_000, pin: PIN });
  expect(outcome).toMatchObject({ kind: 'paid' });
  await until(() => terminal.state().charge?.order.state === 'paid');
  expect(terminal.state().balancePaise).toBe('2000');
});

test('paid while the machine could not hear it: it reads so when it is back', async () => {
  const lines: TextTransport[] = [];
  let isCut = false;
  const terminal = await bench.addTerminal(
    { name: 'Deaf Stall' },
    {
      connectBank: async () => {
        if (isCut) throw new RpcError(RPC_ERROR.unreachable, 'cut');
        const line = await bench.connect(bench.bankPort);
        lines.push(line);
        return line;
      },
    },
  );
  const { phone } = await bench.addUser();
  const { charge } = await terminal.charge('3000');
  // A printed copy of the code, without the port: the payment goes to the bank itself.
  const { reference } = charge?.order ?? {};
  const direct = `upi://pay?pa=${terminal.identity.vpa}&am=30.00&tr=${reference}`;
  const payment = await sheetFor(phone, direct);
  expect(payment).toMatchObject({ route: { kind: 'bank' }, order: { reference } });
  isCut = true;
  for (const line of lines) line.close();
  await until(() => terminal.state().bank !== 'online');
  const outcome = await phone.pay({ payment, amountPaise: 3_000, pin: PIN });
  expect(outcome).toMatchObject({ kind: 'paid' });
  expect(terminal.state().charge?.order.state).not.toBe('paid');

  isCut = false;
  await bench.timers.advance(10_000);
  // The charge and the day's total are two questions, answered in either order.
  await until(() => terminal.state().charge?.order.state === 'paid');
  await until(() => terminal.state().dayCount === 1);
  expect(terminal.state()).toMatchObject({ balancePaise: '3000', bank: 'online' });
});

test('a charge that ended while the bank was away is shown as expired when it is back', async () => {
  const terminal = await bench.addTerminal({ name: 'Slow Stall' });
  await terminal.charge('100');
  await bench.stopBank();
  await until(() => terminal.state().bank !== 'online');
  await bench.timers.advance(400_000);
  expect(terminal.state().charge?.order.state).toBe('active');
  await bench.startBank();
  await bench.timers.advance(10_000);
  await until(() => terminal.state().charge?.order.state === 'expired');
  expect(terminal.dismiss().charge).toBeUndefined();
});

test('a machine that is started again has the same ids, sticker and history', async () => {
  const terminal = await bench.addTerminal({ name: 'Morning Stall' });
  const { phone } = await bench.addUser();
  const sticker = terminal.state().staticLink;
  const payment = await sheetFor(phone, sticker);
  await phone.pay({ payment, amountPaise: 1_200, pin: PIN });
  await until(() => terminal.state().dayCount === 1);
  await terminal.close();
  const again = await bench.restartTerminal(terminal.identity);
  expect(again.state()).toMatchObject({
    vmid: terminal.identity.vmid,
    balancePaise: '1200',
    dayTotalPaise: '1200',
    dayCount: 1,
  });
  const repeated = await sheetFor(phone, sticker);
  expect(repeated.trust).toBe('verified');
  expect(await phone.pay({ payment: repeated, amountPaise: 100, pin: PIN })).toMatchObject({
    kind: 'paid',
  });
});

test('a phone notices that its session ended with the bank and opens another', async () => {
  const { phone } = await bench.addUser();
  expect(await phone.history()).toMatchObject({ ok: true });
  await bench.stopBank();
  await bench.startBank();
  expect(await phone.history()).toMatchObject({ ok: true });
});
