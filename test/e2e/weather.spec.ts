import { expect, type Page, test } from '@playwright/test';
import { expectAccessible, expectHindi, expectNothingCut } from './support/checks.ts';
import {
  charge,
  DEMO_PIN,
  enterPin,
  expectPaid,
  expectPaySheet,
  lookAt,
  startScanning,
} from './support/devices.ts';
import { openStreet, type Street } from './support/street.ts';

/** Network weather: made in the control room, felt by the phone, told by every window. */
let street: Street;

test.beforeAll(async () => {
  street = await openStreet();
});
test.afterAll(async () => street.close());

const banner = (page: Page) => page.getByRole('status').filter({ hasText: /^Network weather/ });

async function openWeather(): Promise<Page> {
  const { room } = street;
  await room.bringToFront();
  await room.getByRole('button', { name: 'Weather', exact: true }).click();
  return room;
}

test('a bank that is down refuses with XY on every window’s word, and one button ends it', async () => {
  const { room, pos, phone, errors } = street;
  await openWeather();
  await expect(room.getByText('Fair weather', { exact: true })).toBeVisible();
  await room.getByRole('button', { name: 'Start: Payer’s bank is down' }).click();
  for (const page of [room, pos, phone]) {
    await expect(banner(page)).toContainText('payer’s bank offline');
  }
  await charge(pos, '20');
  await startScanning(phone);
  await lookAt(phone, 'POS nearby');
  await expectPaySheet(phone, 'Tea stall', '20.00');
  await enterPin(phone, DEMO_PIN);
  await expect(phone.getByRole('heading', { name: 'Not paid', level: 1 })).toBeVisible();
  await expect(phone.getByText(/^XY/)).toBeVisible();
  await expect(room.getByText('hit 1 payment')).toBeVisible();

  await room.getByRole('button', { name: 'Back to fair weather' }).first().click();
  for (const page of [room, pos, phone]) await expect(banner(page)).toHaveCount(0);
  await phone.getByRole('button', { name: 'Scan again' }).click();
  await expectPaySheet(phone, 'Tea stall', '20.00');
  await enterPin(phone, DEMO_PIN);
  await expectPaid(phone, pos, '4,980.00');
  expect(errors).toEqual([]);
});

test('one fault for one shop, told in numbers, survives a reload and ends by itself', async () => {
  const { pos } = street;
  const room = await openWeather();
  await room.getByLabel('For whom').selectOption({ label: 'Another account…' });
  await room.getByLabel('UID or MID').fill('nobody');
  await expect(room.getByText('A UID is U and nine digits')).toBeVisible();
  await expect(room.getByRole('button', { name: 'Add this fault' })).toBeDisabled();
  await room.getByLabel('For whom').selectOption({ label: 'Tea stall (M000000001)' });
  await room.getByLabel('What goes wrong').selectOption({ label: 'risk refusals' });
  await room.getByLabel('Answers with').selectOption('K1');
  await room.getByLabel('How many times').fill('3');
  await room.getByRole('button', { name: 'Add this fault' }).click();
  const line = room.getByRole('listitem').filter({ hasText: 'risk refusals' });
  await expect(line).toContainText('Tea stall · 3 more');
  await room.reload();
  await expect(banner(room)).toContainText('risk refusals');
  await expect(banner(pos)).toBeVisible();
  await room.getByRole('button', { name: 'End risk refusals' }).click();
  await expect(banner(pos)).toHaveCount(0);
});

test('the page and the banners: axe, nothing cut off, Hindi', async () => {
  const { pos, phone } = street;
  const room = await openWeather();
  await room.getByRole('button', { name: 'Start: Monsoon evening' }).click();
  await expect(banner(phone)).toBeVisible();
  const pages = { room, pos, phone };
  for (const [name, page] of Object.entries(pages)) {
    await expectAccessible(page, `${name} in bad weather`);
    await expectNothingCut(page, `${name} in bad weather`);
  }
  await room.getByRole('button', { name: 'Settings', exact: true }).click();
  await room.getByRole('radio', { name: 'हिन्दी' }).locator('..').click();
  await room.getByRole('button', { name: 'मौसम', exact: true }).click();
  await expectHindi(room, 'weather', ['Tea stall', 'Demo user', 'NPCI', 'CBS', 'Ctrl K']);
  await room.getByRole('button', { name: 'मौसम साफ़ करें' }).first().click();
  await expect(banner(phone)).toHaveCount(0);
});
