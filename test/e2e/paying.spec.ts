import { readFileSync } from 'node:fs';
import { expect, type Page, test, type WebSocketRoute } from '@playwright/test';
import { unsignedLink } from '../../src/shared/upi-uri.ts';
import { expectAccessible } from './support/checks.ts';
import {
  charge,
  DEMO_PIN,
  enterPin,
  lookAt,
  startScanning,
  typeAmount,
} from './support/devices.ts';
import { openStreet, type Street } from './support/street.ts';

/** Every form of a link, the PIN that nobody can read, and payments without an answer. */
test.describe.configure({ mode: 'serial' });

let street: Street;
let phone: Page;

test.beforeAll(async () => {
  street = await openStreet();
  ({ phone } = street);
});
test.afterAll(() => street.close());

/** The shop's link without its signature: what anybody could print. */
const shopLink = (more: { payeeName?: string; amountRupees?: string }): string =>
  unsignedLink({
    payeeVpa: 'teastall@upisim',
    payeeName: 'Tea stall',
    mode: '00',
    mcc: '5814',
    ...more,
  });

async function payLink(link: string): Promise<void> {
  await startScanning(phone);
  await lookAt(phone, 'Type');
  await phone.getByLabel(/^UPI link/).fill(link);
  await phone.keyboard.press('Enter');
}

async function eraseAmount(): Promise<void> {
  const keypad = phone.getByRole('group', { name: 'Keypad' });
  await keypad.getByRole('button').first().focus();
  for (let press = 0; press < 6; press++) await phone.keyboard.press('Backspace');
}

const proceed = () => phone.getByRole('button', { name: 'Continue' }).click();

test('a free amount: an unsigned code is questioned, the amount is checked, a note goes along', async () => {
  await payLink(shopLink({ payeeName: 'Tee Stal' }));
  await expect(phone.getByText(/The code itself says “Tee Stal”/)).toBeVisible();
  await expectAccessible(phone, 'unsigned code');
  await phone.getByRole('button', { name: 'The name is right' }).click();
  await proceed();
  await expect(phone.getByText('Type the amount.').first()).toBeVisible();
  await typeAmount(phone, '7.50');
  await phone.getByLabel('Note').fill('two cups');
  await expectAccessible(phone, 'review, free amount');
  await proceed();
  await expect(phone.getByText('two cups')).toBeVisible();
  await enterPin(phone, DEMO_PIN);
  await expect(phone.getByText('Balance ₹4,992.50')).toBeVisible();
});

test('a success screen moves with the clock, a picture of it does not', async () => {
  await expectAccessible(phone, 'paid');
  const ring = phone.locator('.phone-live i');
  const turnOf = () => ring.evaluate((element) => element.style.getPropertyValue('--turn'));
  const before = await turnOf();
  await expect.poll(turnOf).not.toBe(before);
  await expect(phone.getByText(/^Live, /)).toBeVisible();
  await phone.getByRole('button', { name: 'Done' }).click();
});

test('a minimum may be raised, not lowered; a locked amount stands', async () => {
  await payLink(shopLink({ amountRupees: '30.00' }).concat('&mam=25.00'));
  await phone.getByRole('button', { name: 'The name is right' }).click();
  await eraseAmount();
  await typeAmount(phone, '10');
  await proceed();
  await expect(phone.getByText('The shop asks for ₹25.00 or more.').first()).toBeVisible();
  await eraseAmount();
  await typeAmount(phone, '26');
  await proceed();
  await expect(phone.getByRole('button', { name: 'Pay ₹26.00' })).toBeVisible();
  await phone.getByRole('button', { name: 'Back' }).click();
  await phone.getByRole('button', { name: 'Back' }).click();

  await payLink(shopLink({ amountRupees: '9.00' }));
  await phone.getByRole('button', { name: 'The name is right' }).click();
  await expect(phone.getByRole('button', { name: 'Pay ₹9.00' })).toBeVisible();
  await expectAccessible(phone, 'PIN pad');
});

test('digits of the PIN are neither in the page nor in what a screen reader gets', async () => {
  const seen = async (digits: string): Promise<string> => {
    for (const digit of digits) await phone.keyboard.press(digit);
    await expect(phone.getByRole('img', { name: '3 of 4 digits entered' })).toBeVisible();
    const html = await phone.locator('.ui-phone-content').evaluate((element) => element.outerHTML);
    const focus = await phone.evaluate(() => document.activeElement?.outerHTML);
    const tree = await phone.locator('.ui-phone-content').ariaSnapshot();
    for (let press = 0; press < 3; press++) await phone.keyboard.press('Backspace');
    return [html, focus, tree].join('\n');
  };
  const first = await seen('739');
  expect(await seen('180')).toBe(first);
  await phone.getByRole('button', { name: 'Back' }).click();
  await phone.getByRole('button', { name: 'Back' }).click();
});

test('UPI ID and mobile number; the list of whom one paid before; nobody there', async () => {
  await phone.getByRole('button', { name: 'Pay UPI ID or mobile' }).click();
  await phone.getByLabel('UPI ID or mobile number').fill('nobody');
  await proceed();
  await expect(phone.getByText(/Type a UPI ID such as/)).toBeVisible();
  await expectAccessible(phone, 'pay to');
  await phone.getByLabel('UPI ID or mobile number').fill('nobody@upisim');
  await proceed();
  await expect(phone.getByRole('heading', { name: 'This cannot be paid', level: 1 })).toBeVisible();
  await expectAccessible(phone, 'cannot be paid');
  await phone.getByRole('button', { name: 'Close' }).click();
  await phone
    .getByRole('button', { name: /^Tea stall/ })
    .first()
    .click();
  await expect(phone.getByRole('heading', { name: 'Tea stall', level: 2 })).toBeVisible();
  await phone.getByRole('button', { name: 'Back' }).click();
  await phone.getByRole('button', { name: 'Home' }).click();
});

test('history with search, a receipt saved, shared and checked, a forged one told', async () => {
  await phone.getByRole('button', { name: 'History' }).click();
  await phone.getByLabel('Search').fill('two cups');
  await expect(phone.getByRole('button', { name: /Tea stall.*two cups/ })).toBeVisible();
  await phone.getByLabel('Search').fill('no such thing');
  await expect(phone.getByText(/Nothing found for/)).toBeVisible();
  await expectAccessible(phone, 'history, nothing found');
  await phone.getByLabel('Search').fill('two cups');
  await phone.getByRole('button', { name: /Tea stall.*two cups/ }).click();

  await phone.getByRole('button', { name: 'Check this receipt' }).click();
  await expect(
    phone.getByText('This payment is in the ledger that the bank signed.').first(),
  ).toBeVisible();
  await expectAccessible(phone, 'payment with its receipt');
  const saved = async (button: string): Promise<string> => {
    await phone.getByRole('button', { name: button }).click();
    const line = phone.getByText(/^Saved as /).last();
    await expect(line).toContainText(button === 'Save proof' ? '.tlog-proof' : '.png');
    return ((await line.textContent()) ?? '').replace('Saved as ', '');
  };
  expect(
    readFileSync(await saved('Share picture'))
      .subarray(1, 4)
      .toString(),
  ).toBe('PNG');
  const proof = readFileSync(await saved('Save proof'), 'utf8');

  await phone.getByRole('button', { name: 'Home' }).click();
  await phone.getByRole('button', { name: 'Settings' }).click();
  await phone.getByRole('button', { name: 'Check a receipt' }).click();
  await phone.getByLabel('Text of the receipt').fill(proof);
  await phone.getByRole('button', { name: 'Check', exact: true }).click();
  await expect(phone.getByText('Genuine', { exact: true })).toBeVisible();
  await expectAccessible(phone, 'a genuine receipt');
  const middle = proof.indexOf('\n') + 40;
  const forged = `${proof.slice(0, middle)}${proof[middle] === 'A' ? 'B' : 'A'}${proof.slice(middle + 1)}`;
  await phone.getByLabel('Text of the receipt').fill(forged);
  await phone.getByRole('button', { name: 'Check', exact: true }).click();
  await expect(phone.getByText('Not genuine', { exact: true })).toBeVisible();
  await expectAccessible(phone, 'a forged receipt');
  await phone.getByRole('button', { name: 'Home' }).click();
});

test('no answer after the PIN: pending, asked again, paid once', async () => {
  const { pos, context } = street;
  let isCut = false;
  const open = new Set<WebSocketRoute>();
  await phone.close();
  // The bank's and the terminal's lines of the phone run through here.
  await context.routeWebSocket(/\/(?:bank|terminal)/, (page) => {
    if (isCut) return void page.close();
    const server = page.connectToServer();
    open.add(page);
    page.onMessage((message) => server.send(message));
    server.onMessage((message) => {
      if (isCut) void page.close();
      else page.send(message);
    });
  });
  phone = await (async () => {
    const opening = context.waitForEvent('page');
    await street.room.getByRole('button', { name: 'Open Demo user', exact: true }).click();
    return opening;
  })();
  await expect(phone.getByText('demouser@upisim')).toBeVisible();
  await charge(pos, '40');
  await startScanning(phone);
  await lookAt(phone, 'POS nearby');
  await expect(phone.getByRole('button', { name: 'Pay ₹40.00' })).toBeVisible();
  isCut = true;
  await enterPin(phone, DEMO_PIN);
  await expect(phone.getByRole('heading', { name: 'Pending', level: 1 })).toBeVisible();
  await expectAccessible(phone, 'pending');
  await expect(pos.getByRole('region', { name: 'Paid' })).toBeVisible();
  isCut = false;
  await phone.getByRole('button', { name: 'Ask now' }).click();
  await expect(phone.getByRole('heading', { name: 'Paid', level: 1 })).toBeVisible();
  await phone.getByRole('button', { name: 'Done' }).click();
  await pos.getByRole('button', { name: 'New charge' }).click();
  await pos.getByRole('tab', { name: 'Payments' }).click();
  await expect(pos.getByText('2 payments')).toBeVisible();
});
