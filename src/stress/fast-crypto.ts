import { nodeCrypto, nodeDeviceSigner } from '#wire/node-crypto.ts';
import { loadSodium, type Sodium } from '#wire/sodium.ts';

/**
 * Signatures and key agreement of ten thousand phones on one machine: sodium-native where its
 * prebuilt addon loads (about half of OpenSSL's time), node:crypto elsewhere. Same bytes.
 */
export interface PhoneKey {
  readonly publicKey: Uint8Array;
  sign(data: Uint8Array): Buffer;
}

export interface FastCrypto {
  readonly name: 'sodium-native' | 'node:crypto';
  phoneKey(seed: Uint8Array): PhoneKey;
  /** A fresh X25519 public key and the secret shared with the peer. */
  agree(peerPublicKey: Uint8Array): { readonly publicKey: Uint8Array; readonly shared: Uint8Array };
}

export const nodeFastCrypto: FastCrypto = {
  name: 'node:crypto',
  phoneKey(seed) {
    const signer = nodeDeviceSigner(seed);
    return { publicKey: signer.publicKey, sign: (data) => Buffer.from(signer.sign(data)) };
  },
  agree(peerPublicKey) {
    const pair = nodeCrypto.x25519();
    return { publicKey: pair.publicKey, shared: pair.agree(peerPublicKey) };
  },
};

const withSodium = (sodium: Sodium): FastCrypto => ({
  name: 'sodium-native',
  phoneKey(seed) {
    const publicKey = Buffer.alloc(32);
    const secretKey = Buffer.alloc(64);
    sodium.crypto_sign_seed_keypair(publicKey, secretKey, seed);
    return {
      publicKey,
      sign(data) {
        const signature = Buffer.allocUnsafe(64);
        sodium.crypto_sign_detached(signature, data, secretKey);
        return signature;
      },
    };
  },
  agree(peerPublicKey) {
    const secretKey = nodeCrypto.randomBytes(32);
    const publicKey = Buffer.alloc(32);
    const shared = Buffer.alloc(32);
    sodium.crypto_scalarmult_base(publicKey, secretKey);
    sodium.crypto_scalarmult(shared, secretKey, peerPublicKey);
    return { publicKey, shared };
  },
});

export function loadFastCrypto(): FastCrypto {
  const sodium = loadSodium();
  return sodium ? withSodium(sodium) : nodeFastCrypto;
}
