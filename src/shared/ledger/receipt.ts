import { fromBase64, toBase64 } from '../bytes.ts';
import type { CryptoPort } from '../crypto-port.ts';
import { type Checkpoint, openCheckpoint } from './checkpoint.ts';
import { decodeLeaf, type EntryLeaf } from './leaf.ts';
import { leafHash, verifyInclusion } from './merkle.ts';

/**
 * A payment receipt that anybody can check offline: C2SP tlog-proof@v1 text whose `extra` line
 * carries the ledger leaf itself, base64.
 */
export interface Receipt {
  readonly leaf: Uint8Array;
  readonly index: number;
  readonly proof: readonly Uint8Array[];
  /** Signed checkpoint text. */
  readonly checkpoint: string;
}

const HEADER = 'c2sp.org/tlog-proof@v1';
const MAX_PROOF_HASHES = 64;
const MAX_RECEIPT_LENGTH = 64 * 1_024;

export const formatReceipt = (receipt: Receipt): string =>
  [
    HEADER,
    `extra ${toBase64(receipt.leaf)}`,
    `index ${receipt.index}`,
    ...receipt.proof.map(toBase64),
    '',
    receipt.checkpoint,
  ].join('\n');

/** @throws RangeError when the text is not a tlog-proof with its leaf. */
export function parseReceipt(text: string): Receipt {
  if (text.length > MAX_RECEIPT_LENGTH) throw new RangeError('receipt is too long');
  const split = text.indexOf('\n\n');
  const [header, extra, index, ...hashes] = text.slice(0, Math.max(split, 0)).split('\n');
  const leaf = /^extra (\S+)$/.exec(extra ?? '')?.[1];
  const position = /^index (0|[1-9][0-9]{0,15})$/.exec(index ?? '')?.[1];
  if (header !== HEADER || !leaf || !position || hashes.length > MAX_PROOF_HASHES) {
    throw new RangeError('not a receipt');
  }
  const proof = hashes.map(fromBase64);
  if (proof.some((hash) => hash.length !== 32)) throw new RangeError('not a receipt');
  return {
    leaf: fromBase64(leaf),
    index: Number(position),
    proof,
    checkpoint: text.slice(split + 2),
  };
}

/**
 * Checks the log's signature and the path from leaf to root.
 * @throws RangeError that says which of them does not hold.
 */
export async function checkReceipt(
  crypto: Pick<CryptoPort, 'sha256' | 'verifyEd25519'>,
  text: string,
  vkey: string,
): Promise<{ readonly entry: EntryLeaf; readonly checkpoint: Checkpoint }> {
  const receipt = parseReceipt(text);
  const checkpoint = await openCheckpoint(crypto, receipt.checkpoint, vkey);
  const hash = await leafHash((data) => crypto.sha256(data), receipt.leaf);
  const included = await verifyInclusion(
    (data) => crypto.sha256(data),
    receipt.proof,
    { index: receipt.index, hash },
    checkpoint,
  );
  if (!included) throw new RangeError('the entry is not in the ledger that was signed');
  const entry = decodeLeaf(receipt.leaf);
  if (entry.kind !== 'entry') throw new RangeError('the leaf is not a movement of money');
  return { entry, checkpoint };
}
