/**
 * Rasterises the sticker's letters once, with Chromium and the bundled Inter (SIL Open Font
 * Licence), into src/qr/draw/sticker-font.json. Run it again only to change the letters:
 *   node scripts/make-sticker-font.ts
 * The PNG sticker must be drawn in plain Node, which has no text of its own.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { PNG } from 'pngjs';

const EM_PX = 40;
const LETTERS = `${String.fromCharCode(...Array.from({ length: 95 }, (_, i) => 32 + i))}₹`;
const root = new URL('../', import.meta.url);
const font = readFileSync(
  new URL('node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2', root),
).toString('base64');
const rupeeFont = readFileSync(
  new URL('node_modules/@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2', root),
).toString('base64');

const executablePath = execFileSync('which', ['chromium']).toString().trim();
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
const page = await browser.newPage();
await page.setContent(`<style>
  @font-face { font-family: I; font-weight: 100 900; src: url(data:font/woff2;base64,${font}); }
  @font-face { font-family: R; font-weight: 100 900; src: url(data:font/woff2;base64,${rupeeFont}); }
</style>`);
const drawn = await page.evaluate(
  async ({ letters, em }) => {
    const face = `600 ${em}px I, R`;
    await Promise.all([
      document.fonts.load(`600 ${em}px I`, letters),
      document.fonts.load(`600 ${em}px R`, '₹'),
    ]);
    const canvas = new OffscreenCanvas(1, 1);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (!context) throw new Error('no canvas');
    context.font = face;
    const advances = [...letters].map((letter) => context.measureText(letter).width);
    const cell = Math.ceil(Math.max(...advances)) + 4;
    canvas.width = cell * letters.length;
    canvas.height = Math.ceil(em * 1.3);
    context.font = face;
    context.fillStyle = '#fff';
    context.textBaseline = 'alphabetic';
    [...letters].forEach((letter, index) => {
      context.fillText(letter, index * cell + 2, em);
    });
    const pixels = context.getImageData(0, 0, canvas.width, canvas.height);
    return {
      advances,
      cell,
      width: canvas.width,
      height: canvas.height,
      alpha: Array.from(pixels.data).filter((_, i) => i % 4 === 3),
    };
  },
  { letters: LETTERS, em: EM_PX },
);
await browser.close();

const png = new PNG({ width: drawn.width, height: drawn.height });
drawn.alpha.forEach((alpha, index) => {
  // Sixteen shades are enough for an edge and make the file a third as long.
  const shade = Math.round(alpha / 17) * 17;
  png.data.set([shade, shade, shade, 255], index * 4);
});
writeFileSync(
  new URL('src/qr/draw/sticker-font.json', root),
  `${JSON.stringify(
    {
      about: 'Inter 600, SIL Open Font Licence; made by scripts/make-sticker-font.ts',
      letters: LETTERS,
      emPx: EM_PX,
      cellPx: drawn.cell,
      originXPx: 2,
      baselinePx: EM_PX,
      advancesPx: drawn.advances.map((px) => Math.round(px * 100) / 100),
      png: PNG.sync.write(png, { colorType: 0, deflateLevel: 9 }).toString('base64'),
    },
    null,
    2,
  )}\n`,
);
