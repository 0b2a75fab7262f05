import { describe, expect, test } from 'vitest';
import {
  amountWords,
  isSingularAmount,
  numberWords,
} from '../../../../src/renderer/ui/sound/amount-words.ts';
import { spokenText } from '../../../../src/renderer/ui/sound/announcement.ts';

describe('English, Indian system', () => {
  test.each([
    [0, 'zero'],
    [7, 'seven'],
    [13, 'thirteen'],
    [20, 'twenty'],
    [42, 'forty-two'],
    [99, 'ninety-nine'],
    [100, 'one hundred'],
    [101, 'one hundred one'],
    [999, 'nine hundred ninety-nine'],
    [1_000, 'one thousand'],
    [10_010, 'ten thousand ten'],
    [1_00_000, 'one lakh'],
    [9_00_000, 'nine lakh'],
    [12_34_567, 'twelve lakh thirty-four thousand five hundred sixty-seven'],
    [1_00_00_000, 'one crore'],
    [10_00_00_00_000, 'one thousand crore'],
    [
      1_23_45_67_89_012,
      'twelve thousand three hundred forty-five crore sixty-seven lakh eighty-nine thousand twelve',
    ],
  ])('%d', (value, words) => {
    expect(numberWords(value, 'en')).toBe(words);
  });
});

describe('Hindi', () => {
  test.each([
    [0, 'शून्य'],
    [11, 'ग्यारह'],
    [19, 'उन्नीस'],
    [29, 'उनतीस'],
    [39, 'उनतालीस'],
    [43, 'तैंतालीस'],
    [49, 'उनचास'],
    [50, 'पचास'],
    [59, 'उनसठ'],
    [69, 'उनहत्तर'],
    [75, 'पचहत्तर'],
    [79, 'उन्यासी'],
    [86, 'छियासी'],
    [89, 'नवासी'],
    [99, 'निन्यानवे'],
    [100, 'एक सौ'],
    [250, 'दो सौ पचास'],
    [1_999, 'एक हज़ार नौ सौ निन्यानवे'],
    [1_00_000, 'एक लाख'],
    [12_34_567, 'बारह लाख चौंतीस हज़ार पाँच सौ सड़सठ'],
    [5_00_00_000, 'पाँच करोड़'],
  ])('%d', (value, words) => {
    expect(numberWords(value, 'hi')).toBe(words);
  });

  test('every number to 99 has a word of its own', () => {
    const words = Array.from({ length: 100 }, (_, value) => numberWords(value, 'hi'));
    expect(new Set(words).size).toBe(100);
    expect(words.every((word) => /^[\u0900-\u097f]+$/.test(word))).toBe(true);
  });
});

test.each(['en', 'hi'] as const)('no two amounts sound the same (%s)', (language) => {
  const heard = new Map<string, number>();
  for (let value = 0; value < 200_000; value += value < 3_000 ? 1 : 37) {
    const words = numberWords(value, language);
    expect(heard.get(words)).toBeUndefined();
    heard.set(words, value);
  }
});

test.each([
  [0, 'zero rupees', 'शून्य रुपये'],
  [1, 'one paisa', 'एक पैसा'],
  [50, 'fifty paise', 'पचास पैसे'],
  [100, 'one rupee', 'एक रुपया'],
  [101, 'one rupee one paisa', 'एक रुपया एक पैसा'],
  [1_050, 'ten rupees fifty paise', 'दस रुपये पचास पैसे'],
  [20_000, 'two hundred rupees', 'दो सौ रुपये'],
])('%d paise', (paise, english, hindi) => {
  expect(amountWords(paise, 'en')).toBe(english);
  expect(amountWords(paise, 'hi')).toBe(hindi);
});

test.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('%s is refused', (value) => {
  expect(() => numberWords(value, 'en')).toThrow(RangeError);
  expect(() => amountWords(value, 'hi')).toThrow(RangeError);
});

test('the sound box says the sentence, with the Hindi verb in the right number', () => {
  expect(spokenText({ kind: 'received', paise: 20_000 }, 'en')).toBe('Received two hundred rupees');
  expect(spokenText({ kind: 'received', paise: 20_000 }, 'hi')).toBe('दो सौ रुपये प्राप्त हुए');
  expect(spokenText({ kind: 'received', paise: 100 }, 'hi')).toBe('एक रुपया प्राप्त हुआ');
  expect(isSingularAmount(101)).toBe(false);
});

test('a payer name is shown but never spoken', () => {
  const announcement = { kind: 'received', paise: 100, payer: 'demo@upisim' } as const;
  expect(spokenText(announcement, 'en')).not.toContain('demo');
});
