import { PIN_PATTERN } from '#shared/pin-proof.ts';

/** Why a PIN is too easy to guess; the person is told which. */
export type PinWeakness =
  | 'length'
  | 'same-digit'
  | 'sequence'
  | 'repeated'
  | 'year'
  | 'mobile'
  | 'keypad-line';

/** Straight lines on a keypad and the knight's-move favourites of every leaked PIN list. */
const KEYPAD_LINES: ReadonlySet<string> = new Set([
  '2580',
  '0852',
  '1470',
  '0741',
  '3690',
  '0963',
  '1397',
  '7931',
  '147258',
  '258147',
  '147369',
  '159753',
  '753159',
  '789456',
  '456789',
  '147852',
]);

/** Every digit is the one before plus the same step: 1234, 9876, 0246. */
function isSequence(pin: string): boolean {
  const digits = Array.from(pin, Number);
  const step = (digits[1] ?? 0) - (digits[0] ?? 0);
  return digits.every((digit, index) => index === 0 || digit - (digits[index - 1] ?? 0) === step);
}

/** A shorter piece over and over (1212, 123123), or every digit doubled (1122, 445566). */
const isRepeated = (pin: string): boolean =>
  /^(\d{2,3})\1+$/.test(pin) || /^(?:(\d)\1)+$/.test(pin) || /^(\d)(\d)\2\1$/.test(pin);

const isYear = (pin: string): boolean => /^(?:19|20)\d{2}$/.test(pin);

/** @param mobile ten digits; any stretch of it is the first thing a thief tries. */
export function pinWeakness(pin: string, mobile: string): PinWeakness | undefined {
  if (!PIN_PATTERN.test(pin)) return 'length';
  if (/^(\d)\1+$/.test(pin)) return 'same-digit';
  if (isSequence(pin)) return 'sequence';
  if (KEYPAD_LINES.has(pin)) return 'keypad-line';
  if (isRepeated(pin)) return 'repeated';
  if (isYear(pin)) return 'year';
  if (mobile.includes(pin)) return 'mobile';
  return undefined;
}

/**
 * A PIN that passes the rules, for the demo user. @param random whole number from 0 up to `below`.
 */
export function inventPin(mobile: string, random: (below: number) => number): string {
  for (;;) {
    const pin = String(random(10_000)).padStart(4, '0');
    if (pinWeakness(pin, mobile) === undefined) return pin;
  }
}
