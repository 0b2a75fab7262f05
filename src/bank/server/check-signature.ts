import { nodeCrypto } from '#wire/node-crypto.ts';
import { loadSodium } from '#wire/sodium.ts';

/** Ed25519 (RFC 8032) at once, on the calling thread. */
export type SignatureCheck = (
  publicKey: Uint8Array,
  data: Uint8Array,
  signature: Uint8Array,
) => boolean;

const PUBLIC_KEY_LENGTH = 32;
const SIGNATURE_LENGTH = 64;

/** node:crypto: there everywhere, 74 us a check. */
export const checkWithNode: SignatureCheck = nodeCrypto.verifyEd25519;

/** libsodium where its binary loads (46 us a check), otherwise node:crypto. */
export function loadSignatureCheck(): SignatureCheck {
  const sodium = loadSodium();
  if (!sodium) return checkWithNode;
  return (publicKey, data, signature) =>
    publicKey.length === PUBLIC_KEY_LENGTH &&
    signature.length === SIGNATURE_LENGTH &&
    sodium.crypto_sign_verify_detached(signature, data, publicKey);
}
