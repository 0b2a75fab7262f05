import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { PNG } from 'pngjs';
import { decodeFrame } from '../../src/qr/decode/decoder.ts';
import { bothEngines } from '../support/zxing-file.ts';
import { expectAccessible } from './support/checks.ts';
import { openDevice } from './support/desk.ts';
import {
  charge,
  DEMO_PIN,
  enterPin,
  expectPaid,
  lookAt,
  startScanning,
} from './support/devices.ts';
import { openStreet, type Street } from './support/street.ts';

/** The shop's machine in every state a cashier meets. */
test.describe.configure({ mode: 'serial' });

let street: Street;
let pos: Page;
let phone: Page;
let books: Page;

test.beforeAll(async () => {
  street = await openStreet();
  ({ pos, phone } = street);
});
test.afterAll(() => street.close());

async function setBankRule(label: string, value: string): Promise<void> {
  const { room } = street;
  await room.getByRole('button', { name: 'Settings', exact: true }).click();
  await room.getByLabel(label).fill(value);
  await room.getByRole('button', { name: 'Save bank rules' }).click();
  await expect(room.getByRole('button', { name: 'Save bank rules' })).toBeDisabled();
  await room.getByRole('button', { name: 'Street', exact: true }).click();
}

test('a second shop on a port of its own; its charge is left to run out', async () => {
  const { room } = street;
  await setBankRule('Seconds until a charge runs out', '15');
  await room.getByRole('button', { name: 'Add POS' }).click();
  const dialog = room.getByRole('dialog', { name: 'Add a POS' });
  await dialog.getByLabel('Merchant name').fill('Book corner');
  await dialog.getByLabel(/^Password/).fill('books-and-more');
  await dialog.getByRole('button', { name: 'Add POS' }).click();
  await expect(dialog).toBeHidden();
  books = await openDevice(room, 'Book corner');
  const portOf = (page: Page) => page.getByText(/^port \d+$/).textContent();
  expect(await portOf(books)).not.toBe(await portOf(pos));
  await charge(books, '99');
  await setBankRule('Seconds until a charge runs out', '300');
});

test('idle, charging, cancelled; the sticker saved as PNG and SVG and printed', async () => {
  await expectAccessible(pos, 'POS idle');
  await charge(pos, '25');
  await expectAccessible(pos, 'POS charging');
  await pos.getByRole('button', { name: 'Cancel' }).click();
  await pos.getByRole('tab', { name: 'Sticker' }).click();
  await expectAccessible(pos, 'POS sticker');

  const saved = async (button: string, extension: string): Promise<Buffer> => {
    await pos.getByRole('button', { name: button, exact: true }).click();
    const line = pos.getByText(new RegExp(`^Saved as .*\\.${extension}$`)).last();
    return readFileSync(((await line.textContent()) ?? '').replace('Saved as ', ''));
  };
  const png = PNG.sync.read(await saved('Save QR', 'png'));
  const pixels = new Uint8ClampedArray(png.data);
  const { codes } = await decodeFrame(await bothEngines(), pixels, png.width, png.height, {
    mode: 'still',
  });
  expect(codes[0]?.text).toMatch(/^upi:\/\/pay\?.*pa=teastall@upisim.*&sign=/);
  expect((await saved('Save as SVG', 'svg')).toString()).toContain('<svg');

  await pos.evaluate(() => {
    window.print = () => {
      const sheet = document.querySelector<HTMLImageElement>('.pos-print');
      document.body.dataset.printed = `${sheet?.alt} ${sheet?.naturalWidth}`;
    };
  });
  await pos.getByRole('button', { name: 'Print sticker' }).click();
  await expect(pos.locator('body')).toHaveAttribute('data-printed', /^Tea stall [1-9]\d+$/);
  await pos.getByRole('tab', { name: 'Charge' }).click();
});

test('scanned, a wrong PIN, paid: every step on the POS, a receipt to tear off and print again', async () => {
  await charge(pos, '60');
  await expect(pos.getByText('Scan with any UPI app · good until paid')).toBeVisible();
  await startScanning(phone);
  await lookAt(phone, 'POS nearby');
  await expect(phone.getByRole('button', { name: 'Pay ₹60.00' })).toBeVisible();
  await expect(
    pos.getByRole('region', { name: /Demo user is paying|A customer is paying/ }),
  ).toBeVisible();
  await expectAccessible(pos, 'POS scanned');
  await enterPin(phone, '9731');
  await expect(pos.getByText('The last try failed')).toBeVisible();
  await expectAccessible(pos, 'POS last try failed');
  await expectAccessible(phone, 'not paid');
  await phone.getByRole('button', { name: 'Try again' }).click();
  await enterPin(phone, DEMO_PIN);
  await expectPaid(phone, pos, '4,940.00');
  await expectAccessible(pos, 'POS paid');
  const paper = pos.getByRole('region', { name: 'Receipt printed' });
  await expect(paper).toContainText(/RRN \d{12}/);
  await paper.getByRole('button', { name: 'Tear off receipt' }).click();
  await expect(paper).toBeHidden();
  await pos.getByRole('button', { name: 'Print receipt' }).click();
  await expect(paper).toBeVisible();
  await paper.getByRole('button', { name: 'Tear off receipt' }).click();
});

test('one try for each code, as the bank may be set: a wrong PIN ends the charge', async () => {
  const oneShot = async (isOn: boolean) => {
    const { room } = street;
    await room.getByRole('button', { name: 'Settings', exact: true }).click();
    const rule = room.getByRole('switch', { name: 'A failed try closes the charge' });
    if ((await rule.isChecked()) !== isOn) await rule.press('Space');
    await room.getByRole('button', { name: 'Save bank rules' }).click();
    await expect(room.getByRole('button', { name: 'Save bank rules' })).toBeDisabled();
    await room.getByRole('button', { name: 'Street', exact: true }).click();
  };
  await oneShot(true);
  await pos.getByRole('button', { name: 'New charge' }).click();
  await phone.getByRole('button', { name: 'Done' }).click();
  await charge(pos, '7');
  await expect(pos.getByText('Scan with any UPI app · one try')).toBeVisible();
  await startScanning(phone);
  await lookAt(phone, 'POS nearby');
  await expect(phone.getByRole('button', { name: 'Pay ₹7.00' })).toBeVisible();
  await enterPin(phone, '9731');
  await expect(pos.getByRole('region', { name: 'Not paid' })).toBeVisible();
  await expect(pos.getByText('Code ZM')).toBeVisible();
  await expectAccessible(pos, 'POS failed');
  await phone.getByRole('button', { name: 'Try again' }).click();
  await enterPin(phone, DEMO_PIN);
  await expect(phone.getByText(/^U10 ·/)).toBeVisible();
  await phone.getByRole('button', { name: 'Close' }).click();
  await pos.getByRole('button', { name: 'Charge again' }).click();
  await expect(pos.getByRole('button', { name: 'Save QR' })).toBeVisible();
  await pos.getByRole('button', { name: 'Cancel' }).click();
  await oneShot(false);
});

test('a charge that ran out says so and can be made again', async () => {
  await expect(books.getByRole('region', { name: 'The code has expired' })).toBeVisible();
  await expect(books.getByRole('alert')).toContainText('No payment was made with it.');
  await expectAccessible(books, 'POS expired');
  await books.getByRole('button', { name: 'Charge again' }).click();
  await expect(books.getByRole('button', { name: 'Save QR' })).toBeVisible();
  await books.getByRole('button', { name: 'Cancel' }).click();
});

test('a refund wants the password; day total and last payments follow', async () => {
  await pos.getByRole('tab', { name: 'Payments' }).click();
  await expect(pos.getByText('1 payment')).toBeVisible();
  await expectAccessible(pos, 'POS payments');
  await pos.getByRole('button', { name: 'Refund' }).click();
  const dialog = pos.getByRole('dialog', { name: 'Refund to Demo user' });
  await dialog.getByLabel('Amount in rupees').fill('61');
  await expect(dialog.getByText('Type an amount up to ₹60.00.')).toBeVisible();
  await dialog.getByLabel('Amount in rupees').fill('20');
  await dialog.getByLabel('Merchant password').fill('not-the-password');
  await dialog.getByRole('button', { name: 'Give money back' }).click();
  await expect(dialog.locator('.ui-notice')).toBeVisible();
  await expectAccessible(pos, 'POS refund refused');
  await dialog.getByLabel('Merchant password').fill('tea-stall-demo');
  await dialog.getByRole('button', { name: 'Give money back' }).click();
  await expect(dialog).toBeHidden();
  await expect(pos.getByText('refund', { exact: true })).toBeVisible();
  await expect(pos.getByText('₹1,040.00')).toBeVisible();
  await expect(pos.getByText('₹20.00 given back')).toBeVisible();
  await pos.getByRole('button', { name: 'Refund' }).click();
  await expect(dialog.getByLabel('Amount in rupees')).toHaveValue('40');
  await expect(dialog.getByText('At most ₹40.00')).toBeVisible();
  await pos.keyboard.press('Escape');
  await expect(phone.getByText('Received ₹20.00 from Tea stall').first()).toBeVisible();
});

test('the sound box: a sticker payment is announced, volume, language, replay, no voice', async () => {
  await startScanning(phone);
  await lookAt(phone, 'Picture');
  await phone.locator('input[type=file]').setInputFiles(join(street.data, 'Tea_stall_qr.png'));
  await expect(phone.getByRole('heading', { name: 'Tea stall', level: 2 })).toBeVisible();
  await phone.getByRole('button', { name: '5', exact: true }).click();
  await phone.getByRole('button', { name: 'Continue' }).click();
  await enterPin(phone, DEMO_PIN);
  await expect(pos.getByRole('status').getByText(/^Received ₹5\.00/)).toBeAttached();

  await pos.getByRole('button', { name: 'Settings' }).click();
  const box = pos.getByRole('dialog', { name: 'Settings' });
  await expect(box.getByText(/^Received ₹5\.00 from Demo user/).first()).toBeVisible();
  // No voice is installed where tests run: the box says so and keeps tone and text.
  await expect(box.getByText(/tone and text only|volume/).first()).toBeVisible();
  await expectAccessible(pos, 'POS settings');
  const volume = box.getByRole('slider', { name: 'Volume' });
  await volume.fill('0');
  await expect(box.getByText(/muted|tone and text only/).first()).toBeVisible();
  await box.getByRole('radio', { name: 'Hindi' }).locator('..').click();
  await box.getByRole('button', { name: 'Say the last one again' }).click();
  await expect(box.getByText(/Demo user से ₹5\.00 प्राप्त/).first()).toBeVisible();
  await box.getByRole('button', { name: 'Done' }).click();
  expect(street.errors).toEqual([]);
});
