import { describe, expect, test } from 'vitest';
import { inventPin, pinWeakness } from '../../../../src/renderer/phone/state/pin-rules.ts';

const MOBILE = '9876501234';

describe('weak PINs are named', () => {
  test.each([
    ['', 'length'],
    ['12', 'length'],
    ['12345', 'length'],
    ['12a4', 'length'],
    ['１２３４', 'length'],
    ['0000', 'same-digit'],
    ['777777', 'same-digit'],
    ['1234', 'sequence'],
    ['9876', 'sequence'],
    ['0246', 'sequence'],
    ['123456', 'sequence'],
    ['654321', 'sequence'],
    ['2580', 'keypad-line'],
    ['159753', 'keypad-line'],
    ['1212', 'repeated'],
    ['1221', 'repeated'],
    ['1122', 'repeated'],
    ['445566', 'repeated'],
    ['482482', 'repeated'],
    ['121212', 'repeated'],
    ['1987', 'year'],
    ['2026', 'year'],
    ['7650', 'mobile'],
    ['501234', 'mobile'],
  ] as const)('%s: %s', (pin, weakness) => {
    expect(pinWeakness(pin, MOBILE)).toBe(weakness);
  });

  test.each(['4826', '7391', '180524', '905731', '2194'])('%s is fine', (pin) => {
    expect(pinWeakness(pin, MOBILE)).toBeUndefined();
  });
});

test('an invented PIN passes the rules, however long that takes', () => {
  const draws = [1111, 1234, 25, 2580, 4826];
  let index = 0;
  const pin = inventPin(MOBILE, (below) => (draws[index++] ?? 0) % below);
  expect(pin).toBe('0025');
  expect(pinWeakness(pin, MOBILE)).toBeUndefined();
  expect(index).toBe(3);
});
