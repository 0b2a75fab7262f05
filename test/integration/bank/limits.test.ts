import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { BankSettings } from '#shared/settings.ts';
import { openTestBank, type TestBank } from '../../support/bank/test-bank.ts';
import { registerTestMerchant } from '../../support/bank/test-merchant.ts';
import {
  newTxnId,
  openPhoneSession,
  type PhoneSession,
  pay,
  registerPhone,
  type TestPhone,
} from '../../support/bank/test-phone.ts';

let bank: TestBank;
let payee: TestPhone;
let session: PhoneSession;
beforeEach(async () => {
  bank = await openTestBank();
  payee = await registerPhone(bank.core, { name: 'Ravi', balancePaise: 0 });
  const payer = await registerPhone(bank.core, { balancePaise: 100_000_000 });
  session = openPhoneSession(bank.core, payer);
});
afterEach(() => bank.remove());

const HOUR_MS = 3_600_000;
async function set(changes: Partial<BankSettings>) {
  const settings = await bank.core.adminCall('admin.settings.get', {});
  await bank.core.adminCall('admin.settings.set', { ...settings, ...changes });
}
async function codesOf(...amounts: number[]) {
  const codes: string[] = [];
  for (const amount of amounts) {
    bank.core.session(session.id)?.renewNonce();
    const result = await pay(bank.core, session, { payee: payee.vpa, amountPaise: String(amount) });
    codes.push(result.code);
  }
  return codes;
}

test('Z8: one payment is too large, by one paisa', async () => {
  await set({ perTransactionPaise: 5_000 });
  expect(await codesOf(5_000, 5_001)).toEqual(['00', 'Z8']);
});

test("ZU: the day's sum; a new Indian day begins anew; a smaller one still fits", async () => {
  await set({ perDayPaise: 10_000 });
  expect(await codesOf(9_000, 1_001, 1_000, 1)).toEqual(['00', 'ZU', '00', 'ZU']);
  // The test clock starts at noon in India: 11 h 59 min later it is still the same day.
  bank.clock.advance(12 * HOUR_MS - 60_000);
  expect(await codesOf(1)).toEqual(['ZU']);
  bank.clock.advance(60_000);
  expect(await codesOf(10_000, 1)).toEqual(['00', 'ZU']);
});

test("the day's sum survives a restart; declines do not count", async () => {
  await set({ perDayPaise: 10_000 });
  expect(await codesOf(9_000, 2_000)).toEqual(['00', 'ZU']);
  await bank.reopen();
  session = openPhoneSession(bank.core, session.phone);
  expect(await codesOf(1_001, 1_000)).toEqual(['ZU', '00']);
});

test('Z7: the count of the day, only for simulated accounts when settings say so', async () => {
  await set({ perDayCount: 2 });
  expect(await codesOf(1, 1, 1)).toEqual(['00', '00', '00']);
  await set({ perDayCount: 3, areSimulatedLimited: true });
  expect(await codesOf(1)).toEqual(['Z7']);
  await set({ perDayCount: 4 });
  expect(await codesOf(1, 1)).toEqual(['00', 'Z7']);
});

test('FL and FP: a new phone pays little in its first day, in one payment or together', async () => {
  await set({ areSimulatedLimited: true });
  const fresh = await registerPhone(bank.core, { balancePaise: 10_000_000 });
  session = openPhoneSession(bank.core, fresh);
  expect(await codesOf(500_001, 2_000, 498_001, 498_000, 1)).toEqual([
    'FL',
    '00',
    'FP',
    '00',
    'FP',
  ]);
  bank.clock.advance(24 * HOUR_MS);
  expect(await codesOf(600_000)).toEqual(['00']);
});

test('what a limit turned down can be paid smaller under a new id', async () => {
  await set({ perTransactionPaise: 100 });
  expect(await codesOf(101, 100)).toEqual(['Z8', '00']);
});

test('settings are checked, kept and given back', async () => {
  await set({ perDayCount: 7 });
  await bank.reopen();
  expect(await bank.core.adminCall('admin.settings.get', {})).toMatchObject({ perDayCount: 7 });
});

describe('by category of the merchant', () => {
  const LAKH_PAISE = 10_000_000;
  const shopOf = (mcc: string) => registerTestMerchant(bank.core, { mcc });
  beforeEach(async () => {
    const payer = await registerPhone(bank.core, { balancePaise: 100 * LAKH_PAISE });
    session = openPhoneSession(bank.core, payer);
  });
  const payShop = async (payee: string, lakhs: number, more = 0) => {
    bank.core.session(session.id)?.renewNonce();
    const amountPaise = String(lakhs * LAKH_PAISE + more);
    return (await pay(bank.core, session, { payee, amountPaise })).code;
  };

  test.each([
    ['securities', '6211', 5, 10],
    ['insurance', '6300', 5, 10],
    ['insurance', '6529', 5, 10],
    ['taxes', '9311', 5, 10],
    ['travel', '4722', 5, 10],
    ['credit card bills', '5413', 5, 6],
    ['collections', '7322', 5, 10],
    ['jewellery', '5944', 2, 6],
    ['hospitals', '8062', 5, 5],
    ['education', '8220', 5, 5],
    ['term deposits', '7410', 5, 5],
    ['account funding', '7409', 2, 2],
  ])('%s (%s): %d lakh a payment (UP1), %d lakh a day (ZU)', async (_name, mcc, most, perDay) => {
    const { vpa } = await shopOf(mcc);
    expect(await payShop(vpa, most, 1)).toBe('UP1');
    for (let left = perDay; left > 0; left -= most) {
      expect(await payShop(vpa, Math.min(most, left))).toBe('00');
    }
    expect(await payShop(vpa, 0, 1)).toBe('ZU');
    bank.clock.advance(24 * HOUR_MS);
    expect(await payShop(vpa, most)).toBe('00');
  });

  test('other merchants fall under the ordinary limits', async () => {
    const { vpa } = await shopOf('5499');
    expect(await payShop(vpa, 1, 1)).toBe('Z8');
    expect(await payShop(vpa, 1)).toBe('00');
    expect(await payShop(vpa, 0, 1)).toBe('ZU');
  });

  test('a category has its own day, shared by its merchants, kept over a restart', async () => {
    const [broker, other, shop] = [
      await shopOf('6211'),
      await shopOf('6211'),
      await shopOf('5499'),
    ];
    expect(await payShop(shop.vpa, 1)).toBe('00');
    expect(await payShop(broker.vpa, 5)).toBe('00');
    await bank.reopen();
    session = openPhoneSession(bank.core, session.phone);
    expect(await payShop(other.vpa, 5)).toBe('00');
    expect(await payShop(broker.vpa, 0, 1)).toBe('ZU');
    // What went to brokers takes nothing from the ordinary day, nor the other way round.
    expect(await payShop(shop.vpa, 0, 1)).toBe('ZU');
    bank.clock.advance(24 * HOUR_MS);
    expect(await payShop(shop.vpa, 1)).toBe('00');
    expect(await payShop(broker.vpa, 5)).toBe('00');
  });

  test('the settings hold from the next payment on', async () => {
    const { vpa } = await shopOf('5944');
    await set({ jewelleryPerTransactionPaise: 5_000, jewelleryPerDayPaise: 8_000 });
    expect(await codesTo(vpa, 5_001, 5_000, 3_001, 3_000)).toEqual(['UP1', '00', 'ZU', '00']);
  });

  test('a new phone stays small whatever the category', async () => {
    await set({ areSimulatedLimited: true });
    const { vpa } = await shopOf('8211');
    expect(await codesTo(vpa, 500_001, 400_000, 100_001)).toEqual(['FL', '00', 'FP']);
  });

  async function codesTo(vpa: string, ...amounts: number[]) {
    const codes: string[] = [];
    for (const amount of amounts) codes.push(await payShop(vpa, 0, amount));
    return codes;
  }
});

test('PS: an account holds no more than the setting, by one paisa; nor by deposit or opening', async () => {
  await set({ balanceMaxPaise: 10_000 });
  expect(await codesOf(10_001, 10_000, 1)).toEqual(['PS', '00', 'PS']);
  const add = bank.core.adminCall('admin.deposit', {
    id: payee.uid,
    amountPaise: '1',
    txnId: newTxnId(),
  });
  await expect(add).rejects.toMatchObject({ data: { responseCode: 'PS' } });
  await expect(registerPhone(bank.core, { balancePaise: 10_001 })).rejects.toMatchObject({
    data: { responseCode: 'U10' },
  });
});

test.each([
  ['block-upi-id', 'ZE', 'blocked'],
  ['expire-upi-id', 'UX', 'expired'],
] as const)(
  '%s: paying it is %s, also after a restart, until it is restored',
  async (action, code, upiIdState) => {
    const act = (which: typeof action | 'restore-upi-id') =>
      bank.core.adminCall('admin.account', { id: payee.uid, action: which });
    expect(await act(action)).toMatchObject({ upiIdState, state: 'active' });
    expect(await codesOf(100)).toEqual([code]);
    await bank.reopen();
    session = openPhoneSession(bank.core, session.phone);
    expect(await codesOf(100)).toEqual([code]);
    expect(await act('restore-upi-id')).not.toHaveProperty('upiIdState');
    expect(await codesOf(100)).toEqual(['00']);
  },
);
