import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import type { ServerCertificate } from './listener.ts';
import { type KeyAndCertificate, makeAuthority, makeLeaf } from './make-certificate.ts';
import { readTextFile, writePrivateFile } from './private-file.ts';

/**
 * The local certificate authority of a data folder. Made on first run; every client pins its
 * certificate, nothing else is trusted. Leaves are renewed a month before they end, the authority
 * a year before (clients then read ca.pem again).
 */
export interface Authority {
  /** What clients pin. */
  readonly caPem: string;
  /**
   * The key and certificate kept in `path` (0600), made or renewed when missing, damaged, from
   * another authority, about to end, or not good for every one of the hosts.
   */
  certificateIn(path: string, hosts?: readonly string[]): Promise<ServerCertificate>;
}

export interface AuthorityFiles {
  readonly caCertificate: string;
  readonly caKey: string;
}

/** Always in a certificate; `hosts` are added to them. */
export const LOCAL_HOSTS: readonly string[] = ['127.0.0.1', '::1', 'localhost'];

const DAY_MS = 86_400_000;
const AUTHORITY_DAYS = 3_650;
const LEAF_DAYS = 397;
const RENEW_LEAF_DAYS = 30;
const KEY_BLOCK = /-----BEGIN PRIVATE KEY-----[\s\S]+?-----END PRIVATE KEY-----/;
const CERTIFICATE_BLOCK = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/;

function parseCertificate(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}

const isGoodUntil = (certificate: X509Certificate, timeMs: number): boolean =>
  certificate.validToDate.getTime() > timeMs;

const isFor = (certificate: X509Certificate, host: string): boolean =>
  (isIP(host) === 0 ? certificate.checkHost(host) : certificate.checkIP(host)) !== undefined;

function readAuthority(files: AuthorityFiles, nowMs: number): KeyAndCertificate | undefined {
  const certificate = readTextFile(files.caCertificate);
  const key = readTextFile(files.caKey);
  if (certificate === undefined || key === undefined) return undefined;
  const parsed = parseCertificate(certificate);
  const isUsable = parsed?.ca && isGoodUntil(parsed, nowMs + LEAF_DAYS * DAY_MS);
  return isUsable ? { certificate, key } : undefined;
}

function readLeaf(
  path: string,
  caPem: string,
  hosts: readonly string[],
  nowMs: number,
): ServerCertificate | undefined {
  const text = readTextFile(path) ?? '';
  const certificate = CERTIFICATE_BLOCK.exec(text)?.[0];
  const key = KEY_BLOCK.exec(text)?.[0];
  const parsed = certificate === undefined ? undefined : parseCertificate(certificate);
  if (!parsed || certificate === undefined || key === undefined) return undefined;
  const isOurs = parsed.verify(new X509Certificate(caPem).publicKey);
  const isFresh = isGoodUntil(parsed, nowMs + RENEW_LEAF_DAYS * DAY_MS);
  const isForAll = hosts.every((host) => isFor(parsed, host));
  return isOurs && isFresh && isForAll ? { certificate, key } : undefined;
}

/**
 * @param nowMs wall clock, Unix milliseconds
 * @throws Error when the files cannot be written
 */
export async function openAuthority(
  files: AuthorityFiles,
  nowMs: () => number,
): Promise<Authority> {
  let authority = readAuthority(files, nowMs());
  if (!authority) {
    authority = await makeAuthority(nowMs(), AUTHORITY_DAYS * DAY_MS);
    writePrivateFile(files.caKey, authority.key);
    writePrivateFile(files.caCertificate, authority.certificate);
  }
  const { certificate: caPem } = authority;
  const issuer = authority;
  return {
    caPem,
    async certificateIn(path, hosts = []) {
      const allHosts = [...new Set([...LOCAL_HOSTS, ...hosts])];
      const existing = readLeaf(path, caPem, allHosts, nowMs());
      if (existing) return existing;
      const made = await makeLeaf(issuer, allHosts, nowMs(), LEAF_DAYS * DAY_MS);
      writePrivateFile(path, `${made.key}\n${made.certificate}\n`);
      return made;
    },
  };
}
