import { expect, type Page } from '@playwright/test';
import { PNG } from 'pngjs';
import { decodeFrame } from '../../../src/qr/decode/decoder.ts';
import { bothEngines } from '../../support/zxing-file.ts';

/** What a cashier and a customer do, by the names that a screen reader would read to them. */

export const DEMO_PIN = '4826';

export async function typeAmount(pos: Page, rupees: string): Promise<void> {
  for (const key of rupees) await pos.getByRole('button', { name: key, exact: true }).click();
}

export async function charge(pos: Page, rupees: string): Promise<void> {
  await typeAmount(pos, rupees);
  await pos.getByRole('button', { name: /^Charge ₹/ }).click();
  await expect(pos.getByRole('button', { name: 'Save QR' })).toBeVisible();
}

export const startScanning = (phone: Page): Promise<void> =>
  phone.getByRole('button', { name: /^Scan any QR code/ }).click();

export async function lookAt(phone: Page, source: string): Promise<void> {
  await phone.getByRole('radio', { name: source }).locator('..').click();
}

export async function expectPaySheet(phone: Page, payee: string, amount: string): Promise<void> {
  await expect(phone.getByRole('heading', { name: payee, level: 2 })).toBeVisible();
  await expect(phone.getByText('verified', { exact: true })).toBeVisible();
  await expect(phone.getByRole('button', { name: `Pay ₹${amount}` })).toBeVisible();
}

export async function enterPin(phone: Page, pin: string): Promise<void> {
  for (const digit of pin) await phone.getByRole('button', { name: digit, exact: true }).click();
  await phone.getByRole('button', { name: /^Pay ₹/ }).click();
}

export async function expectPaid(phone: Page, pos: Page, balance: string): Promise<void> {
  await expect(phone.getByRole('heading', { name: 'Paid', level: 1 })).toBeVisible();
  await expect(phone.getByText(`Balance ₹${balance}`)).toBeVisible();
  await expect(pos.getByRole('region', { name: 'Paid' })).toBeVisible();
  await expect(pos.getByRole('status').getByText(/^Received ₹/)).toBeAttached();
}

/** Reads the code on the POS's screen out of a screenshot, as somebody's camera would. */
export async function readCode(pos: Page): Promise<string> {
  const png = PNG.sync.read(await pos.screenshot());
  const pixels = new Uint8ClampedArray(png.data);
  const { codes } = await decodeFrame(await bothEngines(), pixels, png.width, png.height, {
    mode: 'still',
  });
  const [code] = codes;
  if (!code) throw new Error('there is no code on the POS');
  return code.text;
}
