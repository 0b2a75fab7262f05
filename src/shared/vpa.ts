/**
 * Virtual payment addresses, mobile numbers and names. Lengths follow NPCI's error code document
 * (R02/B03 VPA <= 255, R03/B05 name 1-99); VPAs compare without regard to case.
 */

export const VPA_HANDLE = 'upisim';
export const VPA_PATTERN = /^[a-z0-9._-]{2,190}@[a-z][a-z0-9.]{1,63}$/;
/** Indian mobile number, ten digits beginning 6 to 9. */
export const MOBILE_PATTERN = /^[6-9][0-9]{9}$/;
export const NAME_MAX_LENGTH = 99;

export const normaliseVpa = (text: string): string => text.trim().toLowerCase();

export const isVpa = (text: string): boolean => VPA_PATTERN.test(text);

/** "+91 98765 43210" or "098765-43210" to "9876543210"; undefined when it is no mobile number. */
export function normaliseMobile(text: string): string | undefined {
  const digits = text.replace(/[\s()-]/g, '').replace(/^(?:\+91|91(?=\d{10}$)|0)/, '');
  return MOBILE_PATTERN.test(digits) ? digits : undefined;
}

/** A VPA's user part made from a name: "Tea stall" gives "teastall"; at least two characters. */
export function vpaUserFrom(name: string): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .slice(0, 40);
  return plain.length >= 2 ? plain : `shop${plain}`;
}

/** No control characters, no lone surrogates, no direction overrides: what a name may show. */
export const isPlainText = (text: string): boolean =>
  text.isWellFormed() && !/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u.test(text);
