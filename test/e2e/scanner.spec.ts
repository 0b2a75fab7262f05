import { writeFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { drawMatrix } from '../../src/qr/draw/matrix.ts';
import { drawRgba } from '../../src/qr/draw/rgba.ts';
import { greyPng } from '../../src/qr/node/png.ts';
import type { RgbaPicture } from '../../src/qr/picture.ts';
import { filmOf } from '../support/y4m.ts';
import { expectAccessible } from './support/checks.ts';
import { charge, lookAt, readCode, startScanning } from './support/devices.ts';
import { openStreet, type Street, webcamFileOf } from './support/street.ts';

/** One scanner, five places to look. The first payment's file has the webcam and its refusals. */
test.describe.configure({ mode: 'serial' });

const FILM = { width: 640, height: 480 };
let street: Street;
let phone: Page;
let pos: Page;
let link: string;

test.beforeAll(async () => {
  street = await openStreet({
    webcam: true,
    cameraPermission: 'granted',
    capturesTab: 'Tea stall',
  });
  ({ phone, pos } = street);
  await pos.getByRole('tab', { name: 'Sticker' }).click();
  link = await readCode(pos);
});
test.afterAll(() => street.close());

const pictureOf = (text: string): RgbaPicture => drawRgba(drawMatrix(text), 6);

function sideBySide(left: RgbaPicture, right: RgbaPicture): RgbaPicture {
  const width = left.width + right.width;
  const height = Math.max(left.height, right.height);
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (const [picture, x] of [[left, 0] as const, [right, left.width] as const]) {
    for (let row = 0; row < picture.height; row++) {
      const from = row * picture.width * 4;
      data.set(picture.data.subarray(from, from + picture.width * 4), (row * width + x) * 4);
    }
  }
  return { data, width, height };
}

const fileOf = (picture: RgbaPicture) => ({
  name: 'code.png',
  mimeType: 'image/png',
  buffer: Buffer.from(greyPng(picture)),
});

const expectTeaStall = (): Promise<void> =>
  expect(phone.getByRole('heading', { name: 'Tea stall', level: 2 })).toBeVisible();

/** Back on the home screen; the code that was just looked at may count again. */
async function leave(): Promise<void> {
  await phone.getByRole('button', { name: 'Home' }).click();
  await expect(phone.getByText('demouser@upisim')).toBeVisible();
}

/** Of the camera that was opened last, once the page notes it. */
const states = () =>
  phone.evaluate(() =>
    (window as unknown as { tracks: MediaStreamTrack[] }).tracks.map((track) => track.readyState),
  );

test('webcam: covered lens, preview mirrored, released when the scanner closes', async () => {
  const dark: RgbaPicture = { ...FILM, data: new Uint8ClampedArray(FILM.width * FILM.height * 4) };
  writeFileSync(webcamFileOf(street.folder), filmOf(dark, FILM));
  await phone.evaluate(() => {
    const { mediaDevices } = navigator;
    const open = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = async (wish) => {
      const stream = await open(wish);
      (window as unknown as { tracks: MediaStreamTrack[] }).tracks = stream.getTracks();
      return stream;
    };
  });
  await startScanning(phone);
  await expect(phone.getByRole('alert').getByText(/Too dark/)).toBeVisible();
  await expectAccessible(phone, 'scanner, too dark');
  const mirror = phone.getByRole('button', { name: 'Mirror the preview' });
  await expect(mirror).toHaveAttribute('aria-pressed', 'true');
  await mirror.click();
  await expect(mirror).toHaveAttribute('aria-pressed', 'false');
  expect(await states()).toEqual(['live']);
  await phone.keyboard.press('Escape');
  await expect(phone.getByText('demouser@upisim')).toBeVisible();
  expect(await states()).toEqual(['ended']);
});

test('a camera that another program has, and one that is pulled out', async () => {
  await phone.evaluate(() => {
    const { mediaDevices } = navigator;
    const open = mediaDevices.getUserMedia;
    mediaDevices.getUserMedia = () => {
      mediaDevices.getUserMedia = open;
      return Promise.reject(new DOMException('Could not start video source', 'NotReadableError'));
    };
  });
  await startScanning(phone);
  await expect(phone.getByText('Another program uses the camera')).toBeVisible();
  await expectAccessible(phone, 'scanner, camera busy');
  await phone.getByRole('button', { name: 'Try again' }).click();
  await expect.poll(states).toEqual(['live']);
  await expect(phone.getByText('Another program uses the camera')).toBeHidden();
  await phone.evaluate(() => {
    // What the browser does when the cable is pulled.
    for (const track of (window as unknown as { tracks: MediaStreamTrack[] }).tracks) {
      track.stop();
      track.dispatchEvent(new Event('ended'));
    }
  });
  await expect(phone.getByText('The camera went away')).toBeVisible();
  await expectAccessible(phone, 'scanner, camera unplugged');
  await phone.keyboard.press('Escape');
  await expect(phone.getByText('demouser@upisim')).toBeVisible();
});

test('a POS nearby: further away and tilted, by keyboard', async () => {
  await pos.getByRole('tab', { name: 'Charge' }).click();
  await startScanning(phone);
  await lookAt(phone, 'POS nearby');
  await expect(phone.getByRole('combobox', { name: 'Screens nearby' })).toBeVisible();
  await expectAccessible(phone, 'scanner, POS nearby');
  const tilt = phone.getByRole('slider', { name: 'Tilt' });
  await tilt.focus();
  for (let press = 0; press < 4; press++) await phone.keyboard.press('ArrowRight');
  await expect(tilt).toHaveValue('20');
  const distance = phone.getByRole('slider', { name: 'Distance' });
  const before = await distance.inputValue();
  await distance.focus();
  await phone.keyboard.press('ArrowRight');
  expect(await distance.inputValue()).not.toBe(before);
  await charge(pos, '11');
  await expect(phone.getByRole('button', { name: 'Pay ₹11.00' })).toBeVisible();
  await leave();
  await pos.getByRole('button', { name: 'Cancel' }).click();
});

test('a screen that the person picks', async () => {
  await startScanning(phone);
  await lookAt(phone, 'Screen');
  await pos.getByRole('tab', { name: 'Sticker' }).click();
  await expectAccessible(phone, 'scanner, screen');
  await phone.getByRole('button', { name: 'Choose a screen' }).click();
  await expectTeaStall();
  await leave();
});

test('a picture: none in it, none at all, two to choose from', async () => {
  await startScanning(phone);
  await lookAt(phone, 'Picture');
  await expectAccessible(phone, 'scanner, picture');
  const file = phone.locator('input[type=file]');
  const empty = { width: 64, height: 64, data: new Uint8ClampedArray(64 * 64 * 4).fill(240) };
  await file.setInputFiles(fileOf(empty));
  await expect(phone.getByText('No QR code was found in this picture')).toBeVisible();
  const text = { name: 'a.png', mimeType: 'image/png', buffer: Buffer.from('no picture') };
  await file.setInputFiles(text);
  await expect(phone.getByText('This file is no picture that can be read')).toBeVisible();
  await expectAccessible(phone, 'scanner, no picture');

  await file.setInputFiles(fileOf(sideBySide(pictureOf(link), pictureOf('https://example.org/'))));
  await expect(phone.getByText('Several codes. Tap the one to pay.').first()).toBeVisible();
  await expectAccessible(phone, 'scanner, several codes');
  await phone.getByRole('button', { name: /^Code \d: https/ }).click();
  await expect(phone.getByText('This is not a UPI code').first()).toBeVisible();
  await file.setInputFiles(fileOf(sideBySide(pictureOf(link), pictureOf('https://example.org/'))));
  await phone.getByRole('button', { name: /^Code \d: Tea stall/ }).click();
  await expectTeaStall();
  await leave();
});

test('dropped and pasted', async () => {
  const give = (type: 'drop' | 'paste', given: { text?: string; base64?: string }) =>
    phone.evaluate(
      ([kind, { text, base64 }]) => {
        const data = new DataTransfer();
        if (text) data.setData('text/plain', text);
        if (base64) {
          const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
          data.items.add(new File([bytes], 'code.png', { type: 'image/png' }));
        }
        const event =
          kind === 'drop'
            ? new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true })
            : new ClipboardEvent('paste', { clipboardData: data, bubbles: true });
        document.body.dispatchEvent(event);
      },
      [type, given] as const,
    );
  const base64 = Buffer.from(greyPng(pictureOf(link))).toString('base64');
  await startScanning(phone);
  await give('drop', { base64 });
  await expectTeaStall();
  await leave();
  await startScanning(phone);
  await give('paste', { text: link });
  await expectTeaStall();
  await leave();
});

test('the webcam finds the code once it is uncovered; one scan, one sheet', async () => {
  writeFileSync(webcamFileOf(street.folder), filmOf(drawRgba(drawMatrix(link), 5), FILM));
  await startScanning(phone);
  await lookAt(phone, 'Camera');
  await expectTeaStall();
  await expect(phone.getByRole('heading', { name: 'Tea stall', level: 2 })).toHaveCount(1);
  expect(street.errors).toEqual([]);
});

test('a decoder that cannot start is told, with other ways to pay', async () => {
  await phone.route('**/assets/decode-worker*', (route) => route.abort());
  await leave();
  await phone.reload();
  await expect(phone.getByText('demouser@upisim')).toBeVisible();
  await startScanning(phone);
  await expect(phone.getByText('No picture came').first()).toBeVisible();
  await expectAccessible(phone, 'scanner, no decoder');
});
