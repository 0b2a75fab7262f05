import { readFileSync } from 'node:fs';
import { join } from 'node:path';
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
import { type Desk, openDesk, openStreet, type Street } from './support/street.ts';

/** The stress panel as somebody uses it: a run, a stop, a payment beside it, too few open files. */
test.describe.configure({ mode: 'serial' });

/** A bank and thousands of payments, on a machine that runs other tests as well. */
const RUN_MAX_MS = 90_000;

const openStress = (room: Page): Promise<void> =>
  room.getByRole('navigation').getByRole('button', { name: 'Stress', exact: true }).click();

const field = (room: Page, name: string) => room.getByRole('textbox', { name, exact: true });

async function fill(room: Page, values: Readonly<Record<string, number>>): Promise<void> {
  for (const [name, value] of Object.entries(values)) await field(room, name).fill(String(value));
}

const start = (room: Page): Promise<void> =>
  room.getByRole('button', { name: 'Start', exact: true }).click();

/** The live region says it too. */
const verdict = (room: Page, title: string) =>
  room.getByRole('main').getByText(title, { exact: true });

const figure = (room: Page, name: string) =>
  room.getByRole('region', { name, exact: true }).locator('.cr-vital-value');

test.describe('on the demo street', () => {
  let street: Street;
  test.beforeAll(async () => {
    street = await openStreet();
  });
  test.afterAll(async () => street.close());

  test('a run on a scratch bank: every reply right, the ledger sound, rows and summary saved', async () => {
    const { room } = street;
    await room.bringToFront();
    await openStress(room);
    await fill(room, { Users: 300, 'TLS connections': 20 });
    await fill(room, { 'Payments of each user': 20, 'Message replayed': 1 });
    await start(room);
    await expect(room.getByRole('button', { name: 'Stop', exact: true })).toBeVisible();
    await expect(verdict(room, 'All replies were right')).toBeVisible({
      timeout: RUN_MAX_MS,
    });
    await expect(figure(room, 'Wrong replies')).toHaveText('0');
    await expect(room.getByText(/entries, 0 lost, 0 doubled$/)).toBeVisible();
    await expect(room.getByRole('region', { name: 'Memory of the bank at most' })).toBeVisible();
    await expect(room.getByRole('img', { name: /^Payments a second and latency/ })).toBeVisible();
    await expect(room.getByRole('cell', { name: 'Message replayed' })).toBeVisible();

    const saved = join(street.data, 'saved');
    const rows = JSON.parse(readFileSync(join(saved, 'simulation_results.json'), 'utf8'));
    expect(rows).toHaveLength(6_000);
    expect(Object.keys(rows[0])).toEqual(
      expect.arrayContaining(['user', 'mmid', 'amount', 'result', 'message', 'txnId', 'code']),
    );
    const csv = readFileSync(join(saved, 'simulation_results.csv'), 'utf8');
    expect(csv.trim().split('\r\n')).toHaveLength(6_001);
    const summary = readFileSync(join(saved, 'simulation_results.summary.json'), 'utf8');
    expect(JSON.parse(summary)).toMatchObject({ isGood: true, verdict: { isSound: true } });
    await expectNothingCut(room, 'stress, ended');
    await expectAccessible(room, 'stress, ended');
  });

  test('the bank of this desk: the phone pays meanwhile, Stop ends it at once', async () => {
    const { room, pos, phone } = street;
    await room.bringToFront();
    await room.getByText('Bank of this desk', { exact: true }).click();
    await room.getByRole('combobox', { name: 'How load arrives' }).selectOption('soak');
    await fill(room, { Users: 100, 'TLS connections': 20, 'Payments a second': 200, Seconds: 600 });
    await start(room);
    await expect(room.getByText(/^Paying · /)).toBeVisible({ timeout: RUN_MAX_MS });

    await pos.bringToFront();
    await charge(pos, '20');
    await phone.bringToFront();
    await startScanning(phone);
    await lookAt(phone, 'POS nearby');
    await expectPaySheet(phone, 'Tea stall', '20.00');
    await enterPin(phone, DEMO_PIN);
    await expectPaid(phone, pos, '4,980.00');

    await room.bringToFront();
    await room.getByRole('button', { name: 'Stop', exact: true }).click();
    await expect(verdict(room, 'Stopped')).toBeVisible({ timeout: RUN_MAX_MS });
    await expect(figure(room, 'Wrong replies')).toHaveText('0');
    await expect(room.getByRole('button', { name: 'Start', exact: true })).toBeVisible();
    expect(street.errors).toEqual([]);
  });

  test('in Hindi nothing is left in English', async () => {
    const { room } = street;
    await room.getByRole('navigation').getByRole('button', { name: 'Settings' }).click();
    await room.getByRole('radio', { name: 'हिन्दी' }).locator('..').click();
    await room.getByRole('navigation').getByRole('button', { name: 'भार', exact: true }).click();
    await room.reload();
    await expect(verdict(room, 'रोका गया')).toBeVisible();
    await expectHindi(room, 'stress, stopped', [
      ...['json', 'csv', 'summary'].map((kind) => `.${kind}`),
      join(street.data, 'saved', 'simulation_results'),
      ...['sodium-native', 'p99 ms', 'Ctrl K'],
    ]);
  });
});

test.describe('with too few open files', () => {
  let desk: Desk;
  test.beforeAll(async () => {
    desk = await openDesk({ openFilesMax: 800 });
  });
  test.afterAll(async () => desk.close());

  test('says so before it starts and offers to go on with fewer connections', async () => {
    const { room } = desk;
    await openStress(room);
    await fill(room, { Users: 1_000, 'TLS connections': 1_000 });
    await start(room);
    const offer = room.getByRole('button', { name: 'Go on with 544 connections' });
    await expect(offer).toBeVisible({ timeout: RUN_MAX_MS });
    await expect(room.getByText(/1000 connections need 1256 open files/)).toBeVisible();
    await offer.click();
    await expect(verdict(room, 'All replies were right')).toBeVisible({
      timeout: RUN_MAX_MS,
    });
    expect(desk.errors).toEqual([]);
  });
});
