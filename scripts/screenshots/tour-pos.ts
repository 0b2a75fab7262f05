import type { Page } from '@playwright/test';
import { DEMO_PIN } from '../../test/e2e/support/devices.ts';
import { button, buttonLike, keys, type Stage, seen, source } from './stage.ts';
import { setChargeSeconds } from './tour-room.ts';

/** The shop's machine, with a phone in front of it. */
export async function tourPos(stage: Stage, pos: Page, phone: Page): Promise<void> {
  const { sheet, posSays: say, phoneSays } = stage;
  const take = (state: string) => sheet.take(pos, 'POS', state);
  const tab = (name: string) => pos.getByRole('tab', { name: say(name) }).click();
  await take('idle');
  await tab('Sticker');
  await take('sticker');
  await tab('Payments');
  await take('payments');
  await button(pos, say('Refund')).click();
  await take('refund');
  await pos.getByLabel(say('Merchant password')).fill('not-the-password');
  await button(pos, say('Give money back')).click();
  await pos.locator('dialog .ui-notice').waitFor();
  await take('refund, wrong password');
  await pos.keyboard.press('Escape');
  await button(pos, say('Settings')).click();
  await take('settings');
  await pos.keyboard.press('Escape');
  await tab('Charge');
  await keys(pos, '1250');
  await take('amount');
  await buttonLike(pos, say('Charge {amount}')).click();
  await button(pos, say('Save QR')).waitFor();
  await take('charging');
  await buttonLike(phone, phoneSays('Scan any QR code')).click();
  await source(phone, phoneSays('POS nearby'));
  await button(phone, '1').waitFor();
  await seen(pos, say('Wait for the sound before you hand over goods.'));
  await take('scanned');
  await keys(phone, '9731');
  await buttonLike(phone, phoneSays('Pay {amount}')).click();
  await seen(pos, say('The last try failed'));
  await take('last try failed');
  await button(phone, phoneSays('Try again')).click();
  await keys(phone, DEMO_PIN);
  await buttonLike(phone, phoneSays('Pay {amount}')).click();
  await button(pos, say('New charge')).waitFor();
  await take('paid');
  await button(pos, say('New charge')).click();
  await button(phone, phoneSays('Done')).click();
}

/** A charge that nobody pays; and a bank, then a terminal, that cannot be reached. */
export async function tourPosTroubles(stage: Stage, pos: Page): Promise<void> {
  const { sheet, posSays: say } = stage;
  const take = (state: string) => sheet.take(pos, 'POS', state);
  await setChargeSeconds(stage, 15);
  await keys(pos, '9');
  await buttonLike(pos, say('Charge {amount}')).click();
  await seen(pos, say('The code has expired'));
  await take('expired');
  await setChargeSeconds(stage, 300);
  await pos.evaluate(() => {
    Intl.DateTimeFormat = class {
      constructor() {
        throw new Error('broken for the picture');
      }
    } as unknown as typeof Intl.DateTimeFormat;
  });
  await button(pos, say('New charge')).click();
  // The receipt in the slot writes its date anew.
  await pos.locator('.ui-crash').waitFor();
  await take('broken window');
}
