import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PayOutcome } from '#shared/device/pending.ts';
import type { Connectors } from '#shared/device/phone-connections.ts';
import { createRpcCaller, type TextTransport } from '#shared/json-rpc-peer.ts';
import { RPC_ERROR, RpcError } from '#shared/protocol/json-rpc.ts';
import type { Terminal } from '#terminal/terminal.ts';
import {
  asTester,
  type Bench,
  balanceOf,
  openBench,
  type PhoneBench,
  PIN,
  sheetFor,
  until,
  vpaOf,
} from './bench.ts';

/** A relay between phone and terminal that does what its master likes with every message. */
interface Relay {
  /** From the phone; `next` passes something on to the terminal. */
  up(text: string, next: (text: string) => void, line: TextTransport): void;
  /** To the phone. */
  down(text: string, next: (text: string) => void, line: TextTransport): void;
}

const honest: Relay = { up: (text, next) => next(text), down: (text, next) => next(text) };

/** Lines of a relay look to the phone exactly like a line to the terminal. */
function throughRelay(real: TextTransport, relay: Relay): TextTransport {
  const line: TextTransport = {
    send: (text) => relay.up(text, (passed) => real.send(passed), line),
    close: () => real.close(),
    onText: () => undefined,
    onClose: () => undefined,
  };
  real.onText = (text) => relay.down(text, (passed) => line.onText(passed), line);
  real.onClose = (reason) => line.onClose(reason);
  return line;
}

const isCall = (text: string): boolean => text.includes('"session.call"');

let bench: Bench;
let terminal: Terminal;
beforeAll(async () => {
  bench = await openBench();
  terminal = await bench.addTerminal();
});
afterAll(() => bench.close());

/** A phone whose way to every terminal leads through the relay; it opens its session honestly. */
async function phoneBehind(relay: Partial<Relay>, connectBank?: Connectors['connectBank']) {
  return bench.addUser('Ravi Kumar', {
    timeoutMs: 2_000,
    ...(connectBank ? { connectBank } : {}),
    connectTerminal: async ({ port }, options) =>
      createRpcCaller(throughRelay(await bench.connect(port), { ...honest, ...relay }), options),
  });
}

async function pay({ phone }: PhoneBench, amountPaise = 2_000): Promise<PayOutcome> {
  const code = `${terminal.identity.vmid}:${terminal.port}`;
  return phone.pay({ payment: await sheetFor(phone, code), amountPaise, pin: PIN });
}

/** How often the shop was paid by this phone, as the bank's own history tells. */
async function paymentsOf({ phone }: PhoneBench): Promise<number> {
  const history = await phone.history();
  if (!history.ok) throw new Error(history.failure.detail);
  return history.value.rows.filter((row) => row.type === 'payment' && row.code === '00').length;
}

async function expectPaidOnce(user: PhoneBench, outcome: PayOutcome): Promise<void> {
  expect(outcome).toMatchObject({ kind: 'paid' });
  expect(await paymentsOf(user)).toBe(1);
  expect(await balanceOf(user.phone)).toBe(98_000);
  expect(await user.store.loadPending()).toEqual([]);
}

const withBox = (text: string, edit: (box: string) => string): string =>
  text.replace(/"box":"([^"]*)"/, (_all, box: string) => `"box":"${edit(box)}"`);
const flipFirst = (box: string): string => `${box.startsWith('A') ? 'B' : 'A'}${box.slice(1)}`;
const flipLast = (box: string): string =>
  `${box.slice(0, -3)}${box.at(-3) === 'A' ? 'B' : 'A'}${box.slice(-2)}`;

describe('one payment, whatever the relay does', () => {
  const cases: [string, () => Partial<Relay>][] = [
    ['edits the sealed request', () => ({ up: (text, next) => next(withBox(text, flipFirst)) })],
    ['edits the tag of the request', () => ({ up: (text, next) => next(withBox(text, flipLast)) })],
    [
      'cuts the request short',
      () => ({ up: (text, next) => next(withBox(text, (box) => box.slice(0, 40))) }),
    ],
    [
      'moves the request to another counter',
      () => ({ up: (text, next) => next(text.replace(/"counter":(\d+)/, '"counter":4000000')) }),
    ],
    ['edits the sealed answer', () => ({ down: (text, next) => next(withBox(text, flipFirst)) })],
    ['answers with nonsense', () => ({ down: (_text, next) => next('}{') })],
    [
      'never passes the request on',
      () => ({ up: (text, _next, line) => isCall(text) && line.onClose('cut') }),
    ],
    ['swallows the answer', () => ({ down: (_text, _next, line) => line.onClose('cut') })],
    ['swallows the answer and stays silent', () => ({ down: () => undefined })],
    [
      'repeats every request',
      () => ({
        up: (text, next) => {
          next(text);
          next(text);
          next(text.replace(/"id":\d+/, '"id":999'));
        },
      }),
    ],
    [
      'repeats every answer',
      () => ({
        down: (text, next) => {
          next(text);
          next(text);
        },
      }),
    ],
    [
      'says that all is paid',
      () => ({
        up: (text, _next, line) => {
          const { id } = JSON.parse(text) as { id: number };
          const result = { status: 'SUCCESS', code: '00', txnId: 'SIM' };
          queueMicrotask(() => line.onText(JSON.stringify({ jsonrpc: '2.0', id, result })));
        },
      }),
    ],
    [
      'says that the bank refused',
      () => ({
        up: (text, _next, line) => {
          const { id } = JSON.parse(text) as { id: number };
          const error = { code: RPC_ERROR.refused, message: 'no', data: { responseCode: 'Z9' } };
          queueMicrotask(() => line.onText(JSON.stringify({ jsonrpc: '2.0', id, error })));
        },
      }),
    ],
    [
      'answers a question with the answer to another',
      () => {
        let older: string | undefined;
        return {
          down: (text, next) => {
            const { id } = JSON.parse(text) as { id: number };
            const kept = older?.replace(/"id":\d+/, `"id":${id}`);
            older ??= text;
            next(kept ?? text);
          },
        };
      },
    ],
  ];
  test.each(cases)('it %s', async (_case, makeRelay) => {
    const user = await phoneBehind(makeRelay());
    await expectPaidOnce(user, await pay(user));
  });

  test('it holds the request back and lets it go when the phone has long paid', async () => {
    const held: (() => void)[] = [];
    const user = await phoneBehind({
      up: (text, next, line) => {
        if (!isCall(text)) return next(text);
        held.push(() => next(text));
        line.onClose('the relay plays dead');
      },
    });
    // The relay's own line to the terminal stays open; only the phone's end was cut.
    const outcome = await pay(user);
    expect(held.length).toBeGreaterThan(0);
    for (const release of held) release();
    await expectPaidOnce(user, outcome);
  });

  test('it carries a request meant for one machine to another', async () => {
    const other = await bench.addTerminal({ name: 'Thief Stall' });
    const stray = await bench.connect(other.port);
    const answers: string[] = [];
    stray.onText = (text) => answers.push(text);
    const user = await phoneBehind({ up: (text) => stray.send(text) });
    const outcome = await pay(user);
    await until(() => answers.length > 0);
    await expectPaidOnce(user, outcome);
    expect(Number(other.state().balancePaise)).toBe(0);
    stray.close();
  });
});

test('a relay learns neither who pays whom, nor how much, nor any proof', async () => {
  const seen: string[] = [];
  const user = await phoneBehind({
    up: (text, next) => {
      seen.push(text);
      next(text);
    },
    down: (text, next) => {
      seen.push(text);
      next(text);
    },
  });
  await pay(user);
  const all = seen.join('\n');
  expect(all).toContain('session.call');
  for (const secret of [await vpaOf(user.phone), 'Ravi', 'amountPaise', 'proof', 'payee', PIN]) {
    // The PIN may stand by chance inside a box or a number: only as a word of its own does it count.
    expect(all).not.toMatch(new RegExp(`\\b${secret}\\b`));
  }
});

describe('when nothing at all comes back', () => {
  /** Ways to the bank that the test can close. */
  function switchable() {
    let isOpen = true;
    const lines: TextTransport[] = [];
    const connect: Connectors['connectBank'] = async (options) => {
      if (!isOpen) throw new RpcError(RPC_ERROR.unreachable, 'The network is gone.');
      const line = await bench.connect(bench.bankPort);
      lines.push(line);
      return asTester(createRpcCaller(line, options));
    };
    return {
      connect,
      open: () => {
        isOpen = true;
      },
      shut: () => {
        isOpen = false;
        for (const line of lines) line.onClose('The network is gone.');
      },
    };
  }

  test('the answer is lost on both ways: pending, and paying again is the same payment', async () => {
    const bankLine = switchable();
    let isLossy = true;
    const user = await phoneBehind(
      {
        down: (text, next, line) => {
          if (!isLossy) return next(text);
          bankLine.shut();
          line.onClose('cut');
        },
      },
      bankLine.connect,
    );
    const lost = await pay(user);
    expect(lost).toMatchObject({ kind: 'pending' });
    const [kept] = await user.store.loadPending();
    expect(kept).toMatchObject({
      txnId: lost.kind === 'pending' && lost.txnId,
      amountPaise: '2000',
    });

    isLossy = false;
    bankLine.open();
    const again = await pay(user);
    expect(again).toMatchObject({ kind: 'paid', result: { txnId: kept?.txnId } });
    await expectPaidOnce(user, again);
    const next = await pay(user, 2_000);
    expect(next.kind === 'paid' && next.result.txnId).not.toBe(kept?.txnId);
  });

  test('the status is asked when the network is back, without a PIN', async () => {
    const bankLine = switchable();
    const user = await phoneBehind(
      {
        down: (_text, _next, line) => {
          bankLine.shut();
          line.onClose('cut');
        },
      },
      bankLine.connect,
    );
    expect(await pay(user)).toMatchObject({ kind: 'pending' });
    expect(await user.phone.resolvePending()).toMatchObject({
      ok: false,
      failure: { kind: 'unreachable' },
    });
    bankLine.open();
    expect(await user.phone.resolvePending()).toMatchObject({
      ok: true,
      value: [{ kind: 'paid', result: { code: '00' } }],
    });
    expect(await user.store.loadPending()).toEqual([]);
    expect(await user.phone.resolvePending()).toEqual({ ok: true, value: [] });
  });

  test('what never reached the bank is told as not paid, and cannot arrive later', async () => {
    const bankLine = switchable();
    const held: (() => void)[] = [];
    const user = await phoneBehind(
      {
        up: (text, next, line) => {
          held.push(() => next(text));
          bankLine.shut();
          line.onClose('cut');
        },
      },
      bankLine.connect,
    );
    expect(await pay(user)).toMatchObject({ kind: 'pending' });
    bankLine.open();
    expect(await user.phone.resolvePending()).toMatchObject({
      ok: true,
      value: [{ kind: 'failed', failure: { code: 'U48' } }],
    });
    for (const release of held) release();
    expect(await balanceOf(user.phone)).toBe(100_000);
    expect(await paymentsOf(user)).toBe(0);
  });

  test('a phone that was switched off between sending and answer asks in its new session', async () => {
    const bankLine = switchable();
    const user = await phoneBehind(
      {
        down: (_text, _next, line) => {
          bankLine.shut();
          line.onClose('cut');
        },
      },
      bankLine.connect,
    );
    await pay(user);
    await bench.stopBank();
    await bench.startBank();
    bankLine.open();
    expect(await user.phone.resolvePending()).toMatchObject({
      ok: true,
      value: [{ kind: 'paid' }],
    });
    expect(await paymentsOf(user)).toBe(1);
    await bench.timers.advance(250);
    await until(() => terminal.state().bank === 'online');
  });

  test('a phone that cannot store the id sends nothing', async () => {
    const user = await bench.addUser();
    user.store.savePending = async () => {
      throw new Error('disk full');
    };
    expect(await pay(user)).toMatchObject({ kind: 'failed', failure: { kind: 'storage' } });
    expect(await paymentsOf(user)).toBe(0);
  });
});
