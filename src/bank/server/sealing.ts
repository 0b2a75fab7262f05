import type { Sealed } from '#shared/protocol/public-methods.ts';
import { type SealDirection, sealAad, sealNonce } from '#shared/session.ts';
import { nodeCrypto } from '#wire/node-crypto.ts';

/** A box's text is at most base64url of 48 KiB (`sealed`); the tag takes 16 bytes of it. */
export const SEALED_MAX_BYTES = 48 * 1_024 - 16;

// Buffer's base64 is fifteen times faster than the portable one, and this runs for every call.
export function sealText(
  key: Uint8Array,
  sessionId: string,
  direction: SealDirection,
  counter: number,
  text: string,
): Sealed {
  const box = nodeCrypto.gcmSeal(
    key,
    sealNonce(counter),
    sealAad(sessionId, direction, counter),
    Buffer.from(text),
  );
  const bytes = Buffer.from(box.buffer, box.byteOffset, box.byteLength);
  return { sessionId, counter, box: bytes.toString('base64url') };
}

/** Undefined when the box was not sealed with this key for this session, direction and counter. */
export function openText(
  key: Uint8Array,
  direction: SealDirection,
  sealed: Sealed,
): string | undefined {
  try {
    const plain = nodeCrypto.gcmOpen(
      key,
      sealNonce(sealed.counter),
      sealAad(sealed.sessionId, direction, sealed.counter),
      Buffer.from(sealed.box, 'base64url'),
    );
    return Buffer.from(plain.buffer, plain.byteOffset, plain.byteLength).toString('utf8');
  } catch {
    return undefined;
  }
}
