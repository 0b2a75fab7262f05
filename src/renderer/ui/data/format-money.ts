import { formatRupees, isPaise } from '#shared/money.ts';

/** Whole paise, as a number or as the wire's decimal string; may be negative (a difference). */
export type Paise = number | string;

const WHOLE = /^-?[0-9]{1,16}$/;

/** The number behind the paise; undefined for anything that is not whole paise in range. */
export function toPaise(paise: Paise): number | undefined {
  const value = typeof paise === 'number' ? paise : WHOLE.test(paise) ? Number(paise) : Number.NaN;
  return isPaise(Math.abs(value)) ? value : undefined;
}

/** "₹9,00,000.00", or "₹—" for what is no amount: a screen must not break on a bad figure. */
export function formatMoney(paise: Paise): string {
  const value = toPaise(paise);
  return value === undefined ? '₹—' : formatRupees(value);
}

/** Made once: `toLocaleString` makes one for every number, which long lists feel. */
const counts = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** Counts of things group in thousands: "1,284,771". */
export const formatCount = (count: number): string =>
  Number.isFinite(count) ? counts.format(count) : '—';
