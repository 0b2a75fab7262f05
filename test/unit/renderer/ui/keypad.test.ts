import { describe, expect, test } from 'vitest';
import { rovingTarget } from '../../../../src/renderer/ui/core/roving.ts';
import {
  type AmountDraft,
  draftPaise,
  pressAmountKey,
  showDraft,
} from '../../../../src/renderer/ui/keypad/amount-draft.ts';
import {
  digitLayout,
  eraseKey,
  keyForShortcut,
  keypadTarget,
  tabStop,
} from '../../../../src/renderer/ui/keypad/keypad-keys.ts';
import { createPinEntry } from '../../../../src/renderer/ui/keypad/pin-entry.ts';

describe('PIN entry', () => {
  const typed = (digits: string) => {
    const entry = createPinEntry(4);
    for (const digit of digits) entry.press(digit);
    return entry;
  };

  test('gives the PIN out once and forgets it', () => {
    const entry = typed('4071');
    expect(entry.isComplete()).toBe(true);
    expect(entry.take()).toBe('4071');
    expect(entry.count()).toBe(0);
    expect(() => entry.take()).toThrow();
  });

  test('takes no more digits than it is long', () => {
    const entry = typed('1234');
    expect(entry.press('5')).toBe(false);
    expect(entry.take()).toBe('1234');
  });

  test('erases the last digit, and nothing when empty', () => {
    const entry = typed('12');
    entry.erase();
    entry.erase();
    entry.erase();
    expect(entry.count()).toBe(0);
    for (const digit of '9876') entry.press(digit);
    expect(entry.take()).toBe('9876');
  });

  test.each(['', 'a', '12', ' ', '१', '-', '.', 'Enter'])('%j is no digit', (key) => {
    const entry = createPinEntry(6);
    expect(entry.press(key)).toBe(false);
    expect(entry.count()).toBe(0);
  });

  test('an incomplete PIN is not given out', () => {
    expect(() => typed('123').take()).toThrow('not complete');
  });

  test('no inspector can read the digits', () => {
    const entry = typed('4071');
    const seen = JSON.stringify(entry, (_, value) =>
      typeof value === 'function' ? String(value) : value,
    );
    expect(seen).not.toMatch(/4071|52,48,55,49/);
    expect(Object.values(entry).every((member) => typeof member === 'function')).toBe(true);
  });

  test('clear wipes it', () => {
    const entry = typed('4071');
    entry.clear();
    expect(entry.count()).toBe(0);
    for (const digit of '1') entry.press(digit);
    expect(() => entry.take()).toThrow();
  });
});

describe('amount draft', () => {
  const type = (keys: string[], start: AmountDraft = '') =>
    keys.reduce((draft, key) => pressAmountKey(draft, key), start);

  test.each([
    [['2', '0'], '20'],
    [['0', '5'], '5'],
    [['0', '0'], '0'],
    [['.', '5'], '0.5'],
    [['2', '.', '5', '0', '9'], '2.50'],
    [['2', '.', '.', '5'], '2.5'],
    [['2', '.', 'erase'], '2'],
    [['.', 'erase'], ''],
    [['erase'], ''],
    [['1', '2', 'clear'], ''],
    [['1', 'x', 'Enter'], '1'],
  ])('%j makes %j', (keys, draft) => {
    expect(type(keys)).toBe(draft);
  });

  test('a key over the limit changes nothing', () => {
    expect(pressAmountKey('1000', '0', 100_000)).toBe('1000');
    expect(pressAmountKey('100', '0', 100_000)).toBe('1000');
    expect(type(Array.from({ length: 40 }, () => '9')).length).toBeLessThan(12);
  });

  test.each([
    ['', undefined],
    ['0', undefined],
    ['0.', undefined],
    ['0.00', undefined],
    ['0.01', 1],
    ['20', 2_000],
    ['20.', 2_000],
    ['20.5', 2_050],
  ])('%j is %s paise', (draft, paise) => {
    expect(draftPaise(draft)).toBe(paise);
  });

  test.each([
    ['', '0'],
    ['0.', '0.'],
    ['125000.5', '1,25,000.5'],
    ['10000000', '1,00,00,000'],
  ])('%j shows %j', (draft, text) => {
    expect(showDraft(draft)).toBe(text);
  });
});

describe('keypad layout', () => {
  const layout = digitLayout(null, eraseKey('Erase', true));

  test.each([
    [0, 'ArrowRight', 1],
    [0, 'ArrowLeft', undefined],
    [0, 'ArrowDown', 3],
    [0, 'ArrowUp', undefined],
    [6, 'ArrowDown', undefined],
    [7, 'ArrowDown', 10],
    [10, 'ArrowLeft', 8],
    [10, 'ArrowRight', 11],
    [11, 'Home', 0],
    [4, 'End', 11],
    [4, 'Tab', undefined],
    [4, '5', undefined],
  ])('from key %d %s goes to %s', (index, arrow, target) => {
    expect(keypadTarget(layout, index, arrow)).toBe(target);
  });

  test('keyboard digits press keys, disabled keys do not answer', () => {
    expect(keyForShortcut(layout, '7')?.id).toBe('7');
    expect(keyForShortcut(layout, 'Backspace')).toBeUndefined();
    expect(keyForShortcut(digitLayout(null, eraseKey('Erase')), 'Backspace')?.id).toBe('erase');
    expect(keyForShortcut(layout, 'F5')).toBeUndefined();
  });

  test('the tab stop is never a gap', () => {
    expect(tabStop(layout, 9)).toBe(0);
    expect(tabStop(layout, 99)).toBe(0);
    expect(tabStop(layout, 11)).toBe(11);
  });
});

test('a row of tabs wraps, a grid does not', () => {
  const row = { count: 3, columns: 3, wraps: true };
  expect(rovingTarget(row, 2, 'ArrowRight')).toBe(0);
  expect(rovingTarget(row, 0, 'ArrowLeft')).toBe(2);
  expect(rovingTarget({ ...row, wraps: false }, 2, 'ArrowRight')).toBeUndefined();
  expect(rovingTarget({ count: 0, columns: 1 }, -1, 'Home')).toBeUndefined();
});
