import type { SignatureCheck } from './check-signature.ts';

/**
 * Many signature checks in one message between threads: 4 bytes of count, then for each 32 bytes
 * of key, 64 of signature, 4 of length and the signed bytes. The answer is a byte per check.
 */
export interface SignedData {
  readonly publicKey: Uint8Array;
  readonly data: Uint8Array;
  readonly signature: Uint8Array;
}

const KEY_LENGTH = 32;
const SIGNATURE_LENGTH = 64;
const HEADER_LENGTH = KEY_LENGTH + SIGNATURE_LENGTH + 4;

/** Whether the lengths can be right at all; others are simply not valid. */
export const isWellFormed = ({ publicKey, signature }: SignedData): boolean =>
  publicKey.length === KEY_LENGTH && signature.length === SIGNATURE_LENGTH;

/** @param items well-formed ones only */
export function encodeBatch(items: readonly SignedData[]): ArrayBuffer {
  const length = items.reduce((sum, { data }) => sum + HEADER_LENGTH + data.length, 4);
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, items.length);
  let offset = 4;
  for (const { publicKey, data, signature } of items) {
    bytes.set(publicKey, offset);
    bytes.set(signature, offset + KEY_LENGTH);
    view.setUint32(offset + KEY_LENGTH + SIGNATURE_LENGTH, data.length);
    bytes.set(data, offset + HEADER_LENGTH);
    offset += HEADER_LENGTH + data.length;
  }
  return bytes.buffer;
}

/** Checks a whole batch; 1 for each signature that is valid. */
export function checkBatch(buffer: ArrayBuffer, check: SignatureCheck): Uint8Array<ArrayBuffer> {
  const bytes = Buffer.from(buffer);
  const verdicts = new Uint8Array(bytes.readUInt32BE(0));
  let offset = 4;
  for (let index = 0; index < verdicts.length; index++) {
    const dataStart = offset + HEADER_LENGTH;
    const dataEnd = dataStart + bytes.readUInt32BE(dataStart - 4);
    const isValid = check(
      bytes.subarray(offset, offset + KEY_LENGTH),
      bytes.subarray(dataStart, dataEnd),
      bytes.subarray(offset + KEY_LENGTH, dataStart - 4),
    );
    verdicts[index] = isValid ? 1 : 0;
    offset = dataEnd;
  }
  return verdicts;
}
