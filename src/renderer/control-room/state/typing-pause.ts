import { RRN_PATTERN, TXN_ID_PATTERN } from '#shared/ids.ts';

/** A search is sent when nothing was typed for this long. */
export const TYPING_MS = 150;

/** A whole id, pasted or typed to its end, is looked up at once. */
export const pauseBefore = (search: string): number =>
  TXN_ID_PATTERN.test(search) || RRN_PATTERN.test(search) ? 0 : TYPING_MS;
