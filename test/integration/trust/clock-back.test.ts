import { afterEach, beforeEach, expect, test } from 'vitest';
import { defaultBankSettings } from '#shared/settings.ts';
import { openTestBank, START_MS, type TestBank } from '../../support/bank/test-bank.ts';
import { openPhoneSession, pay, registerPhone } from '../../support/bank/test-phone.ts';

/** Somebody sets the bank's clock back: its limits must not begin anew. */
const HOUR_MS = 3_600_000;
let bank: TestBank;
beforeEach(async () => {
  bank = await openTestBank();
  const settings = { ...defaultBankSettings(), areSimulatedLimited: true, coolingHours: 0 };
  await bank.core.adminCall('admin.settings.set', { ...settings, perDayCount: 2 });
});
afterEach(() => bank.remove());

test('a clock that is set back past midnight opens no second day', async () => {
  const payer = await registerPhone(bank.core);
  const { vpa: payee } = await registerPhone(bank.core, { name: 'Ravi' });
  // Half past midnight in India.
  bank.clock.advance(12.5 * HOUR_MS);
  const session = openPhoneSession(bank.core, payer);
  for (let count = 0; count < 2; count++) {
    expect(await pay(bank.core, session, { payee })).toMatchObject({ code: '00' });
  }
  bank.clock.advance(-HOUR_MS);
  expect(bank.clock.nowMs()).toBeGreaterThan(START_MS);
  for (let count = 0; count < 3; count++) {
    expect(await pay(bank.core, session, { payee })).toMatchObject({ code: 'Z7' });
  }
  expect(await bank.core.verify()).toMatchObject({ isSound: true });
});
