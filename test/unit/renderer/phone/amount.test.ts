import { describe, expect, test } from 'vitest';
import type { AmountRule } from '#shared/device/prepare.ts';
import { firstAmountText, readAmount } from '../../../../src/renderer/phone/state/amount.ts';

const free: AmountRule = { kind: 'free' };
const minimum: AmountRule = { kind: 'minimum', minimumPaise: 5_000, suggestedPaise: 10_050 };

describe('what can be paid', () => {
  test.each([
    [free, '20', 2_000],
    [free, ' 20.5 ', 2_050],
    [free, '20.', 2_000],
    [free, '0.01', 1],
    [free, '10000000000', 1_000_000_000_000],
    [minimum, '50', 5_000],
    [{ kind: 'locked', amountPaise: 700 }, 'anything', 700],
  ] as const)('%o with "%s"', (rule, text, amountPaise) => {
    expect(readAmount(rule, text)).toEqual({ amountPaise });
  });

  test.each([
    [free, '', 'empty'],
    [free, '   ', 'empty'],
    [free, '0', 'zero'],
    [free, '0.00', 'zero'],
    [free, '-5', 'not-a-number'],
    [free, '1e3', 'not-a-number'],
    [free, '20.005', 'not-a-number'],
    [free, 'NaN', 'not-a-number'],
    [free, '१०', 'not-a-number'],
    [free, '10000000000.01', 'too-large'],
    [free, '99999999999999999999', 'too-large'],
    [minimum, '49.99', 'below-minimum'],
  ] as const)('%o with "%s": %s', (rule, text, problem) => {
    expect(readAmount(rule, text)).toEqual({ problem });
  });
});

test('the field starts with what the link says', () => {
  expect(firstAmountText(free)).toBe('');
  expect(firstAmountText(minimum)).toBe('100.50');
  expect(firstAmountText({ kind: 'locked', amountPaise: 2_000 })).toBe('20');
});
