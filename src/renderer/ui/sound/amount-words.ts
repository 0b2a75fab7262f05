import type { Language } from '../i18n/messages.ts';
import { englishBelowHundred } from './words-english.ts';
import { hindiBelowHundred } from './words-hindi.ts';

interface NumberWords {
  readonly belowHundred: (value: number) => string;
  readonly hundred: string;
  readonly thousand: string;
  readonly lakh: string;
  readonly crore: string;
}

const NUMBER_WORDS: Readonly<Record<Language, NumberWords>> = {
  en: {
    belowHundred: englishBelowHundred,
    hundred: 'hundred',
    thousand: 'thousand',
    lakh: 'lakh',
    crore: 'crore',
  },
  hi: {
    belowHundred: hindiBelowHundred,
    hundred: 'सौ',
    thousand: 'हज़ार',
    lakh: 'लाख',
    crore: 'करोड़',
  },
};

/**
 * A whole number in words, Indian system: hundred, thousand, lakh (10^5), crore (10^7).
 * @throws RangeError unless `value` is a safe integer of at least 0.
 */
export function numberWords(value: number, language: Language): string {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError('not a countable number');
  const words = NUMBER_WORDS[language];
  if (value < 100) return words.belowHundred(value);
  const parts: string[] = [];
  const crores = Math.floor(value / 10_000_000);
  if (crores > 0) parts.push(numberWords(crores, language), words.crore);
  const steps = [
    [words.lakh, Math.floor(value / 100_000) % 100],
    [words.thousand, Math.floor(value / 1_000) % 100],
    [words.hundred, Math.floor(value / 100) % 10],
  ] as const;
  for (const [name, count] of steps) {
    if (count > 0) parts.push(words.belowHundred(count), name);
  }
  const rest = value % 100;
  if (rest > 0) parts.push(words.belowHundred(rest));
  return parts.join(' ');
}

const RUPEE: Readonly<Record<Language, readonly [one: string, many: string]>> = {
  en: ['rupee', 'rupees'],
  hi: ['रुपया', 'रुपये'],
};
const PAISA: Readonly<Record<Language, readonly [one: string, many: string]>> = {
  en: ['paisa', 'paise'],
  hi: ['पैसा', 'पैसे'],
};

const count = (value: number, unit: readonly [string, string], language: Language): string =>
  `${numberWords(value, language)} ${value === 1 ? unit[0] : unit[1]}`;

/**
 * Paise as they are said: "two hundred rupees", "दो सौ रुपये", "ten rupees fifty paise".
 * @throws RangeError unless whole paise of at least 0.
 */
export function amountWords(paise: number, language: Language): string {
  if (!Number.isSafeInteger(paise) || paise < 0) throw new RangeError('not an amount');
  const rupees = Math.floor(paise / 100);
  const rest = paise % 100;
  const parts: string[] = [];
  if (rupees > 0 || rest === 0) parts.push(count(rupees, RUPEE[language], language));
  if (rest > 0) parts.push(count(rest, PAISA[language], language));
  return parts.join(' ');
}

/** One rupee and one paisa are singular in Hindi verbs as well: "प्राप्त हुआ", else "प्राप्त हुए". */
export const isSingularAmount = (paise: number): boolean => paise === 100 || paise === 1;
