import { concatBytes } from './bytes.ts';
import type { CryptoPort } from './crypto-port.ts';
import { p1363FromDer } from './der-signature.ts';

/** WebCrypto takes views of plain buffers only; nothing here is ever shared memory. */
export const plain = (bytes: Uint8Array): Uint8Array<ArrayBuffer> =>
  bytes as Uint8Array<ArrayBuffer>;

/** Named through the functions, since Node's and the browser's type libraries name them apart. */
type Key = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

const asBytes = (buffer: ArrayBuffer): Uint8Array => new Uint8Array(buffer);
const EMPTY_KEY_STAND_IN = new Uint8Array(1);

/**
 * HMAC pads its key with zeros to the block, so one zero byte is the same key as none; WebCrypto
 * refuses an empty key.
 */
async function hmacSha256(key: Uint8Array, data: Uint8Array): Promise<Uint8Array> {
  const imported = await crypto.subtle.importKey(
    'raw',
    plain(key.length === 0 ? EMPTY_KEY_STAND_IN : key),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign'],
  );
  return asBytes(await crypto.subtle.sign('HMAC', imported, plain(data)));
}

const gcmKey = (key: Uint8Array, use: 'encrypt' | 'decrypt'): Promise<Key> =>
  crypto.subtle.importKey('raw', plain(key), 'AES-GCM', false, [use]);

const gcm = (iv: Uint8Array, aad: Uint8Array) => ({
  name: 'AES-GCM',
  iv: plain(iv),
  additionalData: plain(aad),
  tagLength: 128,
});

async function x25519(): Promise<Awaited<ReturnType<CryptoPort['x25519']>>> {
  const made: unknown = await crypto.subtle.generateKey({ name: 'X25519' }, false, ['deriveBits']);
  const pair = made as { readonly privateKey: Key; readonly publicKey: Key };
  let privateKey: Key | undefined = pair.privateKey;
  return {
    publicKey: asBytes(await crypto.subtle.exportKey('raw', pair.publicKey)),
    async agree(peerPublicKey) {
      if (!privateKey) throw new Error('this X25519 key was used already');
      const own = privateKey;
      privateKey = undefined;
      const peer = await crypto.subtle.importKey('raw', plain(peerPublicKey), 'X25519', false, []);
      return asBytes(await crypto.subtle.deriveBits({ name: 'X25519', public: peer }, own, 256));
    },
  };
}

/** A malformed key or signature verifies as false: it comes from outside. */
async function verify(
  format: 'raw' | 'spki',
  algorithm: { name: string; namedCurve?: string; hash?: string },
  key: Uint8Array,
  data: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  try {
    const imported = await crypto.subtle.importKey(format, plain(key), algorithm, false, [
      'verify',
    ]);
    return await crypto.subtle.verify(algorithm, imported, plain(signature), plain(data));
  } catch (error) {
    if (error instanceof DOMException) return false;
    throw error;
  }
}

/** The protocol's primitives on WebCrypto, for windows, workers and Node 24. Stretching runs off-thread. */
export const webCrypto: CryptoPort = {
  randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
  sha256: async (data) => asBytes(await crypto.subtle.digest('SHA-256', plain(data))),
  hmacSha256,
  async pbkdf2(password, salt, iterations) {
    const key = await crypto.subtle.importKey('raw', plain(password), 'PBKDF2', false, [
      'deriveBits',
    ]);
    const parameters = { name: 'PBKDF2', hash: 'SHA-256', salt: plain(salt), iterations };
    return asBytes(await crypto.subtle.deriveBits(parameters, key, 256));
  },
  async hkdf(ikm, salt, info, length) {
    const key = await crypto.subtle.importKey('raw', plain(ikm), 'HKDF', false, ['deriveBits']);
    const parameters = { name: 'HKDF', hash: 'SHA-256', salt: plain(salt), info: plain(info) };
    return asBytes(await crypto.subtle.deriveBits(parameters, key, length * 8));
  },
  x25519,
  gcmSeal: async (key, iv, aad, text) =>
    asBytes(await crypto.subtle.encrypt(gcm(iv, aad), await gcmKey(key, 'encrypt'), plain(text))),
  gcmOpen: async (key, iv, aad, box) =>
    asBytes(await crypto.subtle.decrypt(gcm(iv, aad), await gcmKey(key, 'decrypt'), plain(box))),
  verifyEd25519: (publicKey, data, signature) =>
    verify('raw', { name: 'Ed25519' }, publicKey, data, signature),
  async verifyP256(spki, data, signature) {
    const raw = p1363FromDer(signature);
    if (!raw) return false;
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
    return verify('spki', algorithm, spki, data, concatBytes(raw.r, raw.s));
  },
};
