import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromBase64, fromBase64Url, fromHex, toBase64, toBase64Url, toHex } from '#shared/bytes.ts';

/** What Buffer makes of it, when that is also what Buffer would write. */
function strictly(text: string, encoding: 'base64' | 'base64url'): string {
  const bytes = Buffer.from(text, encoding);
  return bytes.toString(encoding) === text ? bytes.toString('hex') : 'refused';
}
function readBy(read: (text: string) => Uint8Array, text: string): string {
  try {
    return toHex(read(text));
  } catch (error) {
    expect(error).toBeInstanceOf(RangeError);
    return 'refused';
  }
}

describe('base64 and base64url', () => {
  test('are what Buffer writes, for every length up to 70', () => {
    for (let length = 0; length <= 70; length++) {
      const bytes = randomBytes(length);
      expect(toBase64(bytes)).toBe(bytes.toString('base64'));
      expect(toBase64Url(bytes)).toBe(bytes.toString('base64url'));
      expect(toHex(bytes)).toBe(bytes.toString('hex'));
      expect(toHex(fromHex(toHex(bytes)))).toBe(toHex(bytes));
    }
  });
  test('texts with one character put in, changed or cut off are read only when canonical', () => {
    const change = fc.constantFrom('', 'A', 'z', '+', '/', '-', '_', '=', 'é', '\n', ' ', '\ud800');
    const texts = fc
      .tuple(fc.uint8Array({ maxLength: 40 }), fc.nat(60), change, fc.nat(1), fc.boolean())
      .map(([bytes, at, put, skip, isUrl]) => {
        const text = isUrl ? toBase64Url(bytes) : toBase64(bytes);
        return text.slice(0, at) + put + text.slice(at + skip);
      });
    fc.assert(
      fc.property(texts, (text) => {
        expect(readBy(fromBase64, text)).toBe(strictly(text, 'base64'));
        expect(readBy(fromBase64Url, text)).toBe(strictly(text, 'base64url'));
      }),
      { numRuns: 5_000 },
    );
  });
});
