import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { type Browser, chromium, expect, type Page, test } from '@playwright/test';
import sirv from 'sirv';
import { build } from 'vite';
import { CHROMIUM_FLAGS, requireChromium } from '../support/chromium.ts';

/** The kit's gallery in a real browser: what types and markup cannot show. */
const folder = mkdtempSync(join(tmpdir(), 'ui-kit-'));
let server: Server;
let browser: Browser;
let address: string;

test.beforeAll(async () => {
  await build({
    configFile: false,
    logLevel: 'error',
    root: resolve(import.meta.dirname, '../../src/renderer/ui/gallery'),
    build: { outDir: folder, emptyOutDir: true },
  });
  const files = sirv(folder, { dev: true });
  server = createServer((request, response) => files(request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  browser = await chromium.launch({
    executablePath: requireChromium(),
    args: [...CHROMIUM_FLAGS],
    chromiumSandbox: process.getuid?.() !== 0,
  });
});
test.afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
});
test.afterAll(async () => {
  await browser?.close();
  server?.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Opening {
  readonly colorScheme?: 'light' | 'dark';
  readonly locale?: string;
  readonly reducedMotion?: 'reduce';
  readonly width?: number;
  readonly height?: number;
}

async function open(fragment: string, opening: Opening = {}): Promise<Page> {
  const { width = 1_280, height = 900, reducedMotion = 'reduce', ...rest } = opening;
  const context = await browser.newContext({
    viewport: { width, height },
    reducedMotion,
    ...rest,
  });
  const page = await context.newPage();
  page.on('pageerror', (error) => {
    throw error;
  });
  await page.goto(`${address}#${fragment}`);
  return page;
}

for (const colorScheme of ['light', 'dark'] as const) {
  for (const fragment of ['parts', 'phone', 'pos', 'crash']) {
    test(`axe finds nothing: ${fragment}, ${colorScheme}`, async () => {
      const locale = colorScheme === 'dark' ? 'hi-IN' : 'en-IN';
      const page = await open(fragment, { colorScheme, locale });
      await page.evaluate(() => document.fonts.ready);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => ({ id, at: nodes.map((n) => n.html) }))).toEqual([]);
    });
  }
}

test.describe('PIN pad', () => {
  /** Everything a page's reader could see: markup, form values, focus, accessibility tree. */
  const everything = async (page: Page): Promise<string> => {
    const html = await page.evaluate(() => document.documentElement.outerHTML);
    const focus = await page.evaluate(() => document.activeElement?.outerHTML);
    return [html, focus, await page.locator('body').ariaSnapshot()].join('\n');
  };

  const enter = async (pin: string, how: 'click' | 'type'): Promise<string> => {
    const page = await open('phone');
    for (const digit of pin) {
      if (how === 'type') await page.keyboard.press(digit);
      else await page.getByRole('button', { name: digit, exact: true }).click();
    }
    await page.mouse.move(0, 0);
    await expect(page.getByRole('img', { name: '4 of 4 digits entered' })).toBeVisible();
    const seen = await everything(page);
    await page.context().close();
    return seen;
  };

  for (const how of ['click', 'type'] as const) {
    test(`two PINs leave the same page (${how})`, async () => {
      const clock = /\d\d:\d\d/g;
      const first = await enter('1234', how);
      const second = await enter('9085', how);
      expect(second.replace(clock, '')).toBe(first.replace(clock, ''));
    });
  }

  test('React holds no digits', async () => {
    const page = await open('phone');
    await page.keyboard.type('7391');
    await expect(page.getByRole('img', { name: '4 of 4 digits entered' })).toBeVisible();
    const kept = await page.evaluate(() => {
      const pad = document.querySelector('.ui-pin') as unknown as Record<string, unknown>;
      const fiberKey = Object.keys(pad).find((key) => key.startsWith('__reactFiber')) ?? '';
      const seen = new Set<unknown>();
      const found: string[] = [];
      // Reads like an inspector: own properties, not through functions or DOM nodes.
      const walk = (value: unknown, path: string, depth: number) => {
        if (typeof value === 'string' && /^7391|7,3,9,1/.test(value)) found.push(path);
        if (typeof value !== 'object' || value === null || depth > 40) return;
        if (seen.has(value) || value instanceof Node || value === window) return;
        seen.add(value);
        if (ArrayBuffer.isView(value) && String(value).includes('55,51,57,49')) found.push(path);
        if (Array.isArray(value) && value.join('') === '7391') found.push(path);
        for (const [key, inner] of Object.entries(value)) walk(inner, `${path}.${key}`, depth + 1);
      };
      walk(pad[fiberKey], 'fiber', 0);
      return { found, visited: seen.size };
    });
    expect(kept.visited).toBeGreaterThan(100);
    expect(kept.found).toEqual([]);
  });

  test('erase, too many digits, Enter, and a wrong PIN that is announced', async () => {
    const page = await open('phone');
    await page.keyboard.type('12');
    await page.keyboard.press('Backspace');
    const announced = page.getByRole('status').filter({ hasText: '1 of 4 digits entered' });
    await expect(announced).toBeAttached();
    const pay = page.getByRole('button', { name: 'Pay' });
    await expect(pay).toHaveAttribute('aria-disabled', 'true');
    await page.keyboard.type('345678');
    await expect(pay).not.toHaveAttribute('aria-disabled');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('alert')).toContainText('Wrong UPI PIN. No money was taken.');
    await expect(page.getByRole('img', { name: '0 of 4 digits entered' })).toBeVisible();
    await page.keyboard.type('1');
    await expect(page.getByRole('img', { name: '1 of 4 digits entered' })).toBeVisible();
  });

  test('arrows move between keys and space presses', async () => {
    const page = await open('phone');
    await expect(page.getByRole('button', { name: '1', exact: true })).toBeFocused();
    for (const key of ['ArrowDown', 'ArrowRight']) await page.keyboard.press(key);
    await expect(page.getByRole('button', { name: '5', exact: true })).toBeFocused();
    await page.keyboard.press('Space');
    await expect(page.getByRole('img', { name: '1 of 4 digits entered' })).toBeVisible();
  });
});

test('resetting asks twice and wants a word; Escape gives focus back', async () => {
  const page = await open('parts');
  const opener = page.getByRole('button', { name: 'Reset everything' });
  await opener.click();
  const dialog = page.getByRole('dialog', { name: 'Reset everything' });
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(opener).toBeFocused();

  await opener.click();
  await dialog.getByRole('button', { name: 'Continue' }).click();
  const yes = dialog.getByRole('button', { name: 'Reset everything' });
  await expect(yes).toBeDisabled();
  await page.keyboard.type('rest');
  await expect(yes).toBeDisabled();
  await dialog.getByRole('textbox').fill('Reset');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
});

test('Tab stays inside an open dialog', async () => {
  const page = await open('parts');
  await page.getByRole('button', { name: 'Reset everything' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  for (let press = 0; press < 6; press++) {
    await page.keyboard.press('Tab');
    const isOutside = await page.evaluate(
      () => document.activeElement !== document.body && !document.activeElement?.closest('dialog'),
    );
    expect(isOutside).toBe(false);
  }
});

test('a failure is announced at once, every time, and stays', async () => {
  const page = await open('parts');
  const button = page.getByRole('button', { name: 'Toast Z9' });
  await button.click();
  await button.click();
  const sentence = 'Not enough money in the account. No money was taken.';
  await expect(page.getByRole('alert').last().locator('p')).toHaveCount(2);
  await expect(page.getByRole('alert').last()).toContainText(sentence);
  const toasts = page.getByRole('list', { name: 'Notifications' }).getByRole('listitem');
  await expect(toasts).toHaveCount(1);
  await toasts.getByRole('button', { name: 'Dismiss' }).click();
  await expect(toasts).toHaveCount(0);
});

test('tabs: one stop, arrows choose', async () => {
  const page = await open('parts');
  await page.getByRole('tab', { name: 'Street' }).click();
  await page.keyboard.press('ArrowLeft');
  const stress = page.getByRole('tab', { name: 'Stress' });
  await expect(stress).toBeFocused();
  await expect(stress).toHaveAttribute('aria-selected', 'true');
});

test('theme and language are kept for the window and stand on the document', async () => {
  const page = await open('parts', { colorScheme: 'light' });
  await page.getByRole('radio', { name: 'Dark' }).check();
  await page.getByRole('radio', { name: 'हिन्दी' }).check();
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('lang', 'hi');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(20, 19, 15)');
  await expect(page.getByRole('button', { name: 'सब मिटाएँ' })).toBeVisible();
});

test('a receipt prints, can be torn off and printed again', async () => {
  const page = await open('devices');
  const paper = page.getByRole('region', { name: 'Receipt printed' });
  await expect(paper).toContainText('632611204398');
  await paper.getByRole('button', { name: 'Tear off receipt' }).click();
  await expect(paper).toBeHidden();
  await page.getByRole('button', { name: 'Print', exact: true }).click();
  await expect(paper).toBeVisible();
});

test.describe('a device in its window', () => {
  const shellBox = (page: Page) => page.locator('.ui-phone').boundingBox();

  test('a low window shows the whole phone', async () => {
    const page = await open('phone', { width: 420, height: 640 });
    const box = await shellBox(page);
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(640);
    expect(box?.height).toBeGreaterThan(550);
  });

  test('a window too small to read in scrolls to every corner', async () => {
    const page = await open('phone', { width: 200, height: 300 });
    const pay = page.getByRole('button', { name: 'Pay' });
    await pay.scrollIntoViewIfNeeded();
    await expect(pay).toBeInViewport({ ratio: 1 });
    await expect(page.getByRole('button', { name: 'Close Demo user' })).toBeAttached();
  });

  test('fonts come with the program, Devanagari and the rupee sign too', async () => {
    const page = await open('pos', { locale: 'hi-IN' });
    const loaded = await page.evaluate(async () => {
      await document.fonts.ready;
      return [...document.fonts].filter((font) => font.status === 'loaded').map((f) => f.family);
    });
    expect(new Set(loaded.map((family) => family.replaceAll('"', '')))).toEqual(
      new Set(['Inter Variable', 'JetBrains Mono Variable', 'Noto Sans Devanagari Variable']),
    );
  });
});
