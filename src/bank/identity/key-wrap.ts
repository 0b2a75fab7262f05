import { createHash } from 'node:crypto';
import { concatBytes, utf8 } from '#shared/bytes.ts';
import { nodeCrypto } from '#wire/node-crypto.ts';
import type { RandomBytes } from '../core.ts';

/**
 * Seals small secrets for the database under a key that is kept outside it (OS keychain, 0600
 * file, environment variable). `context` names what is sealed: a box opens only in its own place.
 */
export interface KeyWrap {
  /** Names the key without telling it; stored with the database. */
  readonly keyId: string;
  wrap(plain: Uint8Array, context: string): Uint8Array;
  /** @throws when the key is another one or the box was changed or moved. */
  unwrap(wrapped: Uint8Array, context: string): Uint8Array;
}

const IV_LENGTH = 12;
const KEY_LENGTH = 32;

/** AES-256-GCM under a 32-byte key; a box is iv || ciphertext || tag. */
export function aesKeyWrap(key: Uint8Array, randomBytes: RandomBytes): KeyWrap {
  if (key.length !== KEY_LENGTH) throw new RangeError('a wrapping key has 32 bytes');
  const keyId = createHash('sha256').update('upi-sim/wrap-key-id\0').update(key).digest('hex');
  return {
    keyId: keyId.slice(0, 16),
    wrap(plain, context) {
      const iv = randomBytes(IV_LENGTH);
      return concatBytes(iv, nodeCrypto.gcmSeal(key, iv, utf8(context), plain));
    },
    unwrap(wrapped, context) {
      const iv = wrapped.slice(0, IV_LENGTH);
      return nodeCrypto.gcmOpen(key, iv, utf8(context), wrapped.slice(IV_LENGTH));
    },
  };
}
