import { concatBytes, equalBytes, toBase64, utf8 } from './bytes.ts';
import type { CryptoPort } from './crypto-port.ts';

/**
 * PIN proof: the SCRAM-SHA-256 construction (RFC 5802 section 3, RFC 7677), payment-bound. The
 * channel-binding place of AuthMessage carries SHA-256 of the signed action, so one proof
 * authorises exactly one payer, payee, amount and nonce. The PIN never leaves the phone.
 * It is a profile of the construction, not SASL SCRAM on the wire.
 */

/** OWASP Password Storage Cheat Sheet's figure for PBKDF2-HMAC-SHA256; what phones use. */
export const PHONE_ITERATIONS = 600_000;
/** RFC 7677's minimum, only for accounts that the stress engine marks as simulated. */
export const SIMULATED_ITERATIONS = 4_096;
/** Above this a bank (or somebody playing one) could stall a phone. */
export const MAX_ITERATIONS = 5_000_000;
export const PIN_PATTERN = /^(?:[0-9]{4}|[0-9]{6})$/;
export const SALT_LENGTH = 16;

/** What the bank stores for a PIN; each key is 32 bytes. */
export interface PinVerifier {
  readonly salt: Uint8Array;
  readonly iterations: number;
  readonly storedKey: Uint8Array;
  readonly serverKey: Uint8Array;
}

/** What a phone derives from the typed PIN and forgets after use. */
export interface PinKeys {
  readonly clientKey: Uint8Array;
  readonly storedKey: Uint8Array;
  readonly serverKey: Uint8Array;
}

export interface PinChallenge {
  /** Who proves: the payer's VPA. */
  readonly user: string;
  /** Phone's random part of the nonce, base64url. */
  readonly clientNonce: string;
  /** Bank's one-use part of the nonce, base64url. */
  readonly serverNonce: string;
  readonly salt: Uint8Array;
  readonly iterations: number;
  /** SHA-256 of the domain-separated action bytes, for a payment `orderSigningBytes`. */
  readonly actionHash: Uint8Array;
}

const CLIENT_KEY = utf8('Client Key');
const SERVER_KEY = utf8('Server Key');

const xor = (left: Uint8Array, right: Uint8Array): Uint8Array =>
  left.map((byte, index) => byte ^ (right[index] ?? 0));

export async function derivePinKeys(
  crypto: CryptoPort,
  pin: string,
  salt: Uint8Array,
  iterations: number,
): Promise<PinKeys> {
  if (iterations < SIMULATED_ITERATIONS || iterations > MAX_ITERATIONS) {
    throw new RangeError(`PIN iterations ${iterations} are out of range`);
  }
  const salted = await crypto.pbkdf2(utf8(pin), salt, iterations);
  const clientKey = await crypto.hmacSha256(salted, CLIENT_KEY);
  return {
    clientKey,
    storedKey: await crypto.sha256(clientKey),
    serverKey: await crypto.hmacSha256(salted, SERVER_KEY),
  };
}

/** A challenge whose bytes are base64 already (RFC 4648 section 4), as AuthMessage has them. */
export type PinChallengeText = Omit<PinChallenge, 'salt' | 'actionHash'> & {
  readonly salt: string;
  readonly actionHash: string;
};

/** RFC 5802's AuthMessage with the action hash as attribute `x`. FROZEN with payment order v1. */
export function pinAuthText(challenge: PinChallengeText): string {
  const { user, clientNonce, serverNonce, salt, iterations, actionHash } = challenge;
  const nonce = clientNonce + serverNonce;
  return `n=${user},r=${clientNonce},r=${nonce},s=${salt},i=${iterations},c=biws,r=${nonce},x=${actionHash}`;
}

export const pinAuthMessage = (challenge: PinChallenge): Uint8Array =>
  utf8(
    pinAuthText({
      ...challenge,
      salt: toBase64(challenge.salt),
      actionHash: toBase64(challenge.actionHash),
    }),
  );

/** ClientProof = ClientKey XOR HMAC(StoredKey, AuthMessage). */
export async function makePinProof(
  crypto: CryptoPort,
  keys: PinKeys,
  challenge: PinChallenge,
): Promise<Uint8Array> {
  return xor(keys.clientKey, await crypto.hmacSha256(keys.storedKey, pinAuthMessage(challenge)));
}

/** ServerSignature = HMAC(ServerKey, AuthMessage): shows the phone that this is its own bank. */
export async function checkServerSignature(
  crypto: CryptoPort,
  keys: PinKeys,
  challenge: PinChallenge,
  serverSignature: Uint8Array,
): Promise<boolean> {
  const expected = await crypto.hmacSha256(keys.serverKey, pinAuthMessage(challenge));
  return equalBytes(expected, serverSignature);
}

/** Bytes that a PIN proof for something other than a payment is bound to. */
export const pinActionBytes = (action: {
  readonly action: 'BALANCE' | 'CHANGE_PIN';
  readonly nonce: string;
  readonly sessionId: string;
  readonly uid: string;
}): Uint8Array =>
  concatBytes(
    utf8('upi-sim/pin-action/v1'),
    Uint8Array.of(0),
    utf8(
      JSON.stringify({
        action: action.action,
        nonce: action.nonce,
        sessionId: action.sessionId,
        uid: action.uid,
        v: '1',
      }),
    ),
  );
