import type { AttackId, AttackInfo } from './attack-records.ts';

/** Which standards each attack's defence comes from, in the order a lesson would take them. */
const STANDARDS: Readonly<Record<AttackId, readonly string[]>> = {
  replay: ['RFC 5802', 'RFC 7677', 'NIST SP 800-38D (AES-GCM)', 'NPCI U01'],
  amount: ['RFC 8032 (Ed25519)', 'RFC 8785 (JCS)', 'RFC 5802', 'NPCI U15'],
  sticker: ['FIPS 186-5 (ECDSA P-256)', 'NPCI UPI Linking (signed QR)', 'NPCI X6'],
  ledger: ['RFC 6962', 'C2SP tlog-checkpoint', 'RFC 8032 (Ed25519)', 'RFC 8785 (JCS)'],
  rollback: ['C2SP tlog-checkpoint', 'C2SP signed-note', 'RFC 6962'],
  'pin-online': ['NIST SP 800-63B-4, 3.2.2', 'RFC 5802', 'NPCI Z6', 'NPCI ZM'],
  'pin-offline': ['RFC 8018 (PBKDF2)', 'RFC 7677', 'NIST SP 800-38D (AES-GCM)', 'OWASP'],
  screenshot: ['C2SP tlog-proof', 'RFC 6962', 'RFC 8032 (Ed25519)'],
};

export const ATTACK_LIST: readonly AttackInfo[] = Object.entries(STANDARDS).map(
  ([id, standards]) => ({ id: id as AttackId, standards: [...standards] }),
);
