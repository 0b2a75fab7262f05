import { concatBytes, utf8, withDomain } from './bytes.ts';
import type { CryptoPort } from './crypto-port.ts';

/**
 * Session opening and sealing, v1. FROZEN. The phone signs one opening with its device key; an
 * X25519 agreement between its fresh key and the bank's pinned static key, salted with the bank's
 * random answer, gives three AES-256-GCM keys: phone to bank, bank to phone, bank's own events.
 */

export const SESSION_DOMAIN = 'upi-sim/session/v1';
export const SEAL_DOMAIN = 'upi-sim/seal/v1';

/** The signed part of `session.open`; all values base64url or ids. */
export interface SessionOpening {
  readonly bankId: string;
  /** Fresh X25519 public key, base64url of 32 bytes. */
  readonly clientKey: string;
  /** base64url of 16 random bytes. */
  readonly clientNonce: string;
  readonly deviceId: string;
  readonly uid: string;
}

/** Domain-separated JCS of the opening; the device's Ed25519 signature covers it. */
export const sessionOpeningBytes = (opening: SessionOpening): Uint8Array =>
  withDomain(
    SESSION_DOMAIN,
    utf8(
      JSON.stringify({
        bankId: opening.bankId,
        clientKey: opening.clientKey,
        clientNonce: opening.clientNonce,
        deviceId: opening.deviceId,
        uid: opening.uid,
        v: '1',
      }),
    ),
  );

export interface SessionKeys {
  readonly toBank: Uint8Array;
  readonly toPhone: Uint8Array;
  readonly events: Uint8Array;
}

/**
 * @param shared X25519 shared secret, 32 bytes
 * @param openingBytes `sessionOpeningBytes` of the accepted opening
 * @param serverNonce 32 random bytes from the bank's answer
 */
export async function deriveSessionKeys(
  crypto: Pick<CryptoPort, 'sha256' | 'hkdf'>,
  shared: Uint8Array,
  openingBytes: Uint8Array,
  serverNonce: Uint8Array,
): Promise<SessionKeys> {
  const salt = await crypto.sha256(concatBytes(openingBytes, serverNonce));
  const keys = await crypto.hkdf(shared, salt, utf8(SESSION_DOMAIN), 96);
  return {
    toBank: keys.slice(0, 32),
    toPhone: keys.slice(32, 64),
    events: keys.slice(64, 96),
  };
}

export type SealDirection = 'to-bank' | 'to-phone' | 'event';

/** 96-bit GCM nonce: four zero bytes and the counter, big-endian. Each direction has its own key. */
export function sealNonce(counter: number): Uint8Array {
  const nonce = new Uint8Array(12);
  new DataView(nonce.buffer).setBigUint64(4, BigInt(counter));
  return nonce;
}

/** Additional data: a box opens only in its own session, direction and place. */
export const sealAad = (sessionId: string, direction: SealDirection, counter: number): Uint8Array =>
  withDomain(SEAL_DOMAIN, utf8(`${sessionId}\n${direction}\n${counter}`));

/** A session ends after this many sealed calls; far below AES-GCM's limits. */
export const MAX_SEAL_COUNTER = 2 ** 32;
