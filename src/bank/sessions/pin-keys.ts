import { timingSafeEqual } from 'node:crypto';
import { concatBytes } from '#shared/bytes.ts';
import { PHONE_ITERATIONS, type PinVerifier, pinAuthText } from '#shared/pin-proof.ts';
import type { PinVerifierFields } from '#shared/protocol/fields.ts';
import { refusal } from '#shared/protocol/json-rpc.ts';
import { type HmacKey, hmacKey, hmacMasked, hmacText } from '#wire/fast-hmac.ts';
import { decodeField } from '../decode-field.ts';
import type { KeyWrap } from '../identity/key-wrap.ts';
import { hashText } from '../ledger/hash-text.ts';
import type { User } from '../state/entities.ts';

/**
 * The bank's half of the PIN proof (shared/pin-proof.ts) on node:crypto.
 */
export interface PinKeyCache {
  readonly storedKey: Buffer;
  readonly storedHmac: HmacKey;
  readonly serverHmac: HmacKey;
  readonly saltBase64: string;
  /** The wrapped box these came from; another one means the PIN was changed. */
  readonly wrapped: Uint8Array;
}

const KEY_LENGTH = 32;
const hashed = Buffer.alloc(KEY_LENGTH);

export const pinContext = (uid: string): string => `pin-keys/${uid}`;

/**
 * A verifier as it came over the wire.
 * @throws RpcError U10 when a phone's PIN is hashed too weakly; invalidParams for bad base64url
 */
export function readVerifier(fields: PinVerifierFields, isSimulated: boolean): PinVerifier {
  if (fields.iterations < PHONE_ITERATIONS && !isSimulated) {
    throw refusal(
      'U10',
      `A PIN needs at least ${PHONE_ITERATIONS} rounds of PBKDF2. Nothing was changed.`,
    );
  }
  return {
    salt: decodeField(fields.salt, 'pin.salt'),
    iterations: fields.iterations,
    storedKey: decodeField(fields.storedKey, 'pin.storedKey'),
    serverKey: decodeField(fields.serverKey, 'pin.serverKey'),
  };
}

export const wrapPinKeys = (keyWrap: KeyWrap, uid: string, verifier: PinVerifier): Uint8Array =>
  keyWrap.wrap(concatBytes(verifier.storedKey, verifier.serverKey), pinContext(uid));

/** The same keys sealed under another wrapping key. */
export const rewrapPinKeys = (from: KeyWrap, to: KeyWrap, user: User): Uint8Array =>
  to.wrap(from.unwrap(user.pinKeys, pinContext(user.uid)), pinContext(user.uid));

export function unwrapPinKeys(keyWrap: KeyWrap, user: User): PinKeyCache {
  const keys = Buffer.from(keyWrap.unwrap(user.pinKeys, pinContext(user.uid)));
  const storedKey = keys.subarray(0, KEY_LENGTH);
  return {
    storedKey,
    storedHmac: hmacKey(storedKey),
    serverHmac: hmacKey(keys.subarray(KEY_LENGTH)),
    saltBase64: Buffer.from(user.pinSalt).toString('base64'),
    wrapped: user.pinKeys,
  };
}

export interface PinAttempt {
  readonly user: string;
  readonly clientNonce: string;
  readonly serverNonce: string;
  readonly iterations: number;
  /** SHA-256 of the signed action, base64. */
  readonly actionHash: string;
  readonly proof: Uint8Array;
}

/** The bank's signature when the proof is right, else undefined. */
export function checkPinProof(keys: PinKeyCache, attempt: PinAttempt): Uint8Array | undefined {
  if (attempt.proof.length !== KEY_LENGTH) return undefined;
  const message = pinAuthText({ ...attempt, salt: keys.saltBase64 });
  const clientKey = hmacMasked(keys.storedHmac, message, attempt.proof);
  hashed.write(hashText(clientKey), 'latin1');
  if (!timingSafeEqual(hashed, keys.storedKey)) return undefined;
  return Buffer.from(hmacText(keys.serverHmac, message), 'latin1');
}
