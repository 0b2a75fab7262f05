import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './support/checks.ts';
import { openDevice } from './support/desk.ts';
import { type Desk, openDesk } from './support/street.ts';

/** An empty phone becomes somebody's; two phones pay each other. */
test.describe.configure({ mode: 'serial' });

let desk: Desk;
let asha: Page;

test.beforeAll(async () => {
  desk = await openDesk();
});
test.afterAll(() => desk.close());

async function addEmptyPhone(): Promise<Page> {
  await desk.room.getByRole('button', { name: 'Add phone' }).click();
  const dialog = desk.room.getByRole('dialog', { name: 'Add a phone' });
  await dialog.getByRole('button', { name: 'Add an empty phone' }).click();
  await expect(dialog).toBeHidden();
  return openDevice(desk.room, 'New phone');
}

async function typePin(phone: Page, pin: string): Promise<void> {
  for (const digit of pin) await phone.getByRole('button', { name: digit, exact: true }).click();
  await phone.getByRole('button', { name: /^(?:Next|Set PIN|Show|Pay ₹.*)$/ }).click();
}

const next = (phone: Page) => phone.getByRole('button', { name: 'Continue' }).click();

test('number, binding, account, UPI ID and a PIN that is not too easy', async () => {
  asha = await addEmptyPhone();
  await expectAccessible(asha, 'welcome');
  await asha.getByRole('button', { name: 'Set up UPI' }).click();

  await asha.getByLabel('Mobile number').fill('12345');
  await asha.getByLabel('Your name').fill('Asha Rao');
  await next(asha);
  await expect(asha.getByText(/ten-digit Indian mobile number/)).toBeVisible();
  await expectAccessible(asha, 'SIM and number');
  await asha.getByLabel('Mobile number').fill('91234 56780');
  await next(asha);

  await expect(asha.getByText(/^UPI-SIM /)).toBeVisible();
  await expectAccessible(asha, 'binding');
  await next(asha);
  await expect(asha.getByText(/Accounts the simulated bank found/)).toBeVisible();
  await expectAccessible(asha, 'account');
  await asha.getByRole('button', { name: /Savings account/ }).click();

  await expect(asha.getByLabel('UPI ID')).toHaveValue('asharao');
  await asha.getByLabel('UPI ID').fill('asha.rao');
  await expectAccessible(asha, 'UPI ID');
  await next(asha);

  await typePin(asha, '1234');
  await expect(asha.getByText(/the digits follow each other/).first()).toBeVisible();
  await expectAccessible(asha, 'choosing a PIN');
  await typePin(asha, '5678');
  await expect(asha.getByText(/Choose another/).first()).toBeVisible();
  await typePin(asha, '8362');
  await typePin(asha, '8361');
  await expect(asha.getByText(/The two PINs differ/).first()).toBeVisible();
  await typePin(asha, '8362');
  await typePin(asha, '8362');
  await expect(asha.getByText('asha.rao@upisim')).toBeVisible();
  await expectAccessible(asha, 'home, nothing paid yet');
});

test('the demo user: one press, a PIN to look up, ids to copy', async () => {
  const demo = await addEmptyPhone();
  await demo.getByRole('button', { name: 'Use a demo user' }).click();
  await expect(demo.getByText('Demo user', { exact: true })).toBeVisible();
  const toast = await demo
    .getByText(/Demo user ready. UPI PIN: \d{4}/)
    .first()
    .textContent();
  const pin = /\d{4}/.exec(toast ?? '')?.[0] ?? '';
  await demo.getByRole('button', { name: 'Settings' }).click();
  await demo.getByRole('button', { name: 'Show PIN' }).click();
  await expect(demo.locator('output')).toHaveText(pin);
  await demo.getByRole('button', { name: 'Hide PIN' }).click();
  await expect(demo.locator('output')).toHaveCount(0);
  await desk.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await demo.getByRole('button', { name: /^Account \(UID\)/ }).click();
  const uid = await demo.evaluate(() => navigator.clipboard.readText());
  expect(uid.length).toBeGreaterThan(4);
  await expect(demo.getByText(uid)).toBeVisible();
  await expectAccessible(demo, 'settings');
  await demo.getByRole('button', { name: 'Back' }).click();

  // Asha shows her code with an amount; the demo user takes a picture of it.
  await asha.getByRole('button', { name: 'Receive money' }).click();
  await asha.getByText('Ask for an amount').first().click();
  await asha.getByLabel('Amount in rupees').fill('12.50');
  await expect(asha.getByText('₹12.50')).toBeVisible();
  await expectAccessible(asha, 'receive');
  const code = await asha.locator('.phone-qr-card').screenshot();
  await demo.getByRole('button', { name: /^Scan any QR code/ }).click();
  await demo.getByRole('radio', { name: 'Picture' }).locator('..').click();
  await demo
    .locator('input[type=file]')
    .setInputFiles({ name: 'code.png', mimeType: 'image/png', buffer: code });
  await expect(demo.getByRole('heading', { name: 'Asha Rao', level: 2 })).toBeVisible();
  await typePin(demo, pin);
  await expect(demo.getByRole('heading', { name: 'Paid', level: 1 })).toBeVisible();
  await expect(asha.getByText('Received ₹12.50 from Demo user').first()).toBeVisible();
});

test('the balance hides behind the PIN', async () => {
  await asha.getByRole('button', { name: 'Back' }).click();
  await asha.getByRole('button', { name: 'Check balance' }).click();
  await typePin(asha, '4444');
  await expect(asha.getByText(/Wrong UPI PIN/).first()).toBeVisible();
  await expectAccessible(asha, 'balance, PIN');
  await typePin(asha, '8362');
  await expect(asha.getByText('The answer is proved to come from your bank.')).toBeVisible();
  await expectAccessible(asha, 'balance');
  expect(desk.errors).toEqual([]);
});
