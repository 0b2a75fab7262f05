import { fromHex } from '#shared/bytes.ts';
import type { CryptoPort } from '#shared/crypto-port.ts';
import { openCheckpoint } from '#shared/ledger/checkpoint.ts';
import { verifyConsistency } from '#shared/ledger/merkle.ts';

/** What holding two checkpoints against each other said. */
export type ConsistencyVerdict =
  | { readonly kind: 'consistent'; readonly olderSize: number; readonly newerSize: number }
  /** The newer tree does not continue the older one: history was rewritten. */
  | { readonly kind: 'rewritten'; readonly olderSize: number; readonly newerSize: number }
  /** One of them is not signed by this log's key, or is no checkpoint at all. */
  | { readonly kind: 'unsigned'; readonly which: 'older' | 'newer' }
  | { readonly kind: 'other-log'; readonly origin: string };

export type AskProof = (olderSize: number, newerSize: number) => Promise<readonly string[]>;

async function opened(crypto: Pick<CryptoPort, 'verifyEd25519'>, text: string, vkey: string) {
  try {
    return await openCheckpoint(crypto, text, vkey);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

const hashOf = (text: string): Uint8Array | undefined =>
  /^[0-9a-f]{64}$/.test(text) ? fromHex(text) : undefined;

/**
 * Checks in this window that the ledger only grew from one checkpoint to another. The roots are
 * those that were signed; of the bank's answer only the proof's hashes are used.
 * @param askProof `ledger.consistency`, hashes in hex
 */
export async function checkConsistency(
  crypto: Pick<CryptoPort, 'sha256' | 'verifyEd25519'>,
  texts: { readonly one: string; readonly other: string },
  vkey: string,
  askProof: AskProof,
): Promise<ConsistencyVerdict> {
  const one = await opened(crypto, texts.one, vkey);
  if (!one) return { kind: 'unsigned', which: 'older' };
  const other = await opened(crypto, texts.other, vkey);
  if (!other) return { kind: 'unsigned', which: 'newer' };
  if (one.origin !== other.origin) return { kind: 'other-log', origin: one.origin };
  const [older, newer] = one.size <= other.size ? [one, other] : [other, one];
  const sizes = { olderSize: older.size, newerSize: newer.size };
  const answer = older.size === newer.size ? [] : await askProof(older.size, newer.size);
  const proof = answer.map(hashOf);
  const isWhole = proof.every((hash) => hash !== undefined);
  const hash = (data: Uint8Array) => crypto.sha256(data);
  const holds = isWhole && (await verifyConsistency(hash, proof, older, newer));
  return { kind: holds ? 'consistent' : 'rewritten', ...sizes };
}
