import { nodeCrypto } from '#wire/node-crypto.ts';

/** Ed25519 (RFC 8032) at once, on the calling thread. */
export type SignatureCheck = (
  publicKey: Uint8Array,
  data: Uint8Array,
  signature: Uint8Array,
) => boolean;

/** node:crypto: there everywhere, 74 us a check. */
export const checkWithNode: SignatureCheck = nodeCrypto.verifyEd25519;

/** libsodium where its binary loads (46 us a check), otherwise node:crypto. */
export async function loadSignatureCheck(): Promise<SignatureCheck> {
  try {
    const { default: sodium } = await import('sodium-native');
    return (publicKey, data, signature) =>
      publicKey.length === sodium.crypto_sign_PUBLICKEYBYTES &&
      signature.length === sodium.crypto_sign_BYTES &&
      sodium.crypto_sign_verify_detached(signature, data, publicKey);
  } catch {
    return checkWithNode;
  }
}
