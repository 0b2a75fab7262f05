import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestBank, type TestBank } from '../../support/bank/test-bank.ts';
import { registerTestMerchant } from '../../support/bank/test-merchant.ts';
import { openPhoneSession, pay, registerPhone } from '../../support/bank/test-phone.ts';

let bank: TestBank;
beforeEach(async () => {
  bank = await openTestBank();
});
afterEach(() => bank.remove());

test('register, charge, pay, verify, restart: money and ledger are still there', async () => {
  const merchant = await registerTestMerchant(bank.core);
  const phone = await registerPhone(bank.core);
  bank.core.setTerminalOnline(merchant.vmid, true);
  const charge = await bank.core.terminalCall(merchant.vmid, 'order.create', {
    amountPaise: '2000',
    note: 'one tea',
  });
  const session = openPhoneSession(bank.core, phone);
  const result = await pay(bank.core, session, {
    payee: merchant.vpa,
    reference: charge.reference,
    vmid: merchant.vmid,
    note: 'one tea',
  });

  expect(result).toMatchObject({
    status: 'SUCCESS',
    code: '00',
    amountPaise: '2000',
    payeeName: 'Tea stall',
    balancePaise: '998000',
    ledger: { entry: 2, block: 2 },
  });
  const order = await bank.core.terminalCall(merchant.vmid, 'order.get', charge);
  expect(order).toMatchObject({ state: 'paid', txnId: result.txnId, rrn: result.rrn });
  const summary = await bank.core.terminalCall(merchant.vmid, 'merchant.summary', {});
  expect(summary).toMatchObject({ balancePaise: '2000', dayTotalPaise: '2000', dayCount: 1 });
  expect(await bank.core.verify()).toMatchObject({ isSound: true, entries: 2, sumPaise: '0' });

  const again = await bank.reopen();
  expect(again.health()).toMatchObject({ entries: 2, sumPaise: '0' });
  expect(await again.verify()).toMatchObject({ isSound: true, entries: 2, blocks: 2 });
  const accounts = await again.adminCall('admin.accounts', { limit: 50, offset: 0, search: '' });
  const balances = Object.fromEntries(accounts.rows.map((row) => [row.id, row.balancePaise]));
  expect(balances).toMatchObject({ [phone.uid]: '998000', [merchant.mid]: '2000' });
});
