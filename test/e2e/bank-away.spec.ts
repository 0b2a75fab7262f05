import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { expectAccessible } from './support/checks.ts';
import { type RunningDesk, removeFolder, startBank, temporaryFolder } from './support/desk.ts';
import {
  charge,
  DEMO_PIN,
  enterPin,
  expectPaid,
  expectPaySheet,
  lookAt,
  startScanning,
} from './support/devices.ts';
import { openStreet } from './support/street.ts';

/** A bank in a process of its own goes away under the shop and comes back. */
test('the bank goes away and comes back: POS and phone say so and carry on by themselves', async () => {
  const bankFolder = temporaryFolder();
  const folder = temporaryFolder();
  let bank: RunningDesk = await startBank(bankFolder);
  const port = Number(bank.address);
  mkdirSync(join(folder, 'data'));
  copyFileSync(join(bankFolder, 'admin.key'), join(folder, 'data', 'admin.key'));
  const words = ['--bank', `wss://127.0.0.1:${port}`, '--ca', join(bankFolder, 'ca.pem')];
  const street = await openStreet({ folder, words });
  try {
    const { pos, phone } = street;
    await charge(pos, '20');
    await bank.kill();
    await expect(pos.getByText('The bank cannot be reached').first()).toBeVisible();
    await expectAccessible(pos, 'POS, bank away');
    await expect(phone.getByText('No connection to the bank').first()).toBeVisible();
    await expectAccessible(phone, 'phone, bank away');
    bank = await startBank(bankFolder, port);
    await expect(pos.getByText('The bank is back', { exact: true }).first()).toBeAttached();
    await expect(phone.getByText('No connection to the bank')).toHaveCount(0);
    // The charge made before is still good.
    await startScanning(phone);
    await lookAt(phone, 'POS nearby');
    await expectPaySheet(phone, 'Tea stall', '20.00');
    await enterPin(phone, DEMO_PIN);
    await expectPaid(phone, pos, '4,980.00');
    expect(street.errors).toEqual([]);
  } finally {
    await street.close();
    await bank.stop();
    removeFolder(bankFolder);
  }
});
