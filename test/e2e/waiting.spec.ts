import { expect, type Page, test } from '@playwright/test';
import { expectAccessible, expectNothingCut } from './support/checks.ts';
import {
  charge,
  DEMO_PIN,
  enterPin,
  expectPaySheet,
  lookAt,
  startScanning,
} from './support/devices.ts';
import { openStreet, type Street } from './support/street.ts';

/** Payments that wait, on phone and POS: said at once, and followed to their end. */
let street: Street;

test.beforeAll(async () => {
  street = await openStreet();
  const { room } = street;
  await room.bringToFront();
  await room.getByRole('button', { name: 'Settings', exact: true }).click();
  await room.getByLabel('Seconds a pending payment waits').fill('4');
  await room.getByLabel('Seconds until money comes back').fill('4');
  await room.getByLabel('Seconds a deemed payment waits').fill('4');
  await room.getByRole('button', { name: 'Save bank rules' }).click();
});
test.afterAll(async () => street.close());

async function addFault(room: Page, kind: string): Promise<void> {
  await room.bringToFront();
  await room.getByRole('button', { name: 'Weather', exact: true }).click();
  await room.getByLabel('What goes wrong').selectOption({ label: kind });
  await room.getByLabel('How many times').fill('1');
  await room.getByRole('button', { name: 'Add this fault' }).click();
}

async function payTwentyRupees({ pos, phone }: Street): Promise<void> {
  await charge(pos, '20');
  await startScanning(phone);
  await lookAt(phone, 'POS nearby');
  await expectPaySheet(phone, 'Tea stall', '20.00');
  await enterPin(phone, DEMO_PIN);
}

/** Both screens hear how it ended; then they are ready for the next. */
async function paidByItself({ pos, phone }: Street): Promise<void> {
  await expect(pos.getByRole('region', { name: 'Paid' })).toBeVisible({ timeout: 15_000 });
  await expect(phone.getByRole('heading', { name: 'Paid', level: 1 })).toBeVisible();
  await pos.getByRole('button', { name: 'New charge' }).click();
  await phone.getByRole('button', { name: 'Done' }).click();
}

test('a pending payment waits on both screens and is paid by itself', async () => {
  const { room, pos, phone, errors } = street;
  await addFault(room, 'pending payments');
  await payTwentyRupees(street);
  await expect(phone.getByRole('heading', { level: 1, name: /pending/i })).toBeVisible();
  const waiting = pos.getByRole('region', { name: 'Payment pending' });
  await expect(waiting).toContainText('Wait for the result before handing over goods.');
  await expectAccessible(pos, 'POS with a pending payment');
  await expectNothingCut(pos, 'POS with a pending payment');
  await paidByItself(street);
  expect(errors).toEqual([]);
});

test('a deemed payment: taken, not yet confirmed on the phone, no goods yet at the shop; then paid', async () => {
  const { room, pos, phone, errors } = street;
  await addFault(room, 'deemed payments');
  await payTwentyRupees(street);
  await expect(
    phone.getByRole('heading', { level: 1, name: 'Taken, not yet confirmed' }),
  ).toBeVisible();
  await expect(phone.getByText(/^RB/)).toBeVisible();
  await expect(pos.getByRole('region', { name: 'Payment pending' })).toBeVisible();
  await expectAccessible(phone, 'a deemed payment');
  await expectNothingCut(phone, 'a deemed payment');
  await paidByItself(street);
  expect(errors).toEqual([]);
});

test('a credit that times out gives the money back, and the code is good again', async () => {
  const { room, pos, phone, errors } = street;
  await addFault(room, 'credit timeouts');
  await payTwentyRupees(street);
  await expect(pos.getByRole('region', { name: 'Payment pending' })).toBeVisible();
  await expect(phone.getByText(/^U68/)).toBeVisible({ timeout: 15_000 });
  await expect(phone.getByRole('main').getByText(/is back in your account/)).toBeVisible();
  await expect(pos.getByRole('button', { name: 'Save QR' })).toBeVisible();
  expect(errors).toEqual([]);
});
