/**
 * Money is integer paise: a safe integer in code (`amountPaise`), a decimal string on the wire,
 * rupees with two decimals only in a QR's `am` and for people. Never a float.
 */

/** Rs 1,000 crore. Bounds every amount and balance so that sums stay far below 2^53. */
export const MAX_PAISE = 1_000_000_000_000;

const WIRE_PAISE = /^(?:0|[1-9][0-9]{0,12})$/;
const RUPEES = /^(0|[1-9][0-9]{0,10})(?:\.([0-9]{1,2}))?$/;

export const isPaise = (value: number): boolean =>
  Number.isSafeInteger(value) && value >= 0 && value <= MAX_PAISE;

/** @throws RangeError for anything that is not a decimal string of 0 to MAX_PAISE paise. */
export function parsePaise(text: string): number {
  const paise = WIRE_PAISE.test(text) ? Number(text) : Number.NaN;
  if (!isPaise(paise)) throw new RangeError('amount must be whole paise as a decimal string');
  return paise;
}

/** @throws RangeError when the value is not a whole number of paise in range. */
export function formatPaise(paise: number): string {
  if (!isPaise(paise)) throw new RangeError('amount is not whole paise in range');
  return String(paise);
}

/** "20", "20.5" or "20.00" rupees to paise; undefined for anything else, also thousandths. */
export function rupeesToPaise(text: string): number | undefined {
  const match = RUPEES.exec(text.trim());
  if (!match?.[1]) return undefined;
  const paise = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
  return isPaise(paise) ? paise : undefined;
}

/** Paise to "20.00", the form of a UPI link's `am`. */
export function paiseToRupees(paise: number): string {
  const text = formatPaise(paise).padStart(3, '0');
  return `${text.slice(0, -2)}.${text.slice(-2)}`;
}

/** Paise to "₹9,00,000.00" with Indian grouping. */
export function formatRupees(paise: number): string {
  const [whole = '0', fraction = '00'] = paiseToRupees(Math.abs(paise)).split('.');
  const head = whole.slice(0, -3).replace(/\B(?=(\d{2})+(?!\d))/g, ',');
  const grouped = head ? `${head},${whole.slice(-3)}` : whole;
  return `${paise < 0 ? '−' : ''}₹${grouped}.${fraction}`;
}
