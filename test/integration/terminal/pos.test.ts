import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRpcCaller, type RpcCaller } from '#shared/json-rpc-peer.ts';
import { RPC_ERROR } from '#shared/protocol/json-rpc.ts';
import { type PosState, posMethods, posState } from '#shared/protocol/terminal-methods.ts';
import { createTerminal, type Terminal } from '#terminal/terminal.ts';
import { connectWebSocket } from '#wire/client.ts';
import { type Bench, openBench, PASSWORD, PIN, sheetFor, until } from './bench.ts';

const TOKEN = 'the-token-of-this-pos-window';
let bench: Bench;
let terminal: Terminal;
beforeAll(async () => {
  bench = await openBench();
  const first = await bench.addTerminal();
  await first.close();
  const { identity } = first;
  terminal = await createTerminal({
    ...bench.wiring.base,
    identity,
    posToken: TOKEN,
    listen: (handler) => bench.wiring.listen(identity.port, handler),
  });
  await until(() => terminal.state().balancePaise !== undefined);
});
afterAll(async () => {
  await terminal.close();
  await bench.close();
});

interface Window {
  readonly caller: RpcCaller;
  readonly states: PosState[];
  readonly ended: string[];
}

async function openLine(): Promise<Window> {
  const states: PosState[] = [];
  const ended: string[] = [];
  const caller = createRpcCaller(await bench.connect(terminal.port), {
    onNotification: (method, params) => {
      if (method === 'pos.state') states.push(posState.parse(params));
    },
    onClose: (reason) => ended.push(reason),
  });
  return { caller, states, ended };
}

async function openWindow(): Promise<Window> {
  const line = await openLine();
  await line.caller.call(posMethods, 'pos.open', { posToken: TOKEN });
  return line;
}

describe('the POS window', () => {
  test('charges, sees the customer come and pay, and goes back to idle', async () => {
    const window = await openWindow();
    const { phone } = await bench.addUser();
    const { charge } = await window.caller.call(posMethods, 'pos.charge', {
      amountPaise: '2000',
      note: 'chai',
    });
    expect(charge?.order).toMatchObject({ state: 'active', amountPaise: '2000', note: 'chai' });
    const payment = await sheetFor(phone, charge?.link ?? '');
    expect(await phone.pay({ payment, amountPaise: 2_000, pin: PIN })).toMatchObject({
      kind: 'paid',
    });
    await until(async () => {
      await bench.timers.advance(40);
      return window.states.at(-1)?.charge?.order.state === 'paid';
    });
    expect(window.states.at(-1)).toMatchObject({ dayCount: 1, dayTotalPaise: '2000' });
    const idle = await window.caller.call(posMethods, 'pos.dismiss', {});
    expect(idle.charge).toBeUndefined();
    window.caller.close();
  });

  test('two windows of one POS see the same', async () => {
    const [one, two] = [await openWindow(), await openWindow()];
    await one.caller.call(posMethods, 'pos.charge', { amountPaise: '500' });
    await until(async () => {
      await bench.timers.advance(40);
      return two.states.at(-1)?.charge?.order.amountPaise === '500';
    });
    await expect(
      two.caller.call(posMethods, 'pos.charge', { amountPaise: '700' }),
    ).rejects.toMatchObject({ data: { responseCode: 'U10' } });
    await expect(two.caller.call(posMethods, 'pos.dismiss', {})).rejects.toMatchObject({
      data: { responseCode: 'U10' },
    });
    const cancelled = await two.caller.call(posMethods, 'pos.cancel', {});
    expect(cancelled.charge?.order.state).toBe('cancelled');
    await two.caller.call(posMethods, 'pos.dismiss', {});
    one.caller.close();
    two.caller.close();
  });

  test('a refund needs the password, and is paid out once', async () => {
    const window = await openWindow();
    const { phone } = await bench.addUser();
    const payment = await sheetFor(phone, terminal.state().staticLink);
    const paid = await phone.pay({ payment, amountPaise: 900, pin: PIN });
    const txnId = paid.kind === 'paid' ? paid.result.txnId : '';
    const refund = (password: string | undefined) =>
      window.caller.callRaw('pos.refund', {
        txnId,
        amountPaise: '900',
        ...(password === undefined ? {} : { password }),
      });
    await expect(refund(undefined)).rejects.toMatchObject({ code: RPC_ERROR.invalidParams });
    await expect(refund('')).rejects.toMatchObject({ code: RPC_ERROR.invalidParams });
    await expect(refund('not-the-password')).rejects.toThrow();
    expect(await refund(PASSWORD)).toMatchObject({ status: 'SUCCESS', amountPaise: '900' });
    await expect(refund(PASSWORD)).rejects.toThrow();
    window.caller.close();
  });

  test('speaks WebSocket as well', async () => {
    const caller = createRpcCaller(
      await connectWebSocket({
        url: `wss://127.0.0.1:${terminal.port}/`,
        caPem: bench.caPem,
      }),
    );
    const info = await caller.call(posMethods, 'terminal.info', {});
    expect(info).toMatchObject({ vmid: terminal.identity.vmid, port: terminal.port });
    caller.close();
  });
});

describe('everybody else', () => {
  test('may not touch the POS', async () => {
    const { caller } = await openLine();
    for (const method of ['pos.charge', 'pos.cancel', 'pos.dismiss', 'pos.refund']) {
      await expect(caller.callRaw(method, { amountPaise: '1' })).rejects.toMatchObject({
        code: RPC_ERROR.forbidden,
      });
    }
    caller.close();
  });

  test("may not use the terminal's own standing at the bank", async () => {
    const { caller } = await openLine();
    for (const method of [
      'order.create',
      'order.cancel',
      'order.get',
      'merchant.summary',
      'merchant.refund',
      'terminal.open',
      'admin.open',
      'user.register',
      'payment.submit',
      'directory.lookup',
      'toString',
      '__proto__',
    ]) {
      await expect(caller.callRaw(method, {})).rejects.toMatchObject({
        code: RPC_ERROR.methodNotFound,
      });
    }
    caller.close();
  });

  test('gets five guesses at the token on one line', async () => {
    const line = await openLine();
    const guesses = ['x'.repeat(16), `${TOKEN}x`, TOKEN.slice(1).padEnd(16, '-'), 'y'.repeat(128)];
    for (const posToken of guesses) {
      await expect(line.caller.call(posMethods, 'pos.open', { posToken })).rejects.toMatchObject({
        code: RPC_ERROR.forbidden,
      });
    }
    await expect(
      line.caller.call(posMethods, 'pos.open', { posToken: 'z'.repeat(28) }),
    ).rejects.toThrow();
    await until(() => line.ended.length > 0);
  });

  test.each([
    ['no token', 'pos.open', {}],
    ['a token that is too short', 'pos.open', { posToken: 'short' }],
    ['a token that is no text', 'pos.open', { posToken: ['a'] }],
    ['a field too many', 'terminal.info', { extra: 1 }],
  ])('%s is told which field is wrong', async (_case, method, params) => {
    const { caller } = await openLine();
    await expect(caller.callRaw(method, params)).rejects.toMatchObject({
      code: RPC_ERROR.invalidParams,
    });
    caller.close();
  });

  test.each(['0', '-1', '1.5', '9007199254740993', 'twenty', '', '1e3', '0x10', ' 5'])(
    'the window cannot charge %j',
    async (amountPaise) => {
      const window = await openWindow();
      await expect(window.caller.callRaw('pos.charge', { amountPaise })).rejects.toMatchObject({
        code: RPC_ERROR.invalidParams,
      });
      window.caller.close();
    },
  );

  test('at most eight windows show one POS', async () => {
    const windows: Window[] = [];
    for (let count = 0; count < 8; count++) windows.push(await openWindow());
    await expect(openWindow()).rejects.toMatchObject({ code: RPC_ERROR.throttled });
    for (const { caller } of windows) caller.close();
    await until(async () => {
      const window = await openWindow().catch(() => undefined);
      window?.caller.close();
      return window !== undefined;
    });
  });
});
