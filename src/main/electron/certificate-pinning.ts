import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';

/** Hosts a window may speak TLS with, each with the only authorities that may vouch for it. */
export interface PinnedHost {
  readonly hostname: string;
  /** PEM texts of authorities. */
  readonly caPems: readonly string[];
}

export interface PresentedCertificate {
  readonly hostname: string;
  /** PEM of the leaf. */
  readonly data: string;
}

function parse(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}

const isNow = (certificate: X509Certificate, nowMs: number): boolean =>
  certificate.validFromDate.getTime() <= nowMs && nowMs < certificate.validToDate.getTime();

const isFor = (certificate: X509Certificate, hostname: string): boolean =>
  (isIP(hostname) === 0 ? certificate.checkHost(hostname) : certificate.checkIP(hostname)) !==
  undefined;

/**
 * Only a certificate for this very host, in its time, signed by the pinned authority. What the
 * system trusts does not matter, and every other host is refused.
 */
export function isPinnedCertificate(
  presented: PresentedCertificate,
  pinned: readonly PinnedHost[],
  nowMs: number,
): boolean {
  const hosts = pinned.filter(({ hostname }) => hostname === presented.hostname);
  const leaf = parse(presented.data);
  if (!leaf || !isNow(leaf, nowMs) || !isFor(leaf, presented.hostname)) return false;
  return hosts
    .flatMap(({ caPems }) => caPems.map(parse))
    .some((ca) => ca?.ca && isNow(ca, nowMs) && leaf.checkIssued(ca) && leaf.verify(ca.publicKey));
}
