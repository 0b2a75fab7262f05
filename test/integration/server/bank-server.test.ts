import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { toBase64Url } from '#shared/bytes.ts';
import type { RpcCaller } from '#shared/json-rpc-peer.ts';
import { adminEvent, adminMethods, ledgerMethods } from '#shared/protocol/admin-methods.ts';
import { RPC_ERROR, type RpcError } from '#shared/protocol/json-rpc.ts';
import { paymentResult } from '#shared/protocol/payments.ts';
import { publicMethods, type Sealed } from '#shared/protocol/public-methods.ts';
import { phoneEvent } from '#shared/protocol/sealed-methods.ts';
import { terminalEvent, terminalMethods } from '#shared/protocol/terminal-methods.ts';
import {
  adminCaller,
  openSession,
  openTerminal,
  paymentParams,
  registerMerchant,
  registerUser,
  startTestBank,
  stressCaller,
  type TestBank,
  type TestMerchant,
  terminalOpening,
} from './bank-support.ts';
import { makeFolder } from './wire-support.ts';

let bank: TestBank;
let stress: RpcCaller;
let merchant: TestMerchant;
beforeAll(async () => {
  bank = await startTestBank();
  stress = await stressCaller(bank);
  merchant = await registerMerchant(stress);
});
afterAll(() => bank.stop());

describe('a payment through the real bank', () => {
  test('sealed and straight: money moves, the payee hears it sealed, the ledger verifies', async () => {
    const payer = await registerUser(bank, stress);
    const payee = await registerUser(bank, stress);
    const events: Sealed[] = [];
    const payeeLine = await bank.caller((_method, params) => events.push(params as Sealed));
    const payeeSession = await openSession(bank, payeeLine, payee);
    const line = await bank.caller();
    const session = await openSession(bank, line, payer);

    const params = await paymentParams(session, payer, payee.vpa);
    const answer = await session.call(line, 'payment.submit', params);
    const result = paymentResult.parse(answer.result);
    expect(result).toMatchObject({ status: 'SUCCESS', code: '00', balancePaise: '98000' });

    await vi.waitFor(() => expect(events).toHaveLength(1));
    const event = phoneEvent.parse(payeeSession.open('event', events[0]!));
    expect(event).toMatchObject({ kind: 'credited', row: { txnId: result.txnId } });

    const admin = await adminCaller(bank);
    const report = await admin.call(adminMethods, 'admin.verify', {});
    expect(report).toMatchObject({ isSound: true, sumPaise: '0' });
    for (const caller of [payeeLine, line, admin]) caller.close();
  });

  test('straight and unsealed: the next nonce comes with the answer', async () => {
    const payer = await registerUser(bank, stress);
    const line = await bank.caller();
    const session = await openSession(bank, line, payer);
    const params = await paymentParams(session, payer, merchant.vpa);
    const first = await line.call(publicMethods, 'payment.submit', params);
    expect(first.result.code).toBe('00');
    const again = await line.call(publicMethods, 'payment.submit', params);
    expect(again.result).toMatchObject({ txnId: first.result.txnId, rrn: first.result.rrn });
    session.nonce = first.nextNonce ?? '';
    const next = await paymentParams(session, payer, merchant.vpa);
    expect((await line.call(publicMethods, 'payment.submit', next)).result.code).toBe('00');
    line.close();
  });

  test('through a terminal: the route must be the one that was signed', async () => {
    const payer = await registerUser(bank, stress);
    const heard: unknown[] = [];
    const terminal = await openTerminal(bank, merchant, (method, params) => {
      if (method === 'terminal.event') heard.push(terminalEvent.parse(params));
    });
    const session = await openSession(bank, terminal, payer);
    const order = await terminal.call(terminalMethods, 'order.create', { amountPaise: '2000' });
    const changes = { vmid: merchant.vmid, reference: order.reference };
    const params = await paymentParams(session, payer, merchant.vpa, changes);

    const straight = await bank.caller();
    const elsewhere = await session.call(straight, 'payment.submit', params);
    expect(elsewhere.error?.code).toBe(RPC_ERROR.refused);
    const answer = await session.call(
      terminal,
      'payment.submit',
      await paymentParams(session, payer, merchant.vpa, changes),
    );
    expect(answer.result).toMatchObject({ code: '00', status: 'SUCCESS' });
    await vi.waitFor(() =>
      expect(heard).toContainEqual(expect.objectContaining({ kind: 'payment' })),
    );
    straight.close();
    terminal.close();
  });
});

describe('terminals', () => {
  const isOnline = async (): Promise<boolean | undefined> =>
    (await stress.call(publicMethods, 'directory.lookup', { vmid: merchant.vmid })).merchant
      ?.isOnline;

  test('are online while connected; the newest connection wins', async () => {
    const first = await openTerminal(bank, merchant);
    expect(await isOnline()).toBe(true);
    const second = await openTerminal(bank, merchant);
    await vi.waitFor(() => expect(first.isOpen).toBe(false));
    expect(await isOnline()).toBe(true);
    second.close();
    await vi.waitFor(async () => expect(await isOnline()).toBe(false));
  });

  const otherText = 'A'.repeat(43);
  test.each([
    ['another challenge', { challenge: otherText }, 'U01'],
    ['another port', { port: 19_999 }, 'X6'],
    ['no signature', { signature: '' }, 'U15'],
    ['another merchant', { vmid: 'VM00000000' }, 'U01'],
  ])('do not open with %s, and a challenge is good once', async (_name, changes, responseCode) => {
    const caller = await bank.caller();
    const opening = await terminalOpening(bank, caller, merchant);
    const wrong = caller.call(publicMethods, 'terminal.open', { ...opening, ...changes });
    await expect(wrong).rejects.toMatchObject({ data: { responseCode } });
    const late = caller.call(publicMethods, 'terminal.open', opening);
    await expect(late).rejects.toMatchObject({ data: { responseCode: 'U01' } });
    await expect(caller.callRaw('merchant.summary', {})).rejects.toMatchObject({
      code: RPC_ERROR.forbidden,
    });
    caller.close();
  });
});

describe('administration', () => {
  test('a wrong key opens nothing', async () => {
    const caller = await bank.caller();
    const wrong = caller.call(publicMethods, 'admin.open', { adminKey: 'x'.repeat(43) });
    await expect(wrong).rejects.toMatchObject({ code: RPC_ERROR.forbidden });
    await expect(caller.callRaw('admin.accounts', {})).rejects.toMatchObject({
      code: RPC_ERROR.forbidden,
    });
    caller.close();
  });

  test('subscribers hear accounts and health; others nothing', async () => {
    const heard: unknown[] = [];
    const admin = await adminCaller(bank, (_method, params) =>
      heard.push(adminEvent.parse(params)),
    );
    const quiet = vi.fn();
    const bystander = await adminCaller(bank, quiet);
    await admin.call(adminMethods, 'admin.subscribe', {});
    const user = await registerUser(bank, stress);
    await vi.waitFor(() => {
      expect(heard).toContainEqual(
        expect.objectContaining({
          kind: 'account',
          account: expect.objectContaining({ vpa: user.vpa }),
        }),
      );
      expect(heard).toContainEqual(expect.objectContaining({ kind: 'health' }));
    }, 5_000);
    expect(quiet).not.toHaveBeenCalled();
    admin.close();
    bystander.close();
  });

  test('health has the real figures of this process', async () => {
    const health = await stress.call(ledgerMethods, 'bank.health', {});
    expect(health.connections).toBeGreaterThanOrEqual(1);
    expect(health.memoryBytes).toBeGreaterThan(10_000_000);
    expect(health.eventLoopDelayP99Ms).toBeGreaterThanOrEqual(0);
    expect(health.sumPaise).toBe('0');
  });
});

test('nothing secret is in the log or in an answer to a stranger', async () => {
  const payer = await registerUser(bank, stress);
  const line = await bank.caller();
  const session = await openSession(bank, line, payer);
  const params = await paymentParams(session, payer, merchant.vpa);
  const heard: unknown[] = [];
  const keep = async (work: Promise<unknown>): Promise<void> => {
    heard.push(await work.catch((error: RpcError) => [error.message, error.data]));
  };
  await keep(line.callRaw('admin.open', { adminKey: `${bank.adminKey}x` }));
  await keep(line.callRaw('user.register', { ...params, pin: 'pin-482615-marker' }));
  await keep(
    line.callRaw('payment.submit', {
      ...params,
      pin: { ...params.pin, proof: 'pin-482615-marker' },
    }),
  );
  await keep(
    line.callRaw('session.call', { ...session.seal('{"pin":"pin-482615-marker"}'), counter: 9 }),
  );
  await keep(line.callRaw('payment.submit', params));
  const secrets = [
    bank.adminKey,
    bank.stressKey,
    params.pin.proof,
    'pin-482615-marker',
    ...[payer.pin.clientKey, payer.pin.storedKey, payer.pin.serverKey].map(toBase64Url),
    ...Object.values(session.keys).map(toBase64Url),
  ];
  const seen = JSON.stringify([bank.logger.recent(), heard]);
  expect(bank.logger.recent().length).toBeGreaterThan(1);
  for (const secret of secrets) expect(seen).not.toContain(secret);
  line.close();
});

describe('stopping', () => {
  test('payments in flight are answered, the next start knows them, the port is free', async () => {
    const folder = await makeFolder();
    const first = await startTestBank(folder.path);
    const caller = await stressCaller(first);
    const [payer, payee] = [await registerUser(first, caller), await registerUser(first, caller)];
    const session = await openSession(first, caller, payer);
    const params = await paymentParams(session, payer, payee.vpa);
    const answer = caller.call(publicMethods, 'payment.submit', params);
    // Answers come in the order of work, so the payment is being worked on by now.
    await caller.call(publicMethods, 'bank.info', {});
    await first.stop();
    expect((await answer).result.code).toBe('00');
    expect(caller.isOpen).toBe(false);

    const second = await startTestBank(folder.path);
    const line = await second.caller();
    // The session ended with the bank, so there is no next nonce; the answer is the old one.
    const again = await line.call(publicMethods, 'payment.submit', params);
    expect(again).toMatchObject({ result: { code: '00', rrn: (await answer).result.rrn } });
    expect(again.nextNonce).toBeUndefined();
    await second.stop();
    await folder.remove();
  });
});
