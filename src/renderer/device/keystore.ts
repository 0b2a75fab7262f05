import type { DeviceSigner } from '#shared/crypto-port.ts';
import { plain } from '#shared/web-crypto.ts';
import type { KeyValue } from './key-value.ts';

/**
 * The phone's device key: an Ed25519 pair whose private half WebCrypto never gives out. IndexedDB
 * stores the CryptoKey objects themselves, so no byte of it ever exists in JavaScript.
 */
const DEVICE_KEY = 'device-key';

interface StoredPair {
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
}

const isStoredPair = (value: unknown): value is StoredPair => {
  const pair = value as Partial<StoredPair> | undefined;
  return (
    pair?.privateKey instanceof CryptoKey &&
    pair.publicKey instanceof CryptoKey &&
    pair.privateKey.algorithm.name === 'Ed25519' &&
    !pair.privateKey.extractable
  );
};

async function signerOf(pair: StoredPair): Promise<DeviceSigner> {
  const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  return {
    publicKey,
    async sign(data) {
      const signature = await crypto.subtle.sign('Ed25519', pair.privateKey, plain(data));
      return new Uint8Array(signature);
    },
  };
}

/** The stored key; undefined on a new phone or when the browser has lost its storage. */
export async function loadDeviceKey(store: KeyValue): Promise<DeviceSigner | undefined> {
  const pair = await store.get(DEVICE_KEY);
  return isStoredPair(pair) ? signerOf(pair) : undefined;
}

/** Makes a new key, stored before anybody can use it; an older one is gone after this. */
export async function createDeviceKey(store: KeyValue): Promise<DeviceSigner> {
  const pair = (await crypto.subtle.generateKey({ name: 'Ed25519' }, false, [
    'sign',
    'verify',
  ])) as CryptoKeyPair;
  const stored: StoredPair = { privateKey: pair.privateKey, publicKey: pair.publicKey };
  await store.set(DEVICE_KEY, stored);
  return signerOf(stored);
}
