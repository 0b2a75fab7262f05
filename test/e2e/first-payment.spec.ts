import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { drawMatrix } from '../../src/qr/draw/matrix.ts';
import { drawRgba } from '../../src/qr/draw/rgba.ts';
import { filmOf } from '../support/y4m.ts';
import {
  type BrowserOptions,
  collectPageErrors,
  openBrowser,
  openDevice,
  type RunningDesk,
  removeFolder,
  startDesk,
  temporaryFolder,
} from './support/desk.ts';
import {
  charge,
  DEMO_PIN,
  enterPin,
  expectPaid,
  expectPaySheet,
  lookAt,
  readCode,
  startScanning,
} from './support/devices.ts';

/** A payment from launch to ledger, as a new user makes it (issue 2's six steps). */
interface Street {
  readonly desk: RunningDesk;
  readonly context: BrowserContext;
  readonly room: Page;
  readonly pos: Page;
  readonly phone: Page;
  readonly errors: string[];
}

let folder: string;
let running: { desk?: RunningDesk; context?: BrowserContext } = {};

test.beforeEach(() => {
  folder = temporaryFolder();
  running = {};
});
test.afterEach(async () => {
  await running.context?.close();
  await running.desk?.stop();
  removeFolder(folder);
});

const data = (): string => join(folder, 'data');

async function openRoom(options: Partial<BrowserOptions> = {}, pagePort = 0) {
  const desk = await startDesk(data(), pagePort);
  running.desk = desk;
  const context = await openBrowser({ profile: join(folder, 'profile'), ...options });
  running.context = context;
  const errors = collectPageErrors(context);
  const room = context.pages()[0] ?? (await context.newPage());
  await room.goto(desk.address);
  return { desk, context, room, errors };
}

async function setUpDemo(options: Partial<BrowserOptions> = {}, pagePort = 0): Promise<Street> {
  const opened = await openRoom(options, pagePort);
  const { room } = opened;
  await room.getByRole('button', { name: 'Set up a demo' }).first().click();
  const pos = await openDevice(room, 'Tea stall');
  const phone = await openDevice(room, 'Demo user');
  await expect(phone.getByText('demouser@upisim')).toBeVisible({ timeout: 20_000 });
  return { ...opened, pos, phone };
}

async function verifyLedger(room: Page): Promise<void> {
  await room.getByRole('button', { name: 'Ledger', exact: true }).click();
  const panel = room.getByRole('region', { name: 'Is the ledger sound?' });
  await panel.getByRole('button', { name: 'Verify', exact: true }).click();
  await expect(panel.getByText('Sound', { exact: true })).toBeVisible();
}

test('demo set-up, charge, a real webcam scan, PIN, paid on both screens, ledger verified', async () => {
  const webcamFile = join(folder, 'webcam.y4m');
  const { room, pos, phone, errors } = await setUpDemo({ webcamFile, cameraPermission: 'granted' });
  await charge(pos, '20');
  const picture = drawRgba(drawMatrix(await readCode(pos)), 5);
  writeFileSync(webcamFile, filmOf(picture, { width: 640, height: 480 }));
  await startScanning(phone);
  await expectPaySheet(phone, 'Tea stall', '20.00');
  await enterPin(phone, DEMO_PIN);
  await expectPaid(phone, pos, '4,980.00');
  await expect(room.getByRole('heading', { name: /^₹20\.00 to Tea stall/ })).toBeVisible();
  await verifyLedger(room);
  expect(readdirSync(data())).toContain('Tea_stall_qr.png');
  expect(errors).toEqual([]);
});

test('the phone looks at the POS window; a wrong PIN is refused with ZM, the right one pays', async () => {
  const { pos, phone, errors } = await setUpDemo();
  await charge(pos, '20');
  await startScanning(phone);
  await lookAt(phone, 'POS nearby');
  await expectPaySheet(phone, 'Tea stall', '20.00');
  await enterPin(phone, '9731');
  await expect(phone.getByRole('heading', { name: 'Not paid', level: 1 })).toBeVisible();
  await expect(phone.getByText(/^ZM/)).toBeVisible();
  await expect(pos.getByText('The last try failed')).toBeVisible();
  await phone.getByRole('button', { name: 'Try again' }).click();
  await enterPin(phone, DEMO_PIN);
  await expectPaid(phone, pos, '4,980.00');
  await pos.getByRole('button', { name: 'New charge' }).click();
  await pos.getByRole('tab', { name: 'Payments' }).click();
  await expect(pos.getByText('₹1,020.00')).toBeVisible();
  expect(errors).toEqual([]);
});

test('camera denied, and no camera: both say so and offer other ways', async () => {
  const { phone, context } = await setUpDemo({ webcamFile: join(folder, 'none.y4m') });
  await context.clearPermissions();
  await startScanning(phone);
  await expect(
    phone
      .getByRole('alert')
      .filter({ hasText: /camera/i })
      .first(),
  ).toBeVisible();
  await expect(phone.getByRole('radio', { name: 'POS nearby' })).toBeAttached();
});

test('no camera at all', async () => {
  const { phone } = await setUpDemo({ cameraPermission: 'granted' });
  await startScanning(phone);
  await expect(phone.getByRole('heading', { name: 'No camera was found' })).toBeVisible();
  await lookAt(phone, 'Type');
  await expect(phone.getByRole('textbox').first()).toBeVisible();
});

test('quit and start again: users, merchants, balances and ledger are all still there', async () => {
  const first = await setUpDemo();
  const pagePort = Number(new URL(first.desk.address).port);
  await charge(first.pos, '20');
  await startScanning(first.phone);
  await lookAt(first.phone, 'POS nearby');
  await expectPaySheet(first.phone, 'Tea stall', '20.00');
  await enterPin(first.phone, DEMO_PIN);
  await expectPaid(first.phone, first.pos, '4,980.00');
  expect(await first.desk.stop()).toBe(0);
  await first.context.close();

  const { room, errors } = await openRoom({}, pagePort);
  const pos = await openDevice(room, 'Tea stall');
  const phone = await openDevice(room, 'Demo user');
  await expect(phone.getByText('demouser@upisim')).toBeVisible();
  await charge(pos, '30.50');
  await startScanning(phone);
  await lookAt(phone, 'POS nearby');
  await expectPaySheet(phone, 'Tea stall', '30.50');
  await enterPin(phone, DEMO_PIN);
  await expectPaid(phone, pos, '4,949.50');
  await verifyLedger(room);
  expect(errors).toEqual([]);
});

test('typed VMID:PORT pays, and what is not UPI is said so', async () => {
  const { room, pos, phone } = await setUpDemo();
  await pos.getByRole('tab', { name: 'Sticker' }).click();
  const shortCode = await pos.getByText(/^VM[0-9A-Z]{8}:\d+$/).textContent();
  await startScanning(phone);
  await lookAt(phone, 'Type');
  const field = phone.getByRole('textbox').first();
  await field.fill('https://example.org/');
  await field.press('Enter');
  await expect(phone.getByText(/not a UPI code/i).first()).toBeVisible();
  await field.fill(shortCode ?? '');
  await field.press('Enter');
  await expect(phone.getByRole('heading', { name: 'Tea stall', level: 2 })).toBeVisible();
  await expect(room).toHaveTitle(/UPI Simulator/);
});
