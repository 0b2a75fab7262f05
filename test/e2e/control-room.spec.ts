import { copyFileSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { expectAccessible, expectHindi, expectNothingCut, shownTexts } from './support/checks.ts';
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

/** The control room as a teacher uses it: the trace, accounts, backups, windows, every page. */
test.describe.configure({ mode: 'serial' });

let street: Street;

test.beforeAll(async () => {
  street = await openStreet();
});
test.afterAll(async () => street.close());

const PAGES = [
  'Street',
  'Ledger',
  'Accounts',
  'Attacks',
  'Weather',
  'Stress',
  'Health',
  'Settings',
];

/** A toast's title; the live region says it too, with a full stop. */
const said = (room: Page, title: string) => room.getByText(title, { exact: true });

async function go(name: string): Promise<Page> {
  const { room } = street;
  await room.bringToFront();
  await room.getByRole('navigation').getByRole('button', { name, exact: true }).click();
  return room;
}

let isSourceChosen = false;

/** The phone remembers where it looked last, and may have read the code before anything is pressed. */
async function scanTwenty(): Promise<void> {
  const { phone } = street;
  await startScanning(phone);
  if (!isSourceChosen) await lookAt(phone, 'POS nearby');
  isSourceChosen = true;
  await expectPaySheet(phone, 'Tea stall', '20.00');
}

async function payTwenty(balance: string): Promise<void> {
  const { pos, phone } = street;
  await charge(pos, '20');
  await scanTwenty();
  await enterPin(phone, DEMO_PIN);
  await expectPaid(phone, pos, balance);
  await phone.getByRole('button', { name: 'Done' }).click();
  await pos.getByRole('button', { name: 'New charge' }).click();
}

/** Unfolds every arrow of the newest payment; answers their JSON by the arrow's words. */
async function readTrace(room: Page): Promise<Map<string, Record<string, unknown>>> {
  const diagram = room.getByRole('list', { name: /diagram|way/i }).or(room.locator('.cr-trace ol'));
  const steps = diagram.first().getByRole('button', { expanded: false });
  const read = new Map<string, Record<string, unknown>>();
  const count = await steps.count();
  for (let index = 0; index < count; index++) {
    const step = room.locator('.cr-trace ol > li > button').nth(index);
    const name = (await step.locator('.ui-visually-hidden').textContent()) ?? '';
    await step.click();
    const text = await room.locator('.cr-json-frame pre').textContent();
    read.set(name, JSON.parse(text ?? '') as Record<string, unknown>);
    await step.click();
  }
  return read;
}

test('the newest payment is drawn from the bank’s own messages, secrets only as proofs', async () => {
  await payTwenty('4,980.00');
  const room = await go('Street');
  await expect(room.getByRole('heading', { name: /^₹20\.00 to Tea stall/ })).toBeVisible();
  await expect(room.locator('.cr-trace ol > li')).toHaveCount(8);
  const steps = await readTrace(room);
  const said = [...steps.values()].map((step) => step.step);
  expect(said).toEqual([
    'received',
    'received',
    'verified',
    'debited',
    'credited',
    'durable',
    'answered',
    'notified',
  ]);
  const times = [...steps.values()].map((step) => Number(step.atMs));
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  expect([...steps.values()][5]).toMatchObject({ code: '00', ledger: { entry: 3, block: 3 } });
  const everything = JSON.stringify([...steps.values()]);
  expect(everything).toContain('"amountPaise":"2000"');
  // The typed PIN is nowhere, nor is any key that could make a proof.
  expect(everything).not.toMatch(/storedKey|serverKey|privateKey|"pin":"\d/);
  expect(everything).not.toContain(`"${DEMO_PIN}"`);
});

test('money and the ledger’s head stand under every page', async () => {
  for (const name of PAGES) {
    const room = await go(name);
    const line = room.getByRole('region', { name: 'Bank at a glance' });
    await expect(line).toContainText('Money conserved: all accounts add up to ₹0.00');
    await expect(line).toContainText('3 entries in 3 blocks, head');
  }
});

const account = async (name: string): Promise<Page> => {
  const room = await go('Accounts');
  await room.getByRole('main').getByRole('button', { name, exact: true }).click();
  return room;
};

/** Presses an action, reads what it means, and presses it again in the dialog. */
async function confirm(room: Page, action: string): Promise<Locator> {
  await room.getByRole('button', { name: action, exact: true }).click();
  const dialog = room.getByRole('dialog');
  await dialog.getByRole('button', { name: action, exact: true }).click();
  return dialog;
}

test('a frozen payer is refused with YE and pays again when activated; money is added', async () => {
  const { phone, pos } = street;
  const room = await account('Demo user');
  await confirm(room, 'Freeze');
  await expect(said(room, 'Freeze: done for Demo user')).toBeVisible();
  await charge(pos, '20');
  await scanTwenty();
  await enterPin(phone, DEMO_PIN);
  await expect(phone.getByText(/^YE/)).toBeVisible();
  await phone.getByRole('button', { name: 'Close' }).click();
  await pos.getByRole('button', { name: 'Cancel', exact: true }).first().click();

  await room.bringToFront();
  await confirm(room, 'Activate');
  await expect(said(room, 'Activate: done for Demo user')).toBeVisible();
  await room.getByRole('button', { name: 'Add money', exact: true }).click();
  const dialog = room.getByRole('dialog');
  await dialog.getByLabel('Amount in rupees').fill('ten');
  await dialog.getByRole('button', { name: 'Add money' }).click();
  await expect(dialog.getByText('Enter an amount such as 250 or 99.50.')).toBeVisible();
  await dialog.getByLabel('Amount in rupees').fill('20');
  await dialog.getByRole('button', { name: 'Add money' }).click();
  await expect(said(room, '₹20.00 added to Demo user')).toBeVisible();
  await expect(said(phone, 'The bank added ₹20.00')).toBeVisible();
  await payTwenty('4,980.00');
});

test('three wrong PINs lock, the administrator unlocks', async () => {
  const { phone, pos } = street;
  await charge(pos, '20');
  await scanTwenty();
  for (const code of [/^ZM/, /^ZM/, /^Z6/]) {
    await enterPin(phone, '9731');
    await expect(phone.getByText(code)).toBeVisible();
    const again = phone.getByRole('button', { name: 'Try again' });
    if (await again.isVisible()) await again.click();
  }
  const room = await account('Demo user');
  await expect(room.getByText(/^PIN locked until/)).toBeVisible();
  await confirm(room, 'Unlock PIN');
  await expect(said(room, 'Unlock PIN: done for Demo user')).toBeVisible();
  await expect(room.getByRole('button', { name: 'Unlock PIN' })).toHaveCount(0);
  await phone.getByRole('button', { name: 'Close' }).click();
  await pos.getByRole('button', { name: 'Cancel', exact: true }).first().click();
});

test('a statement is searched by party and by day', async () => {
  const room = await account('Tea stall');
  const statement = room.getByRole('region', { name: 'Statement' });
  const rows = statement.getByRole('row').filter({ hasText: 'Demo user' });
  await expect(rows.first()).toBeVisible();
  await statement.getByLabel('Search the statement').fill('nobody@upisim');
  await expect(statement.getByText('No payment matches')).toBeVisible();
  await statement.getByLabel('Search the statement').fill('demouser@upisim');
  await expect(rows.first()).toBeVisible();
  await expect(statement.getByRole('row').filter({ hasText: 'equity' })).toHaveCount(0);
  await statement.getByLabel('Until day').fill('2020-01-01');
  await expect(statement.getByText('No payment matches')).toBeVisible();
  await statement.getByRole('button', { name: 'Clear' }).click();
  await expect(rows.first()).toBeVisible();
});

test('a statement as CSV holds every payment of the account', async () => {
  const room = await account('Tea stall');
  await room.getByRole('button', { name: 'Export as CSV' }).click();
  await expect(said(room, 'Statement saved')).toBeVisible();
  const [name = ''] = readdirSync(join(street.data, 'saved')).filter((file) =>
    file.endsWith('.csv'),
  );
  const lines = readFileSync(join(street.data, 'saved', name), 'utf8')
    .trim()
    .split(/\r?\n/);
  expect(lines[0]).toContain('amount in rupees');
  expect(
    lines.filter((line) => line.includes(',in,') && line.includes(',20.00,SUCCESS,00,')),
  ).toHaveLength(2);
});

async function restore(room: Page, name: string): Promise<Locator> {
  const line = room.getByRole('list', { name: /^Backups/ }).getByRole('listitem');
  await line.filter({ hasText: name }).getByRole('button', { name: 'Restore' }).click();
  const dialog = room.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Continue' }).click();
  await dialog.getByRole('button', { name: 'Restore' }).click();
  return dialog;
}

test('a backup: damaged and foreign ones are refused and change nothing, the good one goes back', async () => {
  const room = await go('Settings');
  await room.getByRole('button', { name: 'Make a backup now' }).click();
  await expect(said(room, 'Backup made')).toBeVisible();
  const folder = join(street.data, 'backups');
  const [good = ''] = readdirSync(folder);
  const damaged = 'bank-20260101-000000-001.sqlite';
  const foreign = 'bank-20260101-000000-002.sqlite';
  copyFileSync(join(folder, good), join(folder, damaged));
  truncateSync(join(folder, damaged), 40_000);
  writeFileSync(join(folder, foreign), 'this is a letter to my aunt, not a bank');
  await payTwenty('4,960.00');
  await go('Street');
  await go('Settings');
  for (const bad of [damaged, foreign]) {
    const dialog = await restore(room, bad);
    await expect(dialog.getByText(/Nothing was changed|as it was/)).toBeVisible({
      timeout: 30_000,
    });
    await dialog.getByRole('button', { name: 'Cancel' }).click();
  }
  await expect(room.getByText(/^Bank open on port/)).toBeVisible();
  const line = room.getByRole('region', { name: 'Bank at a glance' });
  await expect(line).toContainText('6 entries');
  await restore(room, good);
  await expect(said(room, 'The bank runs on the backup')).toBeVisible({ timeout: 30_000 });
  await expect(line).toContainText('5 entries');
  await go('Ledger');
  await room.getByRole('button', { name: 'Verify', exact: true }).click();
  await expect(room.getByText('Sound', { exact: true })).toBeVisible();
});

test('bank rules: nonsense is explained, a change can be undone, saved ones hold', async () => {
  const room = await go('Settings');
  const most = room.getByRole('textbox', { name: 'Most in one payment', exact: true });
  await most.fill('lots');
  await expect(room.getByRole('button', { name: 'Save bank rules' })).toBeDisabled();
  await room.getByRole('button', { name: 'Undo changes' }).click();
  await expect(most).toHaveValue('1,00,000.00');
  await most.fill('500');
  await room.getByRole('button', { name: 'Save bank rules' }).click();
  await expect(room.getByText('Everything is saved')).toBeVisible();
  await room.reload();
  await expect(room.getByRole('textbox', { name: 'Most in one payment', exact: true })).toHaveValue(
    '500.00',
  );
  await room.getByRole('button', { name: 'NPCI-like defaults' }).click();
  await room.getByRole('button', { name: 'Save bank rules' }).click();
  await expect(room.getByRole('textbox', { name: 'Most in one payment', exact: true })).toHaveValue(
    '1,00,000.00',
  );
});

test('the log: levels and search', async () => {
  const room = await go('Health');
  const lines = room.getByRole('list', { name: 'Event log' }).getByRole('listitem');
  await expect(room.getByRole('region', { name: 'Memory' })).toBeVisible();
  await payTwenty('4,960.00');
  await room.getByLabel('Search the log').fill('Demo user to Tea stall');
  await go('Health');
  await room.getByLabel('Search the log').fill('demouser@upisim');
  await expect(lines.first()).toBeVisible();
  await room.getByLabel('Search the log').fill('nobody was ever called so');
  await expect(lines).toHaveCount(0);
});

test('device windows arrange themselves side by side', async () => {
  const { pos, phone } = street;
  const room = await go('Street');
  await room.getByRole('button', { name: 'Arrange side by side' }).click();
  const left = (page: Page) => page.evaluate(() => window.screenX);
  const width = (page: Page) => page.evaluate(() => window.outerWidth);
  await expect
    .poll(async () => {
      const [first, second] = [await left(pos), await left(phone)];
      return Math.abs(first - second) >= Math.min(await width(pos), await width(phone));
    })
    .toBe(true);
});

/** Names, official texts of NPCI's codes, and words of the protocol. */
const SAME_NAMES = [
  ...['Tea stall', 'Demo user', 'Ctrl K', 'NPCI', 'CBS', 'p99', 'p50', 'C2SP', 'PhonePe', 'Setu'],
  ...['TLS', 'EQUITY', 'SUSPENSE', 'payment.submit', 'Number of PIN tries exceeded'],
  ...[
    'Invalid MPIN',
    'Remitting account blocked or frozen',
    'Asia/Kolkata',
    'pending',
    'backups',
    'bank-',
    'sqlite',
  ],
];

test('every page: axe in both themes, nothing cut off, in Hindi', async () => {
  for (const name of PAGES) {
    const room = await go(name);
    await expectAccessible(room, name);
    await expectNothingCut(room, name);
  }
  const room = await go('Settings');
  await room.getByRole('radio', { name: 'हिन्दी' }).locator('..').click();
  // What was announced in English before is no text of the page.
  await room.reload();
  const buttons = room.getByRole('navigation').getByRole('button');
  for (let index = 0; index < PAGES.length; index++) {
    await buttons.nth(index).click();
    const shortened = (await shownTexts(room)).join(' ').match(/\b[0-9a-f]{4}\b|SIM\S+/g) ?? [];
    await expectHindi(room, `page ${index + 1}`, [...SAME_NAMES, ...shortened, street.data]);
  }
  await room.getByRole('radio', { name: 'English' }).locator('..').click();
});

test('no window failed deep inside', () => expect(street.errors).toEqual([]));
