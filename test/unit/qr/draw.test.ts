import { PNG } from 'pngjs';
import { describe, expect, test } from 'vitest';
import {
  drawMatrix,
  MAX_QR_TEXT_BYTES,
  MIN_MODULE_PX,
  modulePxFor,
  QUIET_ZONE_MODULES,
  sideModules,
} from '#qr/draw/matrix.ts';
import { drawRgba } from '#qr/draw/rgba.ts';
import { drawSvg } from '#qr/draw/svg.ts';
import { drawPng } from '#qr/node/png.ts';
import { bothEngines } from '../../support/zxing-file.ts';

const SIGNED_LINK =
  'upi://pay?ver=01&mode=02&pa=anita.stores@simbank&pn=Anita%20Stores&mc=5411&mid=M000000001' +
  `&mtid=VM12345678&port=6001&cu=INR&qrMedium=04&sign=${'MEUCIQDx'.repeat(12)}`;

const engines = await bothEngines();
const read = async (rgba: {
  data: Uint8Array | Uint8ClampedArray;
  width: number;
  height: number;
}) => (await engines.zxing?.read(rgba, 'local', false))?.map((code) => code.text);

describe('a drawn code', () => {
  test.each([
    ['a letter', 'A'],
    ['a signed link', SIGNED_LINK],
    ['digits', '0123456789'.repeat(40)],
    ['Devanagari', 'upi://pay?pn=अनिता स्टोर्स'],
    ['an emoji', 'chai ☕ 🙏'],
    ['the longest text', 'a'.repeat(MAX_QR_TEXT_BYTES)],
  ])('of %s is read back exactly', async (_, text) => {
    expect(await read(drawRgba(drawMatrix(text)))).toEqual([text]);
  });

  test.each([
    ['no text', '', 'TEXT_EMPTY'],
    ['one byte too many', 'a'.repeat(MAX_QR_TEXT_BYTES + 1), 'TEXT_TOO_LONG'],
    ['too many bytes in few characters', 'अ'.repeat(MAX_QR_TEXT_BYTES / 3 + 1), 'TEXT_TOO_LONG'],
    ['half a character', 'a\ud83d', 'TEXT_MALFORMED'],
  ])('is refused for %s', (_, text, code) => {
    expect(() => drawMatrix(text)).toThrow(expect.objectContaining({ code }));
  });

  test('says how long a text may be', () => {
    expect(() => drawMatrix('a'.repeat(3_000))).toThrow(/3000 bytes.*at most 2331/);
  });

  test('has a white quiet zone of four modules on every side', () => {
    const matrix = drawMatrix(SIGNED_LINK);
    const picture = drawRgba(matrix, 5);
    const margin = QUIET_ZONE_MODULES * 5;
    for (let y = 0; y < picture.height; y++) {
      for (let x = 0; x < picture.width; x++) {
        const inside = [x, y].every((at) => at >= margin && at < picture.width - margin);
        if (!inside) expect(picture.data[(y * picture.width + x) * 4]).toBe(255);
      }
    }
    const corner = (margin * picture.width + margin) * 4;
    expect([...picture.data.subarray(corner, corner + 4)]).toEqual([0, 0, 0, 255]);
  });

  test.each([[4], [0], [-5], [5.5], [Number.NaN]])('is refused at %s px a module', (modulePx) => {
    expect(() => drawRgba(drawMatrix('A'), modulePx)).toThrow(
      expect.objectContaining({ code: 'DRAWING_SIZE' }),
    );
  });

  test('is refused when the drawing would be too large', () => {
    expect(() => drawRgba(drawMatrix('a'.repeat(2_000)), 200)).toThrow(
      expect.objectContaining({ code: 'PICTURE_TOO_LARGE' }),
    );
  });

  test('fills a square with whole pixels, never fewer than five a module', () => {
    const matrix = drawMatrix(SIGNED_LINK);
    const modulePx = modulePxFor(matrix, 600);
    expect(modulePx * sideModules(matrix)).toBeLessThanOrEqual(600);
    expect((modulePx + 1) * sideModules(matrix)).toBeGreaterThan(600);
    expect(modulePxFor(matrix, 10)).toBe(MIN_MODULE_PX);
  });

  test('is the same as a PNG file', async () => {
    const matrix = drawMatrix(SIGNED_LINK);
    const { data, width, height } = PNG.sync.read(Buffer.from(drawPng(matrix, 6)));
    expect([width, height]).toEqual([sideModules(matrix) * 6, sideModules(matrix) * 6]);
    expect(await read({ data, width, height })).toEqual([SIGNED_LINK]);
  });

  test('is the same as an SVG: its runs cover exactly the dark modules', () => {
    const matrix = drawMatrix(SIGNED_LINK);
    const dark = new Uint8Array(matrix.size ** 2);
    for (const [, x, y, length] of drawSvg(matrix).matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
      const row = Number(y) - QUIET_ZONE_MODULES;
      const column = Number(x) - QUIET_ZONE_MODULES;
      dark.fill(1, row * matrix.size + column, row * matrix.size + column + Number(length));
    }
    expect(dark).toEqual(matrix.modules);
  });
});
