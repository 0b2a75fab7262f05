import { fromBase64, fromBase64Url, utf8 } from './bytes.ts';
import type { CryptoPort } from './crypto-port.ts';
import type { DirectoryEntry, MerchantCertificate } from './protocol/public-methods.ts';
import { merchantCertificateBytes } from './signing-bytes.ts';
import type { UpiLink } from './upi-uri.ts';

/**
 * Whether a scanned link really comes from the payee that the bank's directory names.
 * - `verified`: signed by the key that the bank certified for this payee
 * - `unsigned`: the payee exists, but anybody could have written the link (also a person's link,
 *   or no link at all); the directory's name must be shown and believed, not the link's
 * - `forged`: a signature or certificate is there and does not hold
 * - `other-merchant`: the signature holds, but the link's ids are another merchant's
 */
export type MerchantCheck =
  | { readonly kind: 'verified' | 'unsigned' }
  | { readonly kind: 'forged' | 'other-merchant'; readonly reason: string };

type Verifier = Pick<CryptoPort, 'verifyEd25519' | 'verifyP256'>;

const forged = (reason: string): MerchantCheck => ({ kind: 'forged', reason });
const otherMerchant = (reason: string): MerchantCheck => ({ kind: 'other-merchant', reason });

/** @param certificationKey the bank's pinned Ed25519 key, base64url. */
export async function isCertificateGenuine(
  crypto: Pick<CryptoPort, 'verifyEd25519'>,
  certificate: MerchantCertificate,
  certificationKey: string,
): Promise<boolean> {
  try {
    return await crypto.verifyEd25519(
      fromBase64Url(certificationKey),
      merchantCertificateBytes(certificate),
      fromBase64Url(certificate.signature),
    );
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** The link's ids against the certificate's; what a link leaves out cannot differ. */
function idProblem(link: UpiLink, certificate: MerchantCertificate): string | undefined {
  if (link.payeeVpa !== certificate.vpa) return `The code pays ${link.payeeVpa}.`;
  if (link.vmid !== undefined && link.vmid.toUpperCase() !== certificate.vmid) {
    return `The code names the machine ${link.vmid}, which is not this merchant's.`;
  }
  if (link.mid !== undefined && link.mid !== certificate.mid) {
    return `The code names the merchant ${link.mid}, which is another one.`;
  }
  return undefined;
}

async function isLinkSignatureGood(
  crypto: Pick<CryptoPort, 'verifyP256'>,
  signed: NonNullable<UpiLink['signed']>,
  publicKey: string,
): Promise<boolean> {
  try {
    const signature = fromBase64(signed.signature);
    return await crypto.verifyP256(fromBase64(publicKey), utf8(signed.text), signature);
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/**
 * @param entry what the bank's directory says about the payee
 * @param link the scanned link, undefined when a VMID, UPI ID or mobile number was typed
 * @param certificationKey the bank's pinned Ed25519 key, base64url
 */
export async function checkMerchant(
  crypto: Verifier,
  entry: DirectoryEntry,
  link: UpiLink | undefined,
  certificationKey: string,
): Promise<MerchantCheck> {
  const certificate = entry.merchant?.certificate;
  if (!certificate) {
    if (link?.vmid !== undefined || link?.mid !== undefined) {
      return otherMerchant('The code names a shop, but this UPI ID belongs to a person.');
    }
    return link?.signed
      ? forged('The code is signed, but this payee has no certified key.')
      : { kind: 'unsigned' };
  }
  if (!(await isCertificateGenuine(crypto, certificate, certificationKey))) {
    return forged("The merchant's certificate is not from this bank.");
  }
  if (certificate.vpa !== entry.vpa || certificate.vmid !== entry.merchant?.vmid) {
    return otherMerchant('The certificate belongs to another merchant.');
  }
  if (!link) return { kind: 'unsigned' };
  if (link.signed && !(await isLinkSignatureGood(crypto, link.signed, certificate.publicKey))) {
    return forged('The signature in the code does not fit its contents or this merchant.');
  }
  const problem = idProblem(link, certificate);
  if (problem) return otherMerchant(problem);
  return { kind: link.signed ? 'verified' : 'unsigned' };
}
