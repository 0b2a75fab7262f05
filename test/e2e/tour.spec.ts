import { expect, type Page, test } from '@playwright/test';
import { openDevice } from './support/desk.ts';
import {
  charge,
  DEMO_PIN,
  enterPin,
  expectPaid,
  expectPaySheet,
  lookAt,
  startScanning,
} from './support/devices.ts';
import { type Desk, openDesk } from './support/street.ts';

/** A new user on the guided tour, and everything of the control room by keyboard alone. */
let desk: Desk;

test.beforeAll(async () => {
  desk = await openDesk();
});
test.afterAll(async () => desk.close());

/** The bar of the tour: a first payment within a minute of the first page. */
const FIRST_PAYMENT_WITHIN_MS = 60_000;
const TABS_MAX = 60;

const step = (room: Page, title: string) =>
  room.getByRole('complementary', { name: title, exact: true });

test('the guided tour ends in a payment that the user made, within a minute', async () => {
  const { room } = desk;
  const startedMs = Date.now();
  await room.getByRole('button', { name: 'Show me around' }).first().click();
  await expect(step(room, 'Put a shop and a customer on the street')).toBeVisible();
  await room.getByRole('button', { name: 'Set up a demo' }).first().click();
  await expect(step(room, 'Open both windows')).toBeVisible();
  const pos = await openDevice(room, 'Tea stall');
  const phone = await openDevice(room, 'Demo user');
  await expect(step(room, 'Charge ₹20')).toBeVisible();
  await charge(pos, '20');
  await expect(step(room, 'Scan and pay')).toContainText(DEMO_PIN);
  await startScanning(phone);
  await lookAt(phone, 'POS nearby');
  await expectPaySheet(phone, 'Tea stall', '20.00');
  await enterPin(phone, DEMO_PIN);
  await expectPaid(phone, pos, '4,980.00');
  expect(Date.now() - startedMs).toBeLessThan(FIRST_PAYMENT_WITHIN_MS);

  const prove = step(room, 'Prove it');
  await prove.getByRole('button', { name: 'Go to the ledger' }).click();
  await room.getByRole('button', { name: 'Verify', exact: true }).click();
  await expect(step(room, 'You made a real UPI payment')).toBeVisible();
  await room.getByRole('button', { name: 'Finish' }).click();
  await expect(room.getByRole('complementary')).toHaveCount(0);
  expect(desk.errors).toEqual([]);
});

/** What has focus, as a screen reader would say it, and whether the eye sees it too. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const active = document.activeElement as HTMLElement | null;
    // After the last control focus leaves the page for the browser's own bar.
    const element = active === document.body ? null : active;
    const label = element?.closest('label')?.textContent ?? '';
    const own = element?.getAttribute('aria-label') ?? element?.textContent ?? '';
    const shown = element?.matches('input[type=radio]')
      ? element.closest('label')
      : (element?.closest('.ui-input') ?? element);
    const style = shown ? getComputedStyle(shown) : undefined;
    const hasRing = style?.outlineStyle !== 'none' || style.boxShadow !== 'none';
    return { name: (own || label).trim(), hasRing };
  });

/** Tab until all of these were reached; answers what was not. Focus has to show on the way. */
async function tabThrough(page: Page, wanted: readonly string[]): Promise<readonly string[]> {
  const missing = new Set(wanted.filter((name) => name !== ''));
  for (let press = 0; press < TABS_MAX && missing.size > 0; press++) {
    await page.keyboard.press('Tab');
    const { name, hasRing } = await focused(page);
    if (name !== '') expect(hasRing, `focus shows on ${name}`).toBe(true);
    missing.delete(name);
  }
  return [...missing];
}

test('every button of every page is reached by Tab', async () => {
  const { room } = desk;
  await room.bringToFront();
  const pages = room.getByRole('navigation').getByRole('button');
  for (let index = 0; index < (await pages.count()); index++) {
    await pages.nth(index).focus();
    await room.keyboard.press('Enter');
    await expect(pages.nth(index)).toHaveAttribute('aria-current', 'page');
    const buttons = room.getByRole('main').locator('button:enabled:visible:not([tabindex="-1"])');
    await expect(buttons.first()).toBeVisible();
    const wanted = await buttons.evaluateAll((all) =>
      all.map((each) => (each.getAttribute('aria-label') ?? each.textContent ?? '').trim()),
    );
    expect(await tabThrough(room, wanted)).toEqual([]);
  }
});

test('the palette: a page, a device and a search by keyboard', async () => {
  const { room } = desk;
  const open = async (text: string) => {
    await room.keyboard.press('Control+k');
    await expect(room.getByRole('dialog', { name: 'Search commands' })).toBeVisible();
    await room.keyboard.type(text);
    await room.keyboard.press('Enter');
    await expect(room.getByRole('dialog')).toHaveCount(0);
  };
  await open('health');
  await expect(room.getByRole('main', { name: 'Health' })).toBeVisible();
  await open('backup now');
  await expect(room.getByText('Backup made', { exact: true })).toBeVisible();
  await open('close tea');
  await expect(room.getByText('Tea stall closed', { exact: true })).toBeVisible();
  await open('demouser@upisim');
  await expect(room.getByRole('main', { name: 'Ledger' })).toBeVisible();
  const entries = room.getByRole('listbox', { name: 'Entries' }).getByRole('option');
  await expect(entries).toHaveCount(2);
});

test('every panel explains itself', async () => {
  const { room } = desk;
  const pages = room.getByRole('navigation').getByRole('button');
  for (let index = 0; index < (await pages.count()); index++) {
    await pages.nth(index).click();
    // The lab tells each attack's story itself.
    if ((await pages.nth(index).textContent()) === 'Attacks') continue;
    const panels = room.getByRole('main').getByRole('button', { name: /^Explain: / });
    await expect(panels.first()).toBeVisible();
    for (const panel of await panels.all()) {
      await panel.click();
      await expect(panel).toHaveAttribute('aria-expanded', 'true');
      const text = await panel.getAttribute('aria-controls');
      await expect(room.locator(`[id="${text}"]`)).toHaveText(/\w{3}.*\./s);
      await panel.click();
    }
  }
});
