import { toHex } from './bytes.ts';

/**
 * Identifier formats. Transaction ids are 35 characters as measured on real UPI ids (NPCI T02:
 * at most 35); RRN is `YDDDSSSSSSSS` (last digit of the year, day of the year, 8-digit STAN).
 */

export const TXN_ID_PATTERN = /^[A-Za-z0-9]{35}$/;
export const RRN_PATTERN = /^[0-9]{12}$/;
export const UID_PATTERN = /^U[0-9]{9}$/;
export const MMID_PATTERN = /^[1-9][0-9]{6}$/;
export const MID_PATTERN = /^M[0-9]{9}$/;
/** Crockford base32 without I, L, O, U, so that it can be read aloud and typed. */
export const VMID_PATTERN = /^VM[0-9A-HJKMNP-TV-Z]{8}$/;
export const DEVICE_ID_PATTERN = /^[a-z0-9-]{8,64}$/;
/** A merchant reference (`tr`), at most 35 characters that every app accepts. */
export const REFERENCE_PATTERN = /^[A-Za-z0-9_-]{0,35}$/;

const TXN_PREFIX = 'SIM';
const TIME_DIGITS = 12;
const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Ledger accounts that belong to the bank itself. */
export const EQUITY_ACCOUNT = 'EQUITY';
export const SUSPENSE_ACCOUNT = 'SUSPENSE';

/**
 * @param random 16 bytes from a cryptographic source
 * @param timeMs puts the time into the first six bytes, as in a UUIDv7 (RFC 9562): ids of one time
 * then lie side by side in the bank's index, and a commit writes a few of its pages instead of one
 * for each payment. Ten random bytes remain.
 */
export function txnIdFrom(random: Uint8Array, timeMs?: number): string {
  if (timeMs === undefined) return TXN_PREFIX + toHex(random.subarray(0, 16));
  const time = timeMs.toString(16).padStart(TIME_DIGITS, '0').slice(-TIME_DIGITS);
  return TXN_PREFIX + time + toHex(random.subarray(TIME_DIGITS / 2, 16));
}

/** @param random at least 8 bytes from a cryptographic source. */
export const vmidFrom = (random: Uint8Array): string =>
  `VM${Array.from(random.subarray(0, 8), (byte) => CROCKFORD[byte & 31]).join('')}`;

/**
 * A charge's or a collect request's reference, which can be read aloud.
 * @param random 16 bytes from a cryptographic source.
 */
export const referenceFrom = (kind: 'CH' | 'CR', random: Uint8Array): string =>
  `${kind}${vmidFrom(random).slice(2)}${vmidFrom(random.subarray(8)).slice(2)}`;

/** @param random at least 4 bytes; 7 digits, the first not zero. */
export function mmidFrom(random: Uint8Array): string {
  const view = new DataView(random.buffer, random.byteOffset, random.byteLength);
  return String(1_000_000 + (view.getUint32(0) % 9_000_000));
}

export const uidFrom = (sequence: number): string => `U${String(sequence).padStart(9, '0')}`;
export const midFrom = (sequence: number): string => `M${String(sequence).padStart(9, '0')}`;

/** The first four digits of the RRNs of a day. @param timeMs bank clock, Unix ms */
export function rrnDayFrom(timeMs: number): string {
  const year = new Date(timeMs).getUTCFullYear();
  const dayOfYear = Math.floor((timeMs - Date.UTC(year, 0, 1)) / 86_400_000) + 1;
  return `${year % 10}${String(dayOfYear).padStart(3, '0')}`;
}

/** @param day of `rrnDayFrom`. @param stan system trace audit number, taken modulo 10^8. */
export const rrnFrom = (day: string, stan: number): string =>
  day + String(stan % 100_000_000).padStart(8, '0');
