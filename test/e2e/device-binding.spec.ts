import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './support/checks.ts';
import { openDevice } from './support/desk.ts';
import { charge, DEMO_PIN, enterPin, lookAt, startScanning } from './support/devices.ts';
import { openStreet, type Street } from './support/street.ts';

/** A phone is a key: what happens when the key is lost, and when the bank lets go of it. */
test.describe.configure({ mode: 'serial' });

let street: Street;
let phone: Page;

test.beforeAll(async () => {
  street = await openStreet();
  phone = street.phone;
});
test.afterAll(() => street.close());

async function payAtThePos(rupees: string): Promise<void> {
  await charge(street.pos, rupees);
  await startScanning(phone);
  await lookAt(phone, 'POS nearby');
  await expect(phone.getByRole('heading', { name: 'Tea stall', level: 2 })).toBeVisible();
  await enterPin(phone, DEMO_PIN);
}

const loseKeys = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    for (const { name } of await indexedDB.databases()) {
      if (name) indexedDB.deleteDatabase(name);
    }
  });

test('a browser that lost its keys binds again by SMS and pays little at first', async () => {
  await loseKeys(phone);
  await phone.close();
  phone = await openDevice(street.room, 'Demo user');
  await expect(phone.getByText('demouser@upisim')).toBeVisible();
  await payAtThePos('6000');
  await expect(phone.getByRole('alert').getByText(/at most Rs 5,000/)).toBeVisible();
  await expect(phone.getByText('FL', { exact: false }).first()).toBeVisible();
  await expectAccessible(phone, 'first payment of a new phone above its limit');
  await phone.getByRole('button', { name: /^(?:Close|Done)$/ }).click();
  await street.pos.getByRole('button', { name: /^Cancel/ }).click();
});

test('a phone that the bank let go of is refused with U66 and binds again', async () => {
  const { room } = street;
  await room.getByRole('button', { name: 'Accounts', exact: true }).click();
  await room.getByRole('button', { name: /^Demo user/ }).click();
  await room.getByRole('button', { name: 'Let go of the phone' }).click();
  const dialog = room.getByRole('dialog');
  await expectAccessible(room, 'letting go of a phone');
  await dialog.getByRole('button', { name: 'Let go of the phone' }).click();
  await expect(dialog).toBeHidden();
  await charge(street.pos, '20');
  // The scanner begins with what it looked at last, the POS.
  await startScanning(phone);
  await expect(phone.getByText(/^U66 ·/)).toBeVisible();
  await expectAccessible(phone, 'a phone that the bank let go of');
  await phone.getByRole('button', { name: 'Set up UPI again' }).click();
  await expect(phone.getByText('demouser@upisim')).toBeVisible();
  await startScanning(phone);
  await expect(phone.getByRole('heading', { name: 'Tea stall', level: 2 })).toBeVisible();
  await enterPin(phone, DEMO_PIN);
  await expect(phone.getByRole('heading', { name: 'Paid', level: 1 })).toBeVisible();
  expect(street.errors).toEqual([]);
});
