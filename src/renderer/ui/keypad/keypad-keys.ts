import { rovingTarget } from '../core/roving.ts';

/** One key. `id` goes to onKey; a digit's id is the digit. */
export interface KeypadKey {
  readonly id: string;
  /** On the key, unless there is an icon; always its accessible name. */
  readonly label: string;
  readonly icon?: 'erase' | undefined;
  readonly kind?: 'plain' | 'primary' | undefined;
  readonly isDisabled?: boolean | undefined;
  /** KeyboardEvent.key values that press it, besides arrows and space. */
  readonly shortcuts?: readonly string[] | undefined;
}

/** Three columns, left to right and top to bottom; null leaves a gap. */
export type KeypadLayout = readonly (KeypadKey | null)[];

export const KEYPAD_COLUMNS = 3;

const digit = (value: number): KeypadKey => ({
  id: String(value),
  label: String(value),
  shortcuts: [String(value)],
});

/** 1 to 9, then `left`, 0 and `right`. */
export const digitLayout = (left: KeypadKey | null, right: KeypadKey | null): KeypadLayout => [
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map(digit),
  left,
  digit(0),
  right,
];

export const eraseKey = (label: string, isDisabled = false): KeypadKey => ({
  id: 'erase',
  label,
  icon: 'erase',
  isDisabled,
  shortcuts: ['Backspace', 'Delete'],
});

const isFree = (key: KeypadKey | null | undefined): key is KeypadKey =>
  Boolean(key) && !key?.isDisabled;

/** The key that a keyboard key presses, if it is there and enabled. */
export const keyForShortcut = (layout: KeypadLayout, shortcut: string): KeypadKey | undefined =>
  layout.find((key): key is KeypadKey => isFree(key) && Boolean(key.shortcuts?.includes(shortcut)));

/** Where an arrow, Home or End key moves focus. */
export const keypadTarget = (
  layout: KeypadLayout,
  index: number,
  arrow: string,
): number | undefined =>
  rovingTarget(
    {
      count: layout.length,
      columns: KEYPAD_COLUMNS,
      isSkipped: (candidate) => !layout[candidate],
    },
    index,
    arrow,
  );

/** The tab stop: the remembered key, or the first one when the layout has none there. */
export const tabStop = (layout: KeypadLayout, remembered: number): number =>
  layout[remembered] ? remembered : layout.findIndex((key) => key !== null);
