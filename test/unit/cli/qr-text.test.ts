import { expect, test } from 'vitest';
import { jsqrEngine } from '#qr/decode/jsqr-engine.ts';
import { qrText } from '../../../src/cli/common/qr-text.ts';

/** Draws half blocks as a terminal does: each character is one module wide and two high. */
async function decode(text: string, isInkDark: boolean): Promise<string | undefined> {
  const scale = 4;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: terminal colours are control characters
  const rows = text.replace(/\u001b\[[0-9;]*m/g, '').split('\n');
  const width = (rows[0]?.length ?? 0) * scale;
  const height = rows.length * 2 * scale;
  const pixels = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const block = rows[Math.floor(y / scale / 2)]?.[Math.floor(x / scale)] ?? ' ';
      const isUpper = Math.floor(y / scale) % 2 === 0;
      const isInk = block === '█' || block === (isUpper ? '▀' : '▄');
      pixels.fill(isInk === isInkDark ? 0 : 255, (y * width + x) * 4, (y * width + x) * 4 + 3);
    }
  }
  const codes = await jsqrEngine.read({ data: pixels, width, height }, 'local', false);
  return codes[0]?.text;
}

test.each([true, false])('a code in characters can be read (coloured: %s)', async (isColoured) => {
  const link = 'upi://pay?ver=01&mode=02&pa=ashatea@upisim&pn=Asha%20Tea&cu=INR';
  // Without colours a terminal is taken to be dark: ink is light there.
  expect(await decode(qrText(link, isColoured), isColoured)).toBe(link);
});
