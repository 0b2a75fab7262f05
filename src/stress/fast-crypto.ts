import { createRequire } from 'node:module';
import { nodeCrypto, nodeDeviceSigner } from '#wire/node-crypto.ts';

/**
 * Signatures and key agreement of ten thousand phones on one machine: sodium-native where its
 * prebuilt addon loads (about half of OpenSSL's time), node:crypto elsewhere. Same bytes.
 */
export interface PhoneKey {
  readonly publicKey: Uint8Array;
  sign(data: Uint8Array): Uint8Array;
}

export interface FastCrypto {
  readonly name: 'sodium-native' | 'node:crypto';
  phoneKey(seed: Uint8Array): PhoneKey;
  /** A fresh X25519 public key and the secret shared with the peer. */
  agree(peerPublicKey: Uint8Array): { readonly publicKey: Uint8Array; readonly shared: Uint8Array };
}

interface Sodium {
  crypto_sign_seed_keypair(publicKey: Buffer, secretKey: Buffer, seed: Buffer): void;
  crypto_sign_detached(signature: Buffer, message: Uint8Array, secretKey: Buffer): void;
  crypto_scalarmult_base(publicKey: Buffer, secretKey: Buffer): void;
  crypto_scalarmult(shared: Buffer, secretKey: Buffer, publicKey: Buffer): void;
}

export const nodeFastCrypto: FastCrypto = {
  name: 'node:crypto',
  phoneKey: nodeDeviceSigner,
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
    sodium.crypto_sign_seed_keypair(publicKey, secretKey, Buffer.from(seed));
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
    const secretKey = Buffer.from(nodeCrypto.randomBytes(32));
    const publicKey = Buffer.alloc(32);
    const shared = Buffer.alloc(32);
    sodium.crypto_scalarmult_base(publicKey, secretKey);
    sodium.crypto_scalarmult(shared, secretKey, Buffer.from(peerPublicKey));
    return { publicKey, shared };
  },
});

export function loadFastCrypto(): FastCrypto {
  try {
    return withSodium(createRequire(import.meta.url)('sodium-native') as Sodium);
  } catch {
    return nodeFastCrypto;
  }
}
