import { expect, type Page } from '@playwright/test';
import { drawMatrix } from '../../src/qr/draw/matrix.ts';
import { drawRgba } from '../../src/qr/draw/rgba.ts';
import { greyPng } from '../../src/qr/node/png.ts';
import { unsignedLink } from '../../src/shared/upi-uri.ts';
import { DEMO_PIN } from '../../test/e2e/support/devices.ts';
import { button, buttonLike, keys, type Stage, seen, source } from './stage.ts';

const shopLink = (more: { payeeName?: string; amountRupees?: string }): string =>
  unsignedLink({
    payeeVpa: 'teastall@upisim',
    payeeName: 'Tea stall',
    mode: '00',
    mcc: '5814',
    ...more,
  });

const pictureOf = (text: string) => ({
  name: 'code.png',
  mimeType: 'image/png',
  buffer: Buffer.from(greyPng(drawRgba(drawMatrix(text), 6))),
});

async function type(phone: Page, stage: Stage, link: string): Promise<void> {
  await buttonLike(phone, stage.phoneSays('Scan any QR code')).click();
  await source(phone, stage.phoneSays('Type'));
  await phone.getByRole('textbox').first().fill(link);
  await phone.keyboard.press('Enter');
}

/** Places to look, and what they may say. */
export async function tourScanner(stage: Stage, phone: Page): Promise<void> {
  const { sheet, phoneSays: say } = stage;
  const take = (state: string) => sheet.take(phone, 'Phone, scanner', state);
  await buttonLike(phone, say('Scan any QR code')).click();
  await source(phone, say('Camera'));
  await seen(phone, say('No camera was found'));
  await take('no camera');
  await source(phone, say('Screen'));
  await take('screen');
  await source(phone, say('Picture'));
  await take('picture');
  await phone.locator('input[type=file]').setInputFiles(pictureOf('https://example.org/'));
  await seen(phone, say('This is not a UPI code'));
  await take('not UPI');
  await source(phone, say('Type'));
  await take('type');
  await source(phone, say('POS nearby'));
  await phone.getByRole('slider').first().waitFor();
  // The virtual camera's first picture.
  await phone.locator('.phone-preview-live canvas[width="432"]').waitFor();
  await take('POS nearby');
  await button(phone, say('Close scanner')).click();
}

/** From a link to every end of a payment. */
export async function tourPaying(stage: Stage, phone: Page): Promise<void> {
  const { sheet, phoneSays: say } = stage;
  const take = (state: string) => sheet.take(phone, 'Phone, paying', state);
  const home = () => button(phone, say('Home')).click();
  await type(phone, stage, shopLink({ payeeName: 'Tee Stal' }));
  await button(phone, say('The name is right')).waitFor();
  await take('unsigned, other name');
  await button(phone, say('The name is right')).click();
  await button(phone, say('Continue')).click();
  await take('free amount, none typed');
  await keys(phone, '750');
  await take('free amount');
  await button(phone, say('Continue')).click();
  await button(phone, '1').waitFor();
  await take('PIN');
  await keys(phone, '97');
  await take('PIN, two digits');
  await keys(phone, '31');
  await buttonLike(phone, say('Pay {amount}')).click();
  await seen(phone, 'ZM ·');
  await take('not paid');
  await button(phone, say('Try again')).click();
  await take('PIN, wrong before');
  await keys(phone, DEMO_PIN);
  await buttonLike(phone, say('Pay {amount}')).click();
  await seen(phone, say('Balance {amount}'));
  await take('paid');
  await button(phone, say('Details')).click();
  await button(phone, say('Check this receipt')).click();
  await seen(phone, say('This payment is in the ledger that the bank signed.'));
  await take('payment and receipt');
  await home();
  await button(phone, say('Pay UPI ID or mobile')).click();
  await take('pay to');
  await phone.getByRole('textbox').fill('nobody@upisim');
  await button(phone, say('Continue')).click();
  await seen(phone, say('This cannot be paid'));
  await take('cannot be paid');
  await home();
}

/** What is not paying. */
export async function tourRecords(stage: Stage, phone: Page): Promise<void> {
  const { sheet, phoneSays: say } = stage;
  const take = (state: string) => sheet.take(phone, 'Phone', state);
  const back = () => button(phone, say('Back')).click();
  await take('home');
  await button(phone, say('Receive money')).click();
  await take('receive');
  await phone.getByText(say('Ask for an amount')).first().click();
  await phone.getByRole('textbox').fill('12.50');
  await take('receive, amount');
  await back();
  await button(phone, say('Check balance')).click();
  await take('balance, PIN');
  await keys(phone, DEMO_PIN);
  await button(phone, say('Show')).click();
  await seen(phone, say('The answer is proved to come from your bank.'));
  await take('balance');
  await back();
  await button(phone, say('History')).click();
  await take('history');
  await phone.getByRole('searchbox').fill('xyz');
  await seen(phone, say('Nothing found for “{search}”'));
  await take('history, nothing found');
  await back();
  await button(phone, say('Settings')).click();
  await button(phone, say('Show PIN')).click();
  await take('settings');
  await button(phone, say('Change UPI PIN')).click();
  await take('change PIN');
  await back();
  await button(phone, say('Check a receipt')).click();
  await phone.getByRole('textbox').fill('c2sp.org/tlog-proof@v1');
  await button(phone, say('Check')).click();
  await seen(phone, say('Not genuine'));
  await take('forged receipt');
  await back();
  await back();
  await expect(phone.getByText('demouser@upisim')).toBeVisible();
}
