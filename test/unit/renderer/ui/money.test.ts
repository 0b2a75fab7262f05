import { expect, test } from 'vitest';
import {
  formatCount,
  formatMoney,
  toPaise,
} from '../../../../src/renderer/ui/data/format-money.ts';

test.each([
  [0, '₹0.00'],
  [1, '₹0.01'],
  [2_000, '₹20.00'],
  ['2000', '₹20.00'],
  [99_999, '₹999.99'],
  [100_000, '₹1,000.00'],
  [9_999_999, '₹99,999.99'],
  ['90000000', '₹9,00,000.00'],
  [1_000_000_000, '₹1,00,00,000.00'],
  [1_000_000_000_000, '₹10,00,00,00,000.00'],
  [-2_000, '−₹20.00'],
  ['-90000012345', '−₹90,00,00,123.45'],
])('%s paise read %s', (paise, text) => {
  expect(formatMoney(paise)).toBe(text);
});

test.each([
  Number.NaN,
  Number.POSITIVE_INFINITY,
  0.5,
  2 ** 53,
  1_000_000_000_001,
  '',
  ' ',
  '1e3',
  '0x10',
  '20.00',
  '--1',
  '१२३',
  '99999999999999999999',
  '<b>1</b>',
])('%s is no amount and breaks nothing', (paise) => {
  expect(toPaise(paise)).toBeUndefined();
  expect(formatMoney(paise)).toBe('₹—');
});

test('counts group in thousands', () => {
  expect(formatCount(1_284_771)).toBe('1,284,771');
  expect(formatCount(999)).toBe('999');
  expect(formatCount(Number.NaN)).toBe('—');
});
