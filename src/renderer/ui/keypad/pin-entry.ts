/**
 * Typed PIN digits, held in a closure: not in React state, props, the DOM or an enumerable field,
 * so no inspector of components and no reader of the page can see them. Only the count comes out,
 * and the PIN itself once.
 */
export interface PinEntry {
  /** False when the digit was not taken: the entry is full or it is no digit. */
  press(digit: string): boolean;
  erase(): void;
  clear(): void;
  count(): number;
  isComplete(): boolean;
  /** The PIN, and forgets it. @throws Error while incomplete. */
  take(): string;
}

export type PinLength = 4 | 6;

const ZERO = 48;

export function createPinEntry(length: PinLength): PinEntry {
  const digits = new Uint8Array(length);
  let count = 0;
  const clear = () => {
    digits.fill(0);
    count = 0;
  };
  return {
    press: (digit) => {
      if (!/^[0-9]$/.test(digit) || count >= length) return false;
      digits[count] = digit.charCodeAt(0);
      count += 1;
      return true;
    },
    erase: () => {
      if (count === 0) return;
      count -= 1;
      digits[count] = 0;
    },
    clear,
    count: () => count,
    isComplete: () => count === length,
    take: () => {
      if (count !== length) throw new Error('the PIN is not complete');
      const pin = Array.from(digits, (code) => String(code - ZERO)).join('');
      clear();
      return pin;
    },
  };
}
