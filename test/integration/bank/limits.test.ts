import { afterEach, beforeEach, expect, test } from 'vitest';
import type { BankSettings } from '#shared/settings.ts';
import { openTestBank, type TestBank } from '../../support/bank/test-bank.ts';
import {
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
