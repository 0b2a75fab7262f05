import { concatBytes, utf8 } from '#shared/bytes.ts';
import { nodeCrypto } from '#wire/node-crypto.ts';

/**
 * Vouches, inside the commit itself, for the head that the commit makes. A checkpoint is signed
 * only after its commit, so the newest leaves of a bank that was killed have none yet: without the
 * seal, somebody with the file could append leaves there and the next start would sign them.
 * HMAC-SHA256 (RFC 2104), its key derived from the ledger's seed (RFC 5869); 32 bytes.
 */
export type SealHead = (head: { readonly size: number; readonly root: Uint8Array }) => Uint8Array;

const DOMAIN = utf8('upi-sim/head-seal/v1\0');
const KEY_LENGTH = 32;

/** @param seed the 32 secret bytes that the ledger's signing key is made of */
export function createHeadSeal(seed: Uint8Array): SealHead {
  const key = nodeCrypto.hkdf(seed, new Uint8Array(), DOMAIN, KEY_LENGTH);
  return ({ size, root }) => nodeCrypto.hmacSha256(key, concatBytes(utf8(`${size}\0`), root));
}
