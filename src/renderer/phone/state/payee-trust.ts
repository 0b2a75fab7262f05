import { failure, type Outcome } from '#shared/device/outcome.ts';
import type { PreparedPayment } from '#shared/device/prepare.ts';
import { parseScanned } from '#shared/upi-uri.ts';
import type { ScanOrigin } from '../../device/frames/frame-source.ts';

/**
 * What the review sheet says about the payee:
 * - `signed`: the code carries the shop's signature and it holds
 * - `directory`: typed UPI ID, mobile, VMID or a person's code; the name comes from the bank
 * - `unsigned`: a shop's code that anybody could have printed
 */
export type PayeeTrust = 'signed' | 'directory' | 'unsigned';

/** Modes whose links must carry a signature (NPCI QR specification, initiation modes). */
const SIGNED_MODES: ReadonlySet<string> = new Set(['02', '05', '13', '16', '17', '20', '23', '24']);

/** NPCI "QR share & pay": a picture of an unverified shop's code pays at most this much. */
export const PICTURE_UNSIGNED_MAX_PAISE = 200_000;

const linkIn = (text: string) => {
  const scanned = parseScanned(text);
  return scanned.kind === 'link' ? scanned.link : undefined;
};

export function payeeTrust(payment: PreparedPayment, text: string): PayeeTrust {
  if (payment.trust === 'verified') return 'signed';
  return payment.payeeKind === 'merchant' && linkIn(text) ? 'unsigned' : 'directory';
}

const bareName = (name: string): string =>
  name
    .normalize('NFKC')
    .toLocaleLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');

/** The name in the code when it is not the bank's; shown as a warning, never as the payee. */
export function otherName(payment: PreparedPayment, text: string): string | undefined {
  const claimed = linkIn(text)?.payeeName ?? '';
  return claimed && bareName(claimed) !== bareName(payment.payeeName) ? claimed : undefined;
}

/** A mode that promises a signature without one: somebody cut it off. */
export function refuseStripped(
  prepared: Outcome<PreparedPayment>,
  text: string,
): Outcome<PreparedPayment> {
  const link = linkIn(text);
  if (!prepared.ok || !link || link.signed || !SIGNED_MODES.has(link.mode)) return prepared;
  const detail = `The code's mode ${link.mode} promises a signature, but there is none.`;
  return { ok: false, failure: failure('not-genuine', detail, 'X6') };
}

/** The most that may be paid here because of how the code was read; undefined for no such cap. */
export const pictureCapPaise = (trust: PayeeTrust, origin: ScanOrigin): number | undefined =>
  trust === 'unsigned' && origin === 'picture' ? PICTURE_UNSIGNED_MAX_PAISE : undefined;

/** Nothing left to ask but the PIN: the sheet opens with the PIN pad. */
export const isReadyForPin = (
  payment: PreparedPayment,
  text: string,
  origin: ScanOrigin,
): boolean => {
  const trust = payeeTrust(payment, text);
  return (
    payment.amount.kind === 'locked' &&
    trust !== 'unsigned' &&
    otherName(payment, text) === undefined &&
    pictureCapPaise(trust, origin) === undefined
  );
};
