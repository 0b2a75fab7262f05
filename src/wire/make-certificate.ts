import { createPrivateKey, type webcrypto, X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';

/** PEM texts; the key is PKCS #8. */
export interface KeyAndCertificate {
  readonly certificate: string;
  readonly key: string;
}

type X509Library = typeof import('@peculiar/x509');

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const AUTHORITY_NAME = 'CN=UPI Simulator local authority';
const SERVER_NAME = 'CN=UPI Simulator';
/** Clocks of two machines in a classroom may differ. */
const BACKDATE_MS = 3_600_000;

/** Loaded only when a certificate must be made: it takes a third of a second. */
async function loadLibrary(): Promise<X509Library> {
  await import('reflect-metadata');
  return import('@peculiar/x509');
}

const makeKeys = (): Promise<webcrypto.CryptoKeyPair> =>
  crypto.subtle.generateKey(ALGORITHM, true, [
    'sign',
    'verify',
  ]) as Promise<webcrypto.CryptoKeyPair>;

async function exportKey(keys: webcrypto.CryptoKeyPair): Promise<string> {
  const der = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey));
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  return key.export({ format: 'pem', type: 'pkcs8' }).toString().trim();
}

async function importKey(pem: string): Promise<webcrypto.CryptoKey> {
  const der = createPrivateKey(pem).export({ format: 'der', type: 'pkcs8' });
  return crypto.subtle.importKey('pkcs8', new Uint8Array(der), ALGORITHM, false, ['sign']);
}

const lifetime = (nowMs: number, durationMs: number) => ({
  notBefore: new Date(nowMs - BACKDATE_MS),
  notAfter: new Date(nowMs + durationMs),
});

const randomSerial = (): string =>
  // The top bit is cleared: a serial number is a positive DER integer (RFC 5280 4.1.2.2).
  Buffer.from(
    crypto.getRandomValues(new Uint8Array(16)).map((b, i) => (i === 0 ? (b & 0x7f) | 1 : b)),
  ).toString('hex');

/** A self-signed ECDSA P-256 authority that may sign server certificates only. */
export async function makeAuthority(nowMs: number, durationMs: number): Promise<KeyAndCertificate> {
  const x509 = await loadLibrary();
  const keys = await makeKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: randomSerial(),
    name: AUTHORITY_NAME,
    ...lifetime(nowMs, durationMs),
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { certificate: certificate.toString('pem'), key: await exportKey(keys) };
}

/** @param hosts names and addresses the certificate is good for */
export async function makeLeaf(
  authority: KeyAndCertificate,
  hosts: readonly string[],
  nowMs: number,
  durationMs: number,
): Promise<KeyAndCertificate> {
  const x509 = await loadLibrary();
  const keys = await makeKeys();
  const issuer = new X509Certificate(authority.certificate);
  const names = hosts.map((host) => ({
    type: isIP(host) === 0 ? ('dns' as const) : ('ip' as const),
    value: host,
  }));
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: randomSerial(),
    subject: SERVER_NAME,
    issuer: AUTHORITY_NAME,
    ...lifetime(nowMs, durationMs),
    signingAlgorithm: ALGORITHM,
    publicKey: keys.publicKey,
    signingKey: await importKey(authority.key),
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(names),
      await x509.AuthorityKeyIdentifierExtension.create(new x509.X509Certificate(issuer.raw)),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { certificate: certificate.toString('pem'), key: await exportKey(keys) };
}
