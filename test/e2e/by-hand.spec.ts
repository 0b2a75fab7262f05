import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import {
  collectPageErrors,
  openBrowser,
  openDevice,
  removeFolder,
  startDesk,
  temporaryFolder,
} from './support/desk.ts';
import { enterPin, lookAt, startScanning, typeAmount } from './support/devices.ts';

/** A shop and a customer added by hand, a printed code paid, and everything reset. */
const folder = temporaryFolder();
const data = join(folder, 'data');

test.afterAll(() => removeFolder(folder));

async function addPos(room: Page): Promise<void> {
  await room.getByRole('button', { name: 'Add POS' }).click();
  const dialog = room.getByRole('dialog', { name: 'Add a POS' });
  await dialog.getByLabel('Merchant name').fill('Book corner');
  await dialog.getByLabel(/^Password/).fill('short');
  await dialog.getByRole('button', { name: 'Add POS' }).click();
  await expect(dialog.getByText('Use at least 8 characters.')).toBeVisible();
  await dialog.getByLabel(/^Password/).fill('books-and-more');
  await dialog.getByLabel('Opening balance').fill('1000');
  await dialog.getByRole('button', { name: 'Add POS' }).click();
  await expect(dialog).toBeHidden();
}

async function addPhone(room: Page): Promise<void> {
  await room.getByRole('button', { name: 'Add phone' }).click();
  const dialog = room.getByRole('dialog', { name: 'Add a phone' });
  await dialog.getByLabel(/^Name/).fill('Asha');
  await dialog.getByLabel(/^Mobile/).fill('9123456780');
  await dialog.getByLabel(/^UPI PIN/).fill('271828');
  await dialog.getByLabel('Opening balance').fill('750');
  await dialog.getByRole('button', { name: 'Add phone' }).click();
  await expect(dialog).toBeHidden();
}

async function resetEverything(room: Page): Promise<void> {
  await room.getByRole('button', { name: 'Settings', exact: true }).click();
  await room.getByRole('button', { name: 'Reset everything' }).click();
  const dialog = room.getByRole('dialog', { name: 'Reset everything' });
  await dialog.getByRole('button', { name: 'Continue' }).click();
  const last = dialog.getByRole('button', { name: 'Reset everything' });
  await expect(last).toBeDisabled();
  await dialog.getByRole('textbox').fill('reset');
  await last.click();
  await expect(dialog).toBeHidden({ timeout: 30_000 });
}

test('by hand: a shop with its printed code, a customer with six digits, then reset', async () => {
  const desk = await startDesk(data);
  const context = await openBrowser({ profile: join(folder, 'profile') });
  try {
    const errors = collectPageErrors(context);
    const room = context.pages()[0] ?? (await context.newPage());
    await room.goto(desk.address);
    await addPos(room);
    expect(existsSync(join(data, 'Book_corner_qr.png'))).toBe(true);
    await addPhone(room);

    const phone = await openDevice(room, 'Asha');
    await expect(phone.getByText('asha@upisim')).toBeVisible();
    await startScanning(phone);
    await lookAt(phone, 'Picture');
    await phone.locator('input[type=file]').setInputFiles(join(data, 'Book_corner_qr.png'));
    await expect(phone.getByRole('heading', { name: 'Book corner', level: 2 })).toBeVisible();
    await typeAmount(phone, '45.50');
    await phone
      .getByRole('button', { name: /^(?:Next|Continue|Pay)/ })
      .first()
      .click();
    await enterPin(phone, '271828');
    await expect(phone.getByText('Balance ₹704.50')).toBeVisible();

    await resetEverything(room);
    await room.getByRole('button', { name: 'Street', exact: true }).click();
    await expect(room.getByRole('button', { name: 'Set up a demo' }).first()).toBeVisible();
    await room.getByRole('button', { name: 'Accounts', exact: true }).click();
    await expect(room.getByRole('main').getByText('Book corner')).toHaveCount(0);
    expect(errors).toEqual([]);
  } finally {
    await context.close();
    await desk.stop();
  }
});
