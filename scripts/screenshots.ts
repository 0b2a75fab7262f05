import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type BrowserContext, expect, type Page } from '@playwright/test';
import {
  openBrowser,
  openDevice,
  removeFolder,
  startDesk,
  temporaryFolder,
} from '../test/e2e/support/desk.ts';
import {
  charge,
  DEMO_PIN,
  enterPin,
  expectPaid,
  expectPaySheet,
  lookAt,
  startScanning,
} from '../test/e2e/support/devices.ts';
import { createContactSheet } from './screenshots/sheet.ts';
import { button, openStage, PHONE, POS, type Stage } from './screenshots/stage.ts';
import { tourLines } from './screenshots/tour-lines.ts';
import { tourOnboarding } from './screenshots/tour-onboarding.ts';
import { tourPaying, tourRecords, tourScanner } from './screenshots/tour-phone.ts';
import { tourPos, tourPosTroubles } from './screenshots/tour-pos.ts';
import { tourRequests } from './screenshots/tour-requests.ts';
import { tourFirstRun, tourPages } from './screenshots/tour-room.ts';

/**
 * `npm run screenshots`: the README's pictures, taken from a real payment on a fresh desk, and a
 * contact sheet of every state in both themes and languages (out/screenshots/index.html). Needs
 * built windows (`npm run build`). Whoever changes a screen looks at them.
 *   -- --only pictures | states
 */
const pictures = resolve(import.meta.dirname, '../docs/pictures');

const shot = async (page: Page): Promise<string> =>
  `data:image/png;base64,${(await page.screenshot()).toString('base64')}`;

/** Room, phone and POS side by side, as on a desk. */
async function compose(context: BrowserContext, images: string[], dark: boolean): Promise<Buffer> {
  const page = await context.newPage();
  await page.setViewportSize({ width: 2_260, height: 940 });
  const tags = images.map((source) => `<img src="${source}">`).join('');
  await page.setContent(
    `<style>body{margin:0;padding:28px;display:flex;gap:28px;align-items:center;background:${dark ? '#14130f' : '#f6f3ec'}}
     img:first-child{border-radius:12px;box-shadow:0 8px 40px #0003}</style>${tags}`,
  );
  await page.waitForFunction(() => [...document.images].every((image) => image.complete));
  const picture = await page.screenshot();
  await page.close();
  return picture;
}

async function payOnce(pos: Page, phone: Page, rupees: string, amount: string): Promise<void> {
  await charge(pos, rupees);
  await startScanning(phone);
  await lookAt(phone, 'POS nearby');
  await expectPaySheet(phone, 'Tea stall', amount);
  await enterPin(phone, DEMO_PIN);
}

async function takeSet(colorScheme: 'light' | 'dark'): Promise<void> {
  const folder = temporaryFolder();
  const desk = await startDesk(join(folder, 'data'));
  const context = await openBrowser({ profile: join(folder, 'profile'), colorScheme });
  try {
    const room = context.pages()[0] ?? (await context.newPage());
    await room.goto(desk.address);
    await room.getByRole('button', { name: 'Set up a demo' }).first().click();
    const pos = await openDevice(room, 'Tea stall');
    const phone = await openDevice(room, 'Demo user');
    await pos.setViewportSize(POS);
    await phone.setViewportSize(PHONE);
    await expect(phone.getByText('demouser@upisim')).toBeVisible({ timeout: 20_000 });
    await payOnce(pos, phone, '15', '15.00');
    await expectPaid(phone, pos, '4,985.00');
    await phone.getByRole('button', { name: 'Done' }).click();
    await pos.getByRole('button', { name: 'New charge' }).click();
    await charge(pos, '20');
    const charging = await shot(pos);
    await startScanning(phone);
    await lookAt(phone, 'POS nearby');
    await expectPaySheet(phone, 'Tea stall', '20.00');
    const asking = await shot(phone);
    await enterPin(phone, DEMO_PIN);
    await expectPaid(phone, pos, '4,965.00');
    const paid = [await shot(phone), await shot(pos)];
    const desktop = await shot(room);
    mkdirSync(pictures, { recursive: true });
    const save = async (name: string, images: string[]) =>
      writeFileSync(
        join(pictures, `${name}-${colorScheme}.png`),
        await compose(context, images, colorScheme === 'dark'),
      );
    await save('payment', [desktop, asking, charging]);
    await save('paid', [desktop, ...paid]);
  } finally {
    await context.close();
    await desk.stop();
    removeFolder(folder);
  }
}

const STATES = resolve(import.meta.dirname, '../out/screenshots');

/** Every state of phone, POS and control room, walked through once in each language. */
async function takeStates(): Promise<void> {
  const sheet = createContactSheet(STATES);
  for (const language of ['en', 'hi'] as const) {
    const folder = temporaryFolder();
    const stage = await openStage(folder, language, sheet);
    try {
      await walk(stage);
    } finally {
      await stage.context.close();
      await stage.desk.stop();
      removeFolder(folder);
    }
  }
  console.log(`${sheet.write()}: ${sheet.count} states, each in light and dark`);
}

async function walk(stage: Stage): Promise<void> {
  await tourFirstRun(stage);
  await tourOnboarding(stage);
  await button(stage.room, stage.roomSays('Search commands')).click();
  await stage.room.getByRole('combobox').fill(stage.roomSays('Set up a demo'));
  await stage.room.keyboard.press('Enter');
  const pos = await stage.open('Tea stall', POS);
  const phone = await stage.open('Demo user', PHONE);
  await phone.getByText('demouser@upisim').waitFor();
  await tourScanner(stage, phone);
  await tourPaying(stage, phone);
  await tourRecords(stage, phone);
  await tourRequests(stage, phone);
  await tourPos(stage, pos, phone);
  await tourPages(stage);
  await tourPosTroubles(stage, pos);
  await tourLines(stage, [pos, phone]);
}

const { values } = parseArgs({
  options: { only: { type: 'string', default: '' } },
});
if (values.only !== 'states') {
  for (const colorScheme of ['light', 'dark'] as const) {
    await takeSet(colorScheme);
    console.log(`docs/pictures: ${colorScheme} set taken`);
  }
}
if (values.only !== 'pictures') await takeStates();
