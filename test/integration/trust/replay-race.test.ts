import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Line, Reply } from '#stress/line.ts';
import { sealedCall } from '#stress/virtual-phone.ts';
import { signedMessage } from '../../support/trust/forgeries.ts';
import { expectResult } from '../../support/trust/payers.ts';
import {
  balanceProblems,
  openReplayWorld,
  type ReplayWorld,
  renewNonces,
  victimOrder,
} from '../../support/trust/replay-world.ts';

/** The same message many times at the same moment: what a replay looks like when it is quick. */
let world: ReplayWorld;
const lines: Line[] = [];
const LINES = 8;
const COPIES = 64;
beforeAll(async () => {
  world = await openReplayWorld();
  for (let count = 0; count < LINES; count++) lines.push(await world.bank.line());
});
afterAll(() => world.bank.close());

const lineOf = (index: number): Line => lines[index % LINES] as Line;
const codeOf = (reply: Reply): string => {
  if (reply.kind === 'lost') return 'lost';
  if (reply.kind === 'refusal') return reply.code;
  return String(((reply.result.result ?? reply.result) as { code: string }).code);
};
const count = (codes: readonly string[], code: string): number =>
  codes.filter((each) => each === code).length;

/** Applies to the model what the storm must have come to. */
function pay(payer: string, payee: string, amountPaise: number): void {
  const from = world.model.accounts.get(payer);
  const to = world.model.accounts.get(payee);
  if (!from || !to) throw new Error('unknown account');
  from.balancePaise -= amountPaise;
  to.balancePaise += amountPaise;
}

async function expectPaidOnce(txnId: string): Promise<void> {
  const { rows } = await world.bank.core.ledgerCall('ledger.entries', {
    limit: 200,
    search: txnId,
  });
  expect(rows).toHaveLength(1);
  expect(await balanceProblems(world)).toEqual([]);
}

describe('many copies at once', () => {
  test('of a straight payment: paid once, the rest told the same or to wait', async () => {
    const order = victimOrder(world, '');
    const { params } = signedMessage(world.victim, order);
    const replies = await Promise.all(
      Array.from({ length: COPIES }, (_, index) => lineOf(index).call('payment.submit', params)),
    );
    const codes = replies.map(codeOf);
    expect(count(codes, '00')).toBeGreaterThan(0);
    expect(count(codes, '00') + count(codes, 'U80')).toBe(COPIES);
    pay(order.payer, order.payee, 2_000);
    await expectPaidOnce(order.txnId);
    await renewNonces(world);
  });

  test('of one id in two sessions of the phone: one payment, one RRN', async () => {
    const { victim, own, other } = world;
    const order = victimOrder(world, '');
    const inOther = { ...order, sessionId: other.id, nonce: other.nonce };
    const replies = await Promise.all([
      lineOf(0).call('payment.submit', signedMessage(victim, order).params),
      lineOf(1).call('payment.submit', signedMessage(victim, inOther).params),
    ]);
    const rrns = replies.map((reply) => (expectResult(reply).result as { rrn: string }).rrn);
    expect(new Set(rrns).size).toBe(1);
    pay(order.payer, order.payee, 2_000);
    await expectPaidOnce(order.txnId);
    await renewNonces(world);
    expect(own.nonce).not.toBe(order.nonce);
  });

  test('of different payments under one nonce: only one of them is made', async () => {
    const messages = Array.from({ length: COPIES }, () => victimOrder(world, '')).map((order) =>
      signedMessage(world.victim, order),
    );
    const replies = await Promise.all(
      messages.map(({ params }, index) => lineOf(index).call('payment.submit', params)),
    );
    const codes = replies.map(codeOf);
    expect(count(codes, '00')).toBe(1);
    expect(count(codes, 'U01') + count(codes, 'U80')).toBe(COPIES - 1);
    const paid = messages[codes.indexOf('00')]?.order;
    if (!paid) throw new Error('nothing was paid');
    pay(paid.payer, paid.payee, 2_000);
    await expectPaidOnce(paid.txnId);
    await renewNonces(world);
  });

  test('of a wrong PIN: counted once, nobody is locked out by copies', async () => {
    const { victim, lines: ways, own } = world;
    const { params } = signedMessage(victim, victimOrder(world, ''), false);
    const replies = await Promise.all(
      Array.from({ length: COPIES }, (_, index) => lineOf(index).call('payment.submit', params)),
    );
    const codes = replies.map(codeOf);
    expect(count(codes, 'ZM') + count(codes, 'U80')).toBe(COPIES);
    await renewNonces(world);
    const right = signedMessage(victim, victimOrder(world, ''));
    const reply = await sealedCall(own, ways.straight, 'payment.submit', right.params);
    expect(codeOf(reply)).toBe('00');
    pay(right.order.payer, right.order.payee, 2_000);
    await expectPaidOnce(right.order.txnId);
  });

  test('by a stranger with a wrong signature: never counted, never locked', async () => {
    const { victim, thief } = world;
    await renewNonces(world);
    const order = victimOrder(world, '');
    const forged = signedMessage({ ...victim, key: thief.key }, order, false);
    for (let round = 0; round < 5; round++) {
      const reply = await lineOf(round).call('payment.submit', forged.params);
      expect(codeOf(reply)).toBe('U15');
    }
    const reply = await lineOf(0).call('payment.submit', signedMessage(victim, order).params);
    expect(codeOf(reply)).toBe('00');
    pay(order.payer, order.payee, 2_000);
    await expectPaidOnce(order.txnId);
  });
});

test('the ledger verifies after all of it', async () => {
  expect(await world.bank.core.verify()).toMatchObject({ isSound: true, sumPaise: '0' });
});
