import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';

/** The merchant's ECDSA P-256 key: signs links and opens the terminal's bank connection. */
export interface MerchantSigner {
  /** SPKI DER, base64: what the bank certifies. */
  readonly publicKey: string;
  /** ASN.1 DER in base64, as UPI links and `terminal.open` carry it. */
  sign(data: Uint8Array): string;
}

/** PKCS #8 PEM of a fresh key. */
export function makeMerchantKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
}

/** @throws Error when the text is not a P-256 private key. */
export function merchantSigner(privateKeyPem: string): MerchantSigner {
  const privateKey = createPrivateKey(privateKeyPem);
  if (privateKey.asymmetricKeyDetails?.namedCurve !== 'prime256v1') {
    throw new Error('not a P-256 key');
  }
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  return {
    publicKey: spki.toString('base64'),
    sign: (data) => sign('sha256', data, privateKey).toString('base64'),
  };
}
