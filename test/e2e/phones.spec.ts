import { expect, type Page, test } from '@playwright/test';
import {
  deviceWindowSize,
  PHONE_PROFILES,
  phoneSize,
} from '../../src/shared/simulator/device-profiles.ts';
import { expectAccessible, expectHindi, expectNothingCut, expectStill } from './support/checks.ts';
import { openDevice } from './support/desk.ts';
import { charge, DEMO_PIN, enterPin, lookAt, startScanning } from './support/devices.ts';
import { openStreet, type Street } from './support/street.ts';

/** Every model of the table, and a PIN that is changed, locked and forgotten. */
test.describe.configure({ mode: 'serial' });

const NEW_PIN = '8362';
const SIX_DIGITS = '628174';
const NAMES = ['Demo user'];
let street: Street;
let phone: Page;
let pos: Page;

test.beforeAll(async () => {
  street = await openStreet();
  ({ phone, pos } = street);
});
test.afterAll(() => street.close());

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

async function typePin(pin: string, submit: string): Promise<void> {
  for (const digit of pin) await press(phone, digit);
  await press(phone, submit);
}

async function expectBalance(pin: string): Promise<void> {
  await press(phone, 'Home');
  await press(phone, 'Check balance');
  await typePin(pin, 'Show');
  await expect(phone.getByText('The answer is proved to come from your bank.')).toBeVisible();
  await press(phone, 'Home');
}

const MODELS = [
  ['android-small', 'Android, small', '9811111111'],
  ['android-large', 'Android, large', '9822222222'],
  ['iphone', 'iPhone', '9833333333'],
] as const;

test('each model is drawn in its own size and opens in a window that fits', async () => {
  const { room } = street;
  for (const [profile, label, mobile] of MODELS) {
    await press(room, 'Add phone');
    const dialog = room.getByRole('dialog', { name: 'Add a phone' });
    await dialog.getByLabel(/^Name/).fill(label);
    await dialog.getByLabel(/^Mobile/).fill(mobile);
    await dialog.getByLabel(/^UPI PIN/).fill(NEW_PIN);
    await dialog.getByLabel('Phone model').selectOption(profile);
    await dialog.getByRole('button', { name: 'Add phone' }).click();
    await expect(dialog).toBeHidden();
    const page = await openDevice(room, label);
    await expect(page.getByText(/@upisim$/).first()).toBeVisible({ timeout: 20_000 });
    const { screen, camera } = PHONE_PROFILES[profile];
    const size = deviceWindowSize(phoneSize(PHONE_PROFILES[profile]), false);
    await page.setViewportSize(size);
    const box = await page.locator('.ui-phone-screen').boundingBox();
    expect([box?.width, box?.height].map(Math.round as never), label).toEqual([
      screen.width,
      screen.height,
    ]);
    await expect(page.locator('.ui-phone-screen')).toHaveClass(new RegExp(`is-${camera}( |$)`));
    await expect(page.locator('.ui-status')).toContainText(/\d{2}:\d{2}/);
    await expectNothingCut(page, label);
    await expectAccessible(page, label);
    await page.close();
  }
});

test('the PIN is changed: the old one is wanted, a weak one refused', async () => {
  await press(phone, 'Settings');
  await press(phone, 'Change UPI PIN');
  await typePin('9731', 'Next');
  await typePin(NEW_PIN, 'Next');
  await typePin(NEW_PIN, 'Change PIN');
  await expect(phone.getByText(/^Wrong UPI PIN/).first()).toBeVisible();
  await expectAccessible(phone, 'change PIN, wrong old one');
  await typePin(DEMO_PIN, 'Next');
  await typePin('1111', 'Next');
  await expect(phone.getByText(/^Too easy/).first()).toBeVisible();
  await expectAccessible(phone, 'change PIN, weak new one');
  await typePin(NEW_PIN, 'Next');
  await typePin(NEW_PIN, 'Change PIN');
  await expect(phone.getByText('Your UPI PIN was changed').first()).toBeVisible();
  await expectBalance(NEW_PIN);
});

test('three wrong PINs lock UPI; the forgotten PIN is set anew with the code by SMS', async () => {
  await charge(pos, '8');
  await startScanning(phone);
  await lookAt(phone, 'POS nearby');
  await expect(phone.getByRole('button', { name: 'Pay ₹8.00' })).toBeVisible();
  for (const tries of [1, 2, 3]) {
    await enterPin(phone, '9731');
    await expect(phone.getByRole('heading', { name: 'Not paid', level: 1 })).toBeVisible();
    if (tries < 3) await press(phone, 'Try again');
  }
  await expect(phone.getByText(/^Z6 ·|^ZM ·/)).toBeVisible();
  if (await phone.getByText(/^ZM ·/).isVisible()) {
    await press(phone, 'Try again');
    await enterPin(phone, NEW_PIN);
  }
  await expect(phone.getByText(/^Z6 ·/)).toBeVisible();
  await expectAccessible(phone, 'UPI is locked');
  await press(phone, 'Forgot PIN?');
  await expect(phone.getByText(/The bank sends an SMS to 98765/)).toBeVisible();
  await expectAccessible(phone, 'forgotten PIN');
  await press(phone, 'Send the SMS');
  await phone.getByRole('radio', { name: '6 digits' }).locator('..').click();
  await expectAccessible(phone, 'forgotten PIN, new one');
  await typePin(SIX_DIGITS, 'Next');
  await typePin(SIX_DIGITS, 'Change PIN');
  await expect(phone.getByText('Your new UPI PIN is set').first()).toBeVisible();
  await expectBalance(SIX_DIGITS);
  await pos.getByRole('button', { name: 'Cancel' }).click();
});

test('in Hindi: the forgotten PIN and the change of a PIN', async () => {
  await press(phone, 'Settings');
  await phone.getByRole('radio', { name: 'हिन्दी' }).locator('..').click();
  await phone.reload();
  await press(phone, 'सेटिंग');
  await press(phone, 'यूपीआई पिन भूल गए');
  await expect(phone.getByText(/पर एसएमएस भेजेगा/)).toBeVisible();
  await expectHindi(phone, 'forgotten PIN', NAMES);
  await expectNothingCut(phone, 'forgotten PIN');
  await press(phone, 'एसएमएस भेजें');
  await phone.getByRole('radio', { name: '4 अंक' }).waitFor();
  await expectHindi(phone, 'forgotten PIN, new one', NAMES);
  await expectNothingCut(phone, 'forgotten PIN, new one');
  await expectStill(phone, 'forgotten PIN, new one');
  expect(street.errors).toEqual([]);
});
