import { PNG } from 'pngjs';
import { describe, expect, test } from 'vitest';
import { drawMatrix } from '#qr/draw/matrix.ts';
import { layOutSticker, type Sticker } from '#qr/draw/sticker.ts';
import { stickerFileName } from '#qr/draw/sticker-file-name.ts';
import { fitText, textWidthPx } from '#qr/draw/sticker-font.ts';
import { drawStickerSvg } from '#qr/draw/sticker-svg.ts';
import { drawStickerPng } from '#qr/node/sticker-png.ts';
import { bothEngines } from '../../support/zxing-file.ts';

const LINK = 'upi://pay?pa=anita@simbank&pn=Anita&cu=INR';
const sticker: Sticker = {
  matrix: drawMatrix(LINK),
  merchantName: 'Anita Stores',
  vpa: 'anita@simbank',
  shortCode: 'VM12345678:6001',
};

const inkAbove = (file: Uint8Array, toRow: number): number => {
  const { data, width } = PNG.sync.read(Buffer.from(file));
  let ink = 0;
  for (let at = 0; at < toRow * width; at++) ink += 255 - (data[at * 4] ?? 255);
  return ink;
};

describe('the PNG sticker', () => {
  test('is read back', async () => {
    const { data, width, height } = PNG.sync.read(Buffer.from(drawStickerPng(sticker)));
    const { engines } = { engines: await bothEngines() };
    const codes = await engines.zxing?.read({ data, width, height }, 'local', false);
    expect(codes?.map((code) => code.text)).toEqual([LINK]);
  });

  test('writes the name over the code, other names otherwise', () => {
    const { codeTopPx } = layOutSticker(sticker);
    const anita = inkAbove(drawStickerPng(sticker), codeTopPx);
    const longer = inkAbove(
      drawStickerPng({ ...sticker, merchantName: 'Anita Stores and Sons' }),
      codeTopPx,
    );
    expect(anita).toBeGreaterThan(0);
    expect(longer).toBeGreaterThan(anita);
  });

  test('drops accents, and leaves a line out whose letters it lacks', () => {
    const { codeTopPx } = layOutSticker(sticker);
    const plain = drawStickerPng({ ...sticker, merchantName: "Cafe Anita's" });
    expect(drawStickerPng({ ...sticker, merchantName: 'Café Anita’s' })).toEqual(plain);
    const devanagari = drawStickerPng({ ...sticker, merchantName: 'अनिता' });
    expect(inkAbove(devanagari, codeTopPx)).toBe(0);
  });
});

describe('the SVG sticker', () => {
  test('keeps every script and escapes what XML means otherwise', () => {
    const svg = drawStickerSvg({ ...sticker, merchantName: 'अनिता <script>&"\u0000' });
    expect(svg).toContain('अनिता &lt;script&gt;&amp;&quot;</text>');
    expect(svg).not.toContain('<script>');
    expect(svg).not.toContain('\u0000');
    expect(svg).toContain('VM12345678:6001</text>');
  });
});

describe('the layout', () => {
  test.each([
    ['merchantName', '', 'TEXT_EMPTY'],
    ['vpa', '   ', 'TEXT_EMPTY'],
    ['shortCode', 'x'.repeat(256), 'TEXT_TOO_LONG'],
  ])('refuses %s %j', (key, text, code) => {
    expect(() => layOutSticker({ ...sticker, [key]: text })).toThrow(
      expect.objectContaining({ code }),
    );
  });

  test.each([1, 20, 60, 99, 255])('fits a name of %i letters', (length) => {
    const layout = layOutSticker({ ...sticker, merchantName: 'W'.repeat(length) });
    for (const { text, sizePx } of layout.lines) {
      expect(textWidthPx(text, sizePx)).toBeLessThanOrEqual(layout.widthPx);
    }
  });

  test('cuts only what is too long even when small, and shows it', () => {
    expect(fitText('short', 30, 600)).toEqual({ text: 'short', sizePx: 30 });
    expect(fitText('x'.repeat(50), 30, 600).text).toBe('x'.repeat(50));
    expect(fitText('x'.repeat(200), 30, 600).text).toMatch(/^x{50,}\.\.\.$/);
  });
});

test.each([
  ['Anita Stores', 'Anita_Stores_qr.png'],
  ['अनिता स्टोर्स', 'अनिता_स्टोर्स_qr.png'],
  ['../../etc/passwd', 'etc_passwd_qr.png'],
  ['a/b\\c:d*e?f"g<h>i|j', 'a_b_c_d_e_f_g_h_i_j_qr.png'],
  ['..', 'merchant_qr.png'],
  ['\u0000\n', 'merchant_qr.png'],
  ['CON', 'CON_qr.png'],
  ['n'.repeat(300), `${'n'.repeat(80)}_qr.png`],
])('the sticker of %j is saved as %j', (name, file) => {
  expect(stickerFileName(name)).toBe(file);
});
