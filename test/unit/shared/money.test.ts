import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  formatPaise,
  formatRupees,
  MAX_PAISE,
  paiseToRupees,
  parsePaise,
  rupeesToPaise,
} from '#shared/money.ts';

const anyPaise = fc.integer({ min: 0, max: MAX_PAISE });

describe('paise on the wire', () => {
  test('every amount survives the round trip', () => {
    fc.assert(fc.property(anyPaise, (paise) => parsePaise(formatPaise(paise)) === paise));
  });

  test.each([
    '',
    '-1',
    '+1',
    '01',
    '1.0',
    '1e3',
    ' 1',
    '1 ',
    '0x10',
    '9007199254740993',
    '1000000000001',
    'NaN',
    'Infinity',
    '１２',
  ])('%j is refused', (text) => {
    expect(() => parsePaise(text)).toThrow(RangeError);
  });

  test.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, MAX_PAISE + 1, 2 ** 53])(
    '%d is no amount',
    (value) => {
      expect(() => formatPaise(value)).toThrow(RangeError);
    },
  );
});

describe('rupees for links and people', () => {
  test('every amount survives the round trip through rupees', () => {
    fc.assert(fc.property(anyPaise, (paise) => rupeesToPaise(paiseToRupees(paise)) === paise));
  });

  test.each([
    ['20', 2000],
    ['20.5', 2050],
    ['20.05', 2005],
    ['0.01', 1],
    ['0', 0],
    [' 7 ', 700],
  ])('%j is %d paise', (text, paise) => {
    expect(rupeesToPaise(text)).toBe(paise);
  });

  test.each(['', '.5', '20.', '20.005', '-20', '1,000', '007', '1e2', '٣', '99999999999999'])(
    '%j is not an amount of rupees',
    (text) => {
      expect(rupeesToPaise(text)).toBeUndefined();
    },
  );

  test.each([
    [0, '₹0.00'],
    [5, '₹0.05'],
    [2000, '₹20.00'],
    [100_000_00, '₹1,00,000.00'],
    [90_000_000, '₹9,00,000.00'],
    [12_345_678_901, '₹12,34,56,789.01'],
    [-450, '−₹4.50'],
  ])('%d paise reads %s', (paise, text) => {
    expect(formatRupees(paise)).toBe(text);
  });
});
