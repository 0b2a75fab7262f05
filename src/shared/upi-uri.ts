import { VMID_PATTERN } from './ids.ts';
import { rupeesToPaise } from './money.ts';
import { isPlainText, isVpa, NAME_MAX_LENGTH, normaliseVpa } from './vpa.ts';

/**
 * UPI links (`upi://pay?...`, NPCI UPI Linking Specifications 1.6 and the newer QR fields) and the
 * short form `VMID:PORT`. Parsing forgives what real codes do (mixed-case keys, `&amp;`, empty
 * `am=`); unknown keys are kept.
 */
export interface UpiLink {
  readonly payeeVpa: string;
  readonly payeeName: string;
  /** Locked amount, unless `minimumPaise` is given. */
  readonly amountPaise?: number;
  readonly minimumPaise?: number;
  readonly note: string;
  readonly reference: string;
  /** UPI initiation mode, two digits; "00" when absent. */
  readonly mode: string;
  readonly mcc: string;
  readonly mid?: string;
  readonly vmid?: string;
  /** The terminal's port: a hint that the bank's directory must confirm. */
  readonly port?: number;
  /** The text under the signature and the base64 DER signature, both exactly as written. */
  readonly signed?: { readonly text: string; readonly signature: string };
  /** Keys this program gives no meaning to, in order. */
  readonly extra: readonly (readonly [string, string])[];
}

export interface UpiLinkFields {
  readonly payeeVpa: string;
  readonly payeeName: string;
  readonly mode: string;
  readonly mcc: string;
  readonly mid?: string;
  readonly vmid?: string;
  readonly port?: number;
  /** "20.00" */
  readonly amountRupees?: string;
  readonly reference?: string;
  readonly note?: string;
  /** ISO time with +05:30, for dynamic codes. */
  readonly createdAt?: string;
  readonly expiresAt?: string;
  /** Where the code is made: 02 app, 03 POS (NPCI `qrMedium`). @default "03" */
  readonly medium?: '02' | '03';
}

export type ScannedCode =
  | { readonly kind: 'link'; readonly link: UpiLink }
  | { readonly kind: 'terminal'; readonly vmid: string; readonly port: number };

/** `not-upi`: some other code. `broken`: meant to be UPI, but a field is missing or wrong. */
export interface ScanProblem {
  readonly kind: 'not-upi' | 'broken';
  readonly reason: string;
}

const MAX_LINK_LENGTH = 2_048;
const NOTE_MAX_LENGTH = 50;
const SHORT_FORM = /^(VM[0-9A-Z]{8}):([0-9]{1,5})$/;

/** RFC 3986 allows `@` and `:` in a query; unescaped they keep the code smaller. */
const encodeValue = (value: string): string =>
  encodeURIComponent(value).replaceAll('%40', '@').replaceAll('%3A', ':');

/**
 * The link without its signature. The signature covers this text exactly as written
 * (ECDSA P-256, SHA-256, DER, base64), from `upi://pay?` up to but not including `&sign=`.
 */
export function unsignedLink(fields: UpiLinkFields): string {
  const parameters: [string, string | undefined][] = [
    ['ver', '01'],
    ['mode', fields.mode],
    ['pa', fields.payeeVpa],
    ['pn', fields.payeeName],
    ['mc', fields.mcc],
    ['mid', fields.mid],
    ['mtid', fields.vmid],
    ['port', fields.port?.toString()],
    ['tr', fields.reference],
    ['tn', fields.note],
    ['am', fields.amountRupees],
    ['cu', 'INR'],
    ['qrMedium', fields.medium ?? '03'],
    ['QRts', fields.createdAt],
    ['QRexpire', fields.expiresAt],
  ];
  const query = parameters
    .filter((pair): pair is [string, string] => pair[1] !== undefined && pair[1] !== '')
    .map(([key, value]) => `${key}=${encodeValue(value)}`);
  return `upi://pay?${query.join('&')}`;
}

export const signedLink = (unsigned: string, signatureBase64: string): string =>
  `${unsigned}&sign=${signatureBase64}`;

function decodeValue(value: string): string | undefined {
  try {
    return decodeURIComponent(value.replaceAll('+', '%20'));
  } catch {
    return undefined;
  }
}

/** Key-value pairs of the query, keys in lower case; undefined when an escape is malformed. */
function queryPairs(query: string): [string, string][] | undefined {
  const pairs: [string, string][] = [];
  for (const part of query.split('&')) {
    if (part === '') continue;
    const equals = part.indexOf('=');
    const key = (equals < 0 ? part : part.slice(0, equals)).toLowerCase();
    const raw = equals < 0 ? '' : part.slice(equals + 1);
    const value = key === 'sign' ? raw : decodeValue(raw);
    if (value === undefined) return undefined;
    pairs.push([key, value]);
  }
  return pairs;
}

const broken = (reason: string): ScanProblem => ({ kind: 'broken', reason });

const KNOWN_KEYS = new Set('ver mode pa pn mc mid mtid port tr tn am mam cu sign'.split(' '));

function amountOf(text: string | undefined): number | undefined | 'wrong' {
  if (text === undefined || text === '') return undefined;
  const paise = rupeesToPaise(text);
  return paise === undefined || paise === 0 ? 'wrong' : paise;
}

function linkFrom(pairs: [string, string][], signed: UpiLink['signed']): UpiLink | ScanProblem {
  const values = new Map<string, string>();
  for (const [key, value] of pairs) {
    if (KNOWN_KEYS.has(key) && values.has(key)) return broken(`"${key}" appears twice.`);
    values.set(key, value);
  }
  const payeeVpa = normaliseVpa(values.get('pa') ?? '');
  if (!isVpa(payeeVpa)) return broken('The payee address (pa) is missing or not a UPI ID.');
  const payeeName = (values.get('pn') ?? '').trim();
  if (payeeName.length > NAME_MAX_LENGTH || !isPlainText(payeeName)) {
    return broken('The payee name (pn) is too long or not plain text.');
  }
  const amount = amountOf(values.get('am'));
  const minimum = amountOf(values.get('mam'));
  if (amount === 'wrong' || minimum === 'wrong') {
    return broken('The amount (am) is not a positive number of rupees with two decimals.');
  }
  if ((values.get('cu') || 'INR').toUpperCase() !== 'INR') {
    return broken('Only rupees (cu=INR) can be paid.');
  }
  const note = values.get('tn') ?? '';
  if (note.length > NOTE_MAX_LENGTH || !isPlainText(note))
    return broken('The note (tn) is too long.');
  const reference = values.get('tr') ?? '';
  if (reference.length > 35) return broken('The reference (tr) is longer than 35 characters.');
  const port = Number(values.get('port') || Number.NaN);
  return {
    payeeVpa,
    payeeName,
    ...(amount === undefined ? {} : { amountPaise: amount }),
    ...(minimum === undefined ? {} : { minimumPaise: minimum }),
    note,
    reference,
    mode: /^\d{2}$/.test(values.get('mode') ?? '') ? (values.get('mode') as string) : '00',
    mcc: /^\d{4}$/.test(values.get('mc') ?? '') ? (values.get('mc') as string) : '0000',
    ...(values.get('mid') ? { mid: values.get('mid') as string } : {}),
    ...(values.get('mtid') ? { vmid: values.get('mtid') as string } : {}),
    ...(Number.isInteger(port) && port > 0 && port < 65_536 ? { port } : {}),
    ...(signed ? { signed } : {}),
    extra: pairs.filter(([key]) => !KNOWN_KEYS.has(key)),
  };
}

/** Splits off the signature, which is the last parameter and sent raw. */
function splitSignature(text: string): UpiLink['signed'] {
  const at = text.search(/&sign=/i);
  if (at < 0) return undefined;
  return { text: text.slice(0, at), signature: text.slice(at + '&sign='.length) };
}

/** Reads whatever a camera, a picture or the clipboard gave. Never throws. */
export function parseScanned(input: string): ScannedCode | ScanProblem {
  const text = input.trim();
  if (text.length === 0) return { kind: 'not-upi', reason: 'There is nothing to read.' };
  if (text.length > MAX_LINK_LENGTH) {
    return { kind: 'not-upi', reason: `The code is longer than ${MAX_LINK_LENGTH} characters.` };
  }
  const short = SHORT_FORM.exec(text.toUpperCase());
  if (short?.[1] && short[2]) {
    const port = Number(short[2]);
    return VMID_PATTERN.test(short[1]) && port > 0 && port < 65_536
      ? { kind: 'terminal', vmid: short[1], port }
      : broken('That is not a valid VMID:PORT.');
  }
  const match = /^upi:\/\/pay\/?\?(.*)$/is.exec(text);
  if (match?.[1] === undefined) {
    return /^upi:/i.test(text)
      ? broken('Only upi://pay links can be paid here.')
      : { kind: 'not-upi', reason: 'This code is not a UPI code.' };
  }
  const pairs = queryPairs(match[1].replaceAll('&amp;', '&'));
  if (!pairs) return broken('The link has a damaged % escape.');
  const link = linkFrom(pairs, splitSignature(text));
  return 'kind' in link ? link : { kind: 'link', link };
}
