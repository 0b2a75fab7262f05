import { expect, test } from 'vitest';
import { fromBase64 } from '#shared/bytes.ts';
import type { TextTransport } from '#shared/json-rpc-peer.ts';
import { RPC_ERROR, RpcError } from '#shared/protocol/json-rpc.ts';
import { terminalOpeningBytes } from '#shared/signing-bytes.ts';
import { createBankLink } from '#terminal/bank-link.ts';
import { makeMerchantKey, merchantSigner } from '#terminal/merchant-key.ts';
import { createLogger } from '#wire/logger.ts';
import { nodeCrypto } from '#wire/node-crypto.ts';
import { manualTimers, settle } from '../../support/manual-timers.ts';

const bankId = 'b'.repeat(16);
const identity = {
  bankId,
  vmid: 'VM7K2M9Q4T',
  port: 6001,
  vpa: 'ashatea@upisim',
  mid: 'M000000001',
};
const signer = merchantSigner(makeMerchantKey());
const key32 = 'A'.repeat(43);
const certificate = {
  mcc: '5499',
  mid: identity.mid,
  name: 'Asha',
  publicKey: signer.publicKey,
  vmid: identity.vmid,
  vpa: identity.vpa,
  signature: 'A'.repeat(86),
};

interface Request {
  readonly id: number;
  readonly method: string;
  readonly params: Record<string, unknown>;
}

const BANK_INFO = {
  bankId,
  protocol: 'upi-sim/1',
  exchangeKey: key32,
  certificationKey: key32,
  ledgerVerifierKey: 'x',
  openingBalanceMaxPaise: '1',
};

/** A line whose far end answers as the bank's terminal desk does; each line can be cut. */
function makeLines(nowMs: () => number, changes: Readonly<Record<string, unknown>> = {}) {
  const lines: { cut(): void; isSilent: boolean; readonly asked: Request[] }[] = [];
  const answers: Record<string, unknown> = {
    'terminal.challenge': { challenge: key32 },
    'terminal.open': { name: 'Asha', vpa: identity.vpa, mid: identity.mid, certificate },
    ...changes,
    'bank.info': { ...BANK_INFO, ...(changes['bank.info'] as object | undefined) },
  };
  const connect = async (): Promise<TextTransport> => {
    const asked: Request[] = [];
    const transport: TextTransport = {
      send(text) {
        const request = JSON.parse(text) as Request;
        asked.push(request);
        if (line.isSilent) return;
        const result =
          request.method === 'bank.info'
            ? { timeMs: nowMs() + 7_000, ...(answers['bank.info'] as object) }
            : answers[request.method];
        queueMicrotask(() =>
          transport.onText(JSON.stringify({ jsonrpc: '2.0', id: request.id, result })),
        );
      },
      close: () => undefined,
      onText: () => undefined,
      onClose: () => undefined,
    };
    const line = { asked, isSilent: false, cut: () => transport.onClose('cut') };
    lines.push(line);
    return transport;
  };
  return { lines, connect };
}

function start(connect: () => Promise<TextTransport>, timers = manualTimers()) {
  const states: string[] = [];
  let opened = 0;
  const link = createBankLink({
    identity,
    signer,
    connect,
    timers,
    nowMs: () => timers.nowMs,
    random: () => 1,
    logger: createLogger({ nowMs: () => timers.nowMs }),
    onNotification: () => undefined,
    onChange: () => void states.push(link.state),
    onOpen: () => {
      opened += 1;
    },
  });
  link.start();
  return { link, states, timers, openings: () => opened };
}

const unreachable = async (): Promise<TextTransport> => {
  throw new RpcError(RPC_ERROR.unreachable, 'nothing listens');
};

test('it proves the merchant key over a fresh challenge, and knows the bank clock', async () => {
  const timers = manualTimers();
  const { lines, connect } = makeLines(() => timers.nowMs);
  const { link, states, openings } = start(connect, timers);
  await settle();
  expect(states).toEqual(['online']);
  expect(openings()).toBe(1);
  expect(link.clockOffsetMs).toBe(7_000);
  const open = lines[0]?.asked.find(({ method }) => method === 'terminal.open');
  const bytes = terminalOpeningBytes({ ...identity, challenge: key32 });
  const signature = fromBase64(String(open?.params.signature));
  expect(nodeCrypto.verifyP256(fromBase64(signer.publicKey), bytes, signature)).toBe(true);
  link.close();
});

test('pauses grow to ten seconds, end with success, and begin again', async () => {
  let connect = unreachable;
  const { link, states, timers } = start(() => connect());
  const pauses: number[] = [];
  for (let tries = 0; tries < 8; tries++) {
    await settle();
    pauses.push(timers.waiting[0] ?? 0);
    await timers.advance(pauses.at(-1) ?? 0);
  }
  expect(pauses).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
  expect(states).toEqual(['unreachable']);
  expect(() => link.caller()).toThrow(/cannot reach the bank/);

  const { lines, connect: bank } = makeLines(() => timers.nowMs);
  connect = bank;
  await timers.advance(10_000);
  expect(link.state).toBe('online');
  lines[0]?.cut();
  expect(link.state).toBe('connecting');
  await timers.advance(250);
  expect(link.state).toBe('online');
  expect(lines).toHaveLength(2);
  link.close();
});

test('an idle connection is tried; one that has gone silent is opened again', async () => {
  const timers = manualTimers();
  const { lines, connect } = makeLines(() => timers.nowMs);
  const { link } = start(connect, timers);
  await settle();
  const asked = lines[0]?.asked.length ?? 0;
  await timers.advance(20_000);
  expect(lines[0]?.asked.length).toBe(asked + 1);
  await timers.advance(20_000);
  expect(lines[0]?.asked.length).toBe(asked + 2);
  expect(link.state).toBe('online');
  link.close();
});

test.each([
  ['another bank', { 'bank.info': { bankId: 'c'.repeat(16) } }],
  [
    'another merchant',
    { 'terminal.open': { name: 'A', vpa: 'x@upisim', mid: 'M000000002', certificate } },
  ],
  ['an answer without form', { 'terminal.challenge': { challenge: 3 } }],
])('it does not open with %s, and keeps trying', async (_case, changes) => {
  const timers = manualTimers();
  const { lines, connect } = makeLines(() => timers.nowMs, changes);
  const { link, states } = start(connect, timers);
  await settle();
  expect(states).toEqual(['unreachable']);
  await timers.advance(250);
  expect(lines).toHaveLength(2);
  link.close();
});

test('closed means closed: nothing is tried any more', async () => {
  const { link, timers } = start(unreachable);
  await settle();
  link.close();
  await timers.advance(60_000);
  expect(timers.waiting).toEqual([]);
});
