/** ECDSA signatures: UPI links carry ASN.1 DER (X9.62), WebCrypto checks IEEE P1363 (r and s). */

const SEQUENCE = 0x30;
const INTEGER = 0x02;
const FIELD_BYTES = 32;

/** One DER INTEGER at `offset` as 32 bytes, and where it ends; undefined when it is not strict DER. */
function fieldAt(
  der: Uint8Array,
  offset: number,
): { readonly value: Uint8Array; readonly end: number } | undefined {
  const length = der[offset + 1] ?? 0;
  const start = offset + 2;
  const end = start + length;
  const first = der[start] ?? 0;
  const second = der[start + 1] ?? 0;
  if (der[offset] !== INTEGER || length === 0 || end > der.length) return undefined;
  // A leading zero is allowed only where the number would otherwise read as negative.
  if (first >= 0x80 || (first === 0 && length > 1 && second < 0x80)) return undefined;
  const digits = der.subarray(first === 0 ? start + 1 : start, end);
  if (digits.length > FIELD_BYTES) return undefined;
  const value = new Uint8Array(FIELD_BYTES);
  value.set(digits, FIELD_BYTES - digits.length);
  return { value, end };
}

/** r and s of a P-256 signature, 32 bytes each; undefined for anything but one strict DER pair. */
export function p1363FromDer(
  der: Uint8Array,
): { readonly r: Uint8Array; readonly s: Uint8Array } | undefined {
  if (der[0] !== SEQUENCE || der[1] !== der.length - 2 || der.length > 72) return undefined;
  const r = fieldAt(der, 2);
  const s = r && fieldAt(der, r.end);
  return r && s && s.end === der.length ? { r: r.value, s: s.value } : undefined;
}
