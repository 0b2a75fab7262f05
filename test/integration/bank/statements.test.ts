import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PaymentResult } from '#shared/protocol/payments.ts';
import { ENGLISH_STATEMENT, statementCsv } from '#shared/statement.ts';
import { openTestBank, START_MS, type TestBank } from '../../support/bank/test-bank.ts';
import { registerTestMerchant, type TestMerchant } from '../../support/bank/test-merchant.ts';
import {
  newTxnId,
  openPhoneSession,
  type PhoneSession,
  pay,
  registerPhone,
} from '../../support/bank/test-phone.ts';

/** One account's payments over five days, searched as people search. */
const DAY_MS = 86_400_000;
let bank: TestBank;
let session: PhoneSession;
let shop: TestMerchant;
let friend: PhoneSession;
const made: PaymentResult[] = [];
beforeAll(async () => {
  bank = await openTestBank();
  shop = await registerTestMerchant(bank.core);
  session = openPhoneSession(bank.core, await registerPhone(bank.core));
  friend = openPhoneSession(bank.core, await registerPhone(bank.core, { name: 'Ravi' }));
  for (let day = 0; day < 5; day++) {
    for (const payee of [shop.vpa, friend.phone.vpa]) {
      bank.core.session(session.id)?.renewNonce();
      const amountPaise = String(1_000 * (day + 1));
      made.push(await pay(bank.core, session, { payee, amountPaise }));
    }
    // Somebody else's payments in between.
    bank.core.session(friend.id)?.renewNonce();
    await pay(bank.core, friend, { payee: shop.vpa, amountPaise: '700' });
    bank.clock.advance(DAY_MS);
  }
});
afterAll(() => bank.remove());

type Query = Parameters<typeof history>[0];
const history = (query: {
  search?: string;
  minPaise?: string;
  maxPaise?: string;
  fromMs?: number;
  toMs?: number;
  limit?: number;
  before?: number;
}) =>
  bank.core.sealedCall(bank.core.session(session.id) ?? expect.fail(), 'account.history', {
    limit: 50,
    search: '',
    ...query,
  });
const days = async (query: Query) =>
  (await history(query)).rows.map(({ timeMs }) => (timeMs - START_MS) / DAY_MS);

describe('an account is searched', () => {
  test('by RRN, by id, by UPI ID and mobile number, by amount', async () => {
    const [, , third] = made;
    const one = [{ txnId: third?.txnId, direction: 'debit' }];
    expect((await history({ search: third?.rrn ?? '' })).rows).toMatchObject(one);
    expect((await history({ search: third?.txnId ?? '' })).rows).toMatchObject(one);
    expect(await days({ search: shop.vpa })).toEqual([4, 3, 2, 1, 0]);
    expect(await days({ search: friend.phone.mobile })).toEqual([4, 3, 2, 1, 0]);
    expect(await days({ search: '₹20' })).toEqual([1, 1]);
    expect(await days({ search: '7' })).toEqual([]);
  });

  test('by time, both ends included, and by a range of amounts', async () => {
    const at = (day: number) => START_MS + day * DAY_MS;
    expect(await days({ search: shop.vpa, fromMs: at(1), toMs: at(3) })).toEqual([3, 2, 1]);
    expect(await days({ search: shop.vpa, fromMs: at(1) + 1, toMs: at(3) - 1 })).toEqual([2]);
    expect(await days({ fromMs: at(5) })).toEqual([]);
    expect(await days({ minPaise: '2000', maxPaise: '3000' })).toEqual([2, 2, 1, 1]);
    expect(await days({ search: '20', minPaise: '2001' })).toEqual([]);
    expect(await days({ search: shop.vpa, minPaise: '2000', toMs: at(1) })).toEqual([1]);
  });

  test('page by page, whatever narrows it down', async () => {
    const first = await history({ search: shop.vpa, limit: 2 });
    expect(first.hasMore).toBe(true);
    const before = first.rows.at(-1)?.sequence ?? expect.fail();
    const second = await history({ search: shop.vpa, limit: 2, before });
    const rest = await history({
      search: shop.vpa,
      limit: 2,
      before: second.rows.at(-1)?.sequence ?? expect.fail(),
    });
    const all = [...first.rows, ...second.rows, ...rest.rows].map(({ txnId }) => txnId);
    expect(all).toEqual(
      made
        .filter((_, index) => index % 2 === 0)
        .map((each) => each.txnId)
        .toReversed(),
    );
    expect(rest.hasMore).toBe(false);
  });
});

describe('the control room', () => {
  const asked = (query: object) =>
    bank.core.adminCall('admin.payments', { limit: 200, search: '', ...query });

  test('reads one account, with the direction of each payment', async () => {
    const { rows } = await asked({ accountId: session.phone.uid });
    expect(rows.map(({ txnId }) => txnId).slice(0, -1)).toEqual(
      made.map(({ txnId }) => txnId).toReversed(),
    );
    expect(rows.at(-1)).toMatchObject({ type: 'opening', direction: 'credit' });
    expect((await asked({ accountId: shop.mid, search: friend.phone.vpa })).rows).toHaveLength(5);
    const equity = await asked({ accountId: 'EQUITY' });
    expect(new Set(equity.rows.map(({ direction }) => direction))).toEqual(new Set(['debit']));
    await expect(asked({ accountId: 'U999999999' })).rejects.toMatchObject({
      data: { responseCode: 'XH' },
    });
  });

  test('adds money as an entry of the equity account that the statement shows', async () => {
    const txnId = newTxnId();
    const { uid: id } = session.phone;
    await bank.core.adminCall('admin.deposit', { id, amountPaise: '5000', txnId });
    const { rows } = await asked({ accountId: id, search: txnId });
    expect(rows).toMatchObject([{ type: 'deposit', payer: 'EQUITY', direction: 'credit' }]);
    expect(await bank.core.verify()).toMatchObject({ isSound: true, sumPaise: '0' });
  });

  test('exports every page', async () => {
    const { mid } = shop;
    const pieces: string[] = [];
    const pages: number[] = [];
    const read = async (page: { limit: number; before?: number }) => {
      const answer = await asked({ accountId: mid, ...page, limit: 4 });
      pages.push(answer.rows.length);
      return answer;
    };
    for await (const piece of statementCsv(read, ENGLISH_STATEMENT)) pieces.push(piece);
    expect(pages).toEqual([4, 4, 2]);
    const lines = pieces.join('').trimEnd().split('\r\n').slice(1);
    expect(lines.filter((line) => line.includes(',in,'))).toHaveLength(10);
    expect(lines[0]).toContain('2026-11-26T06:30:00.000Z');
  });
});
