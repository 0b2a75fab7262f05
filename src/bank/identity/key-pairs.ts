import { createPrivateKey, createPublicKey, diffieHellman, type KeyObject } from 'node:crypto';
import { concatBytes, fromHex } from '#shared/bytes.ts';
import { loadSodium, type Sodium } from '#wire/sodium.ts';

/** RFC 8410 prefixes in front of the 32 raw bytes of an X25519 key. */
const PKCS8_PREFIX = fromHex('302e020100300506032b656e04220420');
const SPKI_PREFIX = fromHex('302a300506032b656e032100');
const RAW_KEY_LENGTH = 32;

export interface StaticExchange {
  /** Raw X25519 public key, 32 bytes. */
  readonly publicKey: Uint8Array;
  /** @throws when the peer's key is malformed or of low order. */
  agree(peerPublicKey: Uint8Array): Uint8Array;
}

type Agree = StaticExchange['agree'];

function agreeWithNode(privateKey: KeyObject): Agree {
  return (peerPublicKey) => {
    const publicKey = createPublicKey({
      key: Buffer.from(concatBytes(SPKI_PREFIX, peerPublicKey)),
      format: 'der',
      type: 'spki',
    });
    return new Uint8Array(diffieHellman({ privateKey, publicKey }));
  };
}

/** libsodium makes no key object of the peer's bytes: 36 us where node:crypto takes 90. */
function agreeWithSodium(sodium: Sodium, seed: Uint8Array): Agree {
  return (peerPublicKey) => {
    const shared = new Uint8Array(RAW_KEY_LENGTH);
    sodium.crypto_scalarmult(shared, seed, peerPublicKey);
    return shared;
  };
}

/** The bank's lasting X25519 key (RFC 7748), made from 32 stored bytes. */
export function x25519Exchange(
  seed: Uint8Array,
  load: () => Sodium | undefined = loadSodium,
): StaticExchange {
  const privateKey = createPrivateKey({
    key: Buffer.from(concatBytes(PKCS8_PREFIX, seed)),
    format: 'der',
    type: 'pkcs8',
  });
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  const sodium = load();
  const agree = sodium ? agreeWithSodium(sodium, seed) : agreeWithNode(privateKey);
  return {
    publicKey: Uint8Array.from(spki.subarray(spki.length - RAW_KEY_LENGTH)),
    agree(peerPublicKey) {
      if (peerPublicKey.length !== RAW_KEY_LENGTH) throw new RangeError('a raw key has 32 bytes');
      return agree(peerPublicKey);
    },
  };
}
