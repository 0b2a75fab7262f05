/** Draws resources/icon.png from icon.svg, for packages: `node scripts/make-icon.ts`. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium } from '@playwright/test';
import { CHROMIUM_FLAGS, requireChromium } from '../test/support/chromium.ts';

/** macOS wants 1024; smaller sizes are made from it. */
const SIZE_PX = 1_024;
const resources = resolve(import.meta.dirname, '../resources');

const svg = readFileSync(join(resources, 'icon.svg'), 'utf8');
const browser = await chromium.launch({
  executablePath: requireChromium(),
  args: [...CHROMIUM_FLAGS],
  chromiumSandbox: process.getuid?.() !== 0,
});
const page = await browser.newPage({ viewport: { width: SIZE_PX, height: SIZE_PX } });
await page.setContent(`<style>body{margin:0}svg{display:block;width:100vw}</style>${svg}`);
await page.screenshot({ path: join(resources, 'icon.png'), omitBackground: true });
await browser.close();
