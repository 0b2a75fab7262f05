import { hash } from 'node:crypto';

/**
 * SHA-256 values as text of 32 latin1 characters. node:crypto gives such text in half the time of
 * a Buffer; the ledger hashes four times per payment.
 */
export type HashText = string;

export const hashText = (data: Uint8Array | string): HashText => hash('sha256', data, 'binary');
export const textOfHash = (bytes: Uint8Array): HashText =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
export const bytesOfHash = (text: HashText): Uint8Array => Buffer.from(text, 'latin1');

export const hashBase64 = (data: Uint8Array): string => hash('sha256', data, 'base64');

/** SHA-256 as bytes. */
export const sha256 = (data: Uint8Array | string): Uint8Array => hash('sha256', data, 'buffer');

const node = Buffer.alloc(65, 1);
/** Its first byte stays zero; a longer leaf gets a buffer of its own. */
const leaf = Buffer.alloc(4_096);

/** RFC 6962: SHA-256(0x01 || left || right). */
export function hashNode(left: HashText, right: HashText): HashText {
  node.write(left, 1, 'latin1');
  node.write(right, 33, 'latin1');
  return hashText(node);
}

/** RFC 6962: SHA-256(0x00 || bytes) of stored leaf bytes. */
export function hashLeaf(bytes: Uint8Array): HashText {
  const whole =
    bytes.length < leaf.length
      ? leaf.subarray(0, bytes.length + 1)
      : Buffer.alloc(bytes.length + 1);
  whole.set(bytes, 1);
  return hashText(whole);
}
