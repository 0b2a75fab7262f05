import { concatBytes, equalBytes, fromBase64, fromHex, toBase64, toHex, utf8 } from '../bytes.ts';
import type { Awaitable, CryptoPort } from '../crypto-port.ts';

/**
 * C2SP tlog-checkpoint and signed-note with Ed25519 (key type 0x01), as golang.org/x/mod/sumdb/note
 * reads them.
 */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  /** Merkle root, 32 bytes. */
  readonly root: Uint8Array;
}

const ED25519_TYPE = Uint8Array.of(1);
const SIZE_PATTERN = /^(?:0|[1-9][0-9]{0,15})$/;

/** The signed text, last newline included. */
export const checkpointBody = (checkpoint: Checkpoint): string =>
  `${checkpoint.origin}\n${checkpoint.size}\n${toBase64(checkpoint.root)}\n`;

/** First four bytes of SHA-256(name || 0x0A || 0x01 || key). */
export async function noteKeyId(
  sha256: (data: Uint8Array) => Awaitable<Uint8Array>,
  name: string,
  publicKey: Uint8Array,
): Promise<Uint8Array> {
  const digest = await sha256(concatBytes(utf8(`${name}\n`), ED25519_TYPE, publicKey));
  return digest.slice(0, 4);
}

/** C2SP verifier key: name+hex(key id)+base64(type || key). */
export const verifierKey = (name: string, keyId: Uint8Array, publicKey: Uint8Array): string =>
  `${name}+${toHex(keyId)}+${toBase64(concatBytes(ED25519_TYPE, publicKey))}`;

/** Reads a verifier key back. @throws RangeError when it is malformed. */
export function parseVerifierKey(vkey: string): {
  name: string;
  keyId: string;
  publicKey: Uint8Array;
} {
  const match = /^([^+\s]+)\+([0-9a-f]{8})\+(.+)$/.exec(vkey);
  const key = match?.[3] ? fromBase64(match[3]) : undefined;
  if (!match?.[1] || !match[2] || key?.length !== 33 || key[0] !== 1) {
    throw new RangeError('not an Ed25519 verifier key');
  }
  return { name: match[1], keyId: match[2], publicKey: key.slice(1) };
}

/** Body, blank line, one signature line. */
export const signedCheckpoint = (
  body: string,
  name: string,
  keyId: Uint8Array,
  signature: Uint8Array,
): string => `${body}\n— ${name} ${toBase64(concatBytes(keyId, signature))}\n`;

/** Parses the signed text without checking the signature. @throws RangeError when malformed. */
export function parseCheckpoint(text: string): Checkpoint & { body: string; signatures: string[] } {
  const split = text.indexOf('\n\n');
  const body = split < 0 ? '' : text.slice(0, split + 1);
  const [origin, size, root, ...rest] = body.split('\n');
  const signatures = text.slice(split + 2).split('\n');
  if (!origin || !size || !root || rest.join('') !== '' || !SIZE_PATTERN.test(size)) {
    throw new RangeError('not a checkpoint');
  }
  const hash = fromBase64(root);
  if (hash.length !== 32 || signatures.pop() !== '' || signatures.length === 0) {
    throw new RangeError('not a checkpoint');
  }
  return { origin, size: Number(size), root: hash, body, signatures };
}

/**
 * Opens a checkpoint: the body, when one of its signatures is by the given verifier key.
 * @throws RangeError when it is malformed or no signature holds.
 */
export async function openCheckpoint(
  crypto: Pick<CryptoPort, 'verifyEd25519'>,
  text: string,
  vkey: string,
): Promise<Checkpoint> {
  const { name, keyId, publicKey } = parseVerifierKey(vkey);
  const { body, signatures, ...checkpoint } = parseCheckpoint(text);
  for (const line of signatures) {
    const match = /^— (\S+) (\S+)$/.exec(line);
    if (!match?.[2] || match[1] !== name) continue;
    const blob = fromBase64(match[2]);
    if (blob.length !== 68 || !equalBytes(blob.slice(0, 4), fromHex(keyId))) continue;
    if (await crypto.verifyEd25519(publicKey, utf8(body), blob.slice(4))) return checkpoint;
  }
  throw new RangeError('no valid signature by this log');
}
