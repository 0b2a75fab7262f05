import { expect, type Page, test } from '@playwright/test';
import { expectAccessible, expectHindi, expectNothingCut, expectStill } from './support/checks.ts';
import { openDevice } from './support/desk.ts';
import { DEMO_PIN, enterPin } from './support/devices.ts';
import { openStreet, type Street } from './support/street.ts';

/** Requests for money between two phones: paid, declined, taken back, blocked. */
test.describe.configure({ mode: 'serial' });

const ASHAS_PIN = '8362';
const NAMES = ['Tea stall', 'Demo user', 'Asha', 'two teas'];
let street: Street;
let demo: Page;
let asha: Page;

test.beforeAll(async () => {
  street = await openStreet();
  demo = street.phone;
  const { room } = street;
  await room.getByRole('button', { name: 'Add phone' }).click();
  const dialog = room.getByRole('dialog', { name: 'Add a phone' });
  await dialog.getByLabel(/^Name/).fill('Asha');
  await dialog.getByLabel(/^Mobile/).fill('9123456780');
  await dialog.getByLabel(/^UPI PIN/).fill(ASHAS_PIN);
  await dialog.getByLabel('Opening balance').fill('750');
  await dialog.getByRole('button', { name: 'Add phone' }).click();
  asha = await openDevice(room, 'Asha');
  await expect(asha.getByText('asha@upisim')).toBeVisible({ timeout: 20_000 });
});
test.afterAll(() => street.close());

const press = (phone: Page, name: string | RegExp) =>
  phone.getByRole('button', { name, exact: typeof name === 'string' }).click();

async function ask(from: Page, whom: string, amount: string, note = ''): Promise<void> {
  await press(from, /^Requests/);
  await press(from, 'Ask for money');
  await from.getByLabel('UPI ID or mobile number').fill(whom);
  await from.getByLabel('Amount in rupees').fill(amount);
  await from.getByLabel('Note').fill(note);
  await press(from, 'Send the request');
  await expect(from.getByText(/^You asked .* for ₹/)).toBeVisible();
}

const home = (phone: Page) => press(phone, 'Home');

test('asked by mobile number: the other phone tells, pays with its PIN, both see it paid', async () => {
  await press(demo, /^Requests/);
  await expectAccessible(demo, 'no requests');
  await press(demo, 'Ask for money');
  await press(demo, 'Send the request');
  await expect(demo.getByText(/^Type a UPI ID such as/)).toBeVisible();
  await expect(demo.getByText(/^Type the amount/)).toBeVisible();
  await expectAccessible(demo, 'ask for money');
  await press(demo, 'Back');
  await home(demo);
  await ask(demo, '91234 56780', '120', 'two teas');
  await expectAccessible(demo, 'own request');

  await expect(asha.getByRole('button', { name: /^Requests.*1 request waits/ })).toBeVisible();
  await expectAccessible(asha, 'home with a request');
  await press(asha, 'Look at it');
  await expect(asha.getByText('Demo user asks you for ₹120.00').last()).toBeVisible();
  await expect(asha.getByText('Paying takes money out of your account.')).toBeVisible();
  await expectAccessible(asha, 'incoming request');
  await press(asha, 'Pay ₹120.00');
  await expectAccessible(asha, 'PIN for a request');
  await enterPin(asha, ASHAS_PIN);
  await expect(asha.getByRole('heading', { name: 'Paid', level: 1 })).toBeVisible();
  await expect(asha.getByText('Balance ₹630.00')).toBeVisible();
  await press(asha, 'Done');
  await expect(asha.locator('.phone-request').getByText('paid', { exact: true })).toBeVisible();
  await expect(asha.getByRole('button', { name: /^Pay ₹/ })).toBeHidden();
  await expect(demo.locator('.phone-request').getByText('paid', { exact: true })).toBeVisible();
  await home(asha);
  await home(demo);
});

test('a wrong PIN leaves the request open; declined is told to who asked', async () => {
  await ask(demo, 'asha@upisim', '9.50');
  await press(asha, 'Look at it');
  await press(asha, 'Pay ₹9.50');
  await enterPin(asha, '9731');
  await expect(asha.getByText(/^Wrong UPI PIN/)).toBeVisible();
  await press(asha, 'Close');
  await expect(asha.getByText('The last try failed')).toBeVisible();
  await expectAccessible(asha, 'request after a wrong PIN');
  await press(asha, 'Decline');
  await expect(asha.locator('.phone-request').getByText('declined', { exact: true })).toBeVisible();
  await expect(demo.locator('.phone-request').getByText('declined', { exact: true })).toBeVisible();
  await expect(demo.getByText('Asha declined your request for ₹9.50').first()).toBeVisible();
  await expectAccessible(demo, 'declined request');
  await home(asha);
  await home(demo);
});

test('taken back before it was paid', async () => {
  await ask(demo, 'asha@upisim', '33');
  await press(asha, 'Look at it');
  await press(demo, 'Take the request back');
  await expect(asha.locator('.phone-request').getByText('taken back')).toBeVisible();
  await expect(asha.getByRole('button', { name: 'Pay ₹33.00' })).toBeHidden();
  await home(asha);
  await home(demo);
});

test('who is blocked can neither ask nor pay, until unblocked in the settings', async () => {
  await ask(asha, 'demouser@upisim', '5');
  await press(demo, 'Look at it');
  await press(demo, 'Decline and block Asha');
  const dialog = demo.getByRole('dialog', { name: 'Block Asha?' });
  await expect(dialog).toContainText('asha@upisim');
  await expectAccessible(demo, 'block');
  await dialog.getByRole('button', { name: 'Decline and block' }).click();
  await expect(dialog).toBeHidden();
  await home(asha);
  await press(asha, /^Requests/);
  await press(asha, 'Ask for money');
  await asha.getByLabel('UPI ID or mobile number').fill('demouser@upisim');
  await asha.getByLabel('Amount in rupees').fill('6');
  await press(asha, 'Send the request');
  await expect(asha.getByRole('alert').filter({ hasText: 'Code TM' })).toBeVisible();
  await expectAccessible(asha, 'asking is refused');
  await home(demo);
  await press(demo, 'Settings');
  await press(demo, 'Blocked UPI IDs');
  await expectAccessible(demo, 'blocked UPI IDs');
  await press(demo, 'Unblock asha@upisim');
  await expect(demo.getByText('No UPI ID is blocked')).toBeVisible();
  await press(asha, 'Send the request');
  await expect(asha.getByText('You asked Demo user for ₹6.00')).toBeVisible();
});

test('in Hindi: the list, a request, asking, blocked', async () => {
  await home(demo);
  await press(demo, 'Settings');
  await demo.getByRole('radio', { name: 'हिन्दी' }).locator('..').click();
  await demo.reload();
  const good = async (screen: string) => {
    await expectHindi(demo, screen, NAMES);
    await expectNothingCut(demo, screen);
    await expectStill(demo, screen);
  };
  await press(demo, 'सेटिंग');
  await press(demo, 'रोकी गई यूपीआई आईडी');
  await good('blocked');
  await press(demo, 'होम');
  await good('home with a request');
  await press(demo, /^अनुरोध/);
  await demo.getByText('ठुकराया गया').first().waitFor();
  await good('requests');
  await demo.getByRole('radio', { name: 'माँगे हुए' }).locator('..').click();
  await good('requests, asked for');
  await press(demo, 'पैसा माँगें');
  await good('ask');
  await press(demo, 'पीछे');
  await demo.getByRole('radio', { name: 'देने हैं' }).locator('..').click();
  await press(demo, /₹6\.00/);
  await good('request');
  await press(demo, '₹6.00 दें');
  for (const digit of DEMO_PIN) await press(demo, digit);
  await press(demo, '₹6.00 दें');
  await expect(demo.getByRole('heading', { name: 'भुगतान हो गया', level: 1 })).toBeVisible();
  expect(street.errors).toEqual([]);
});
