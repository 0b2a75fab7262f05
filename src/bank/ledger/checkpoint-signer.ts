import { concatBytes, utf8 } from '#shared/bytes.ts';
import {
  type Checkpoint,
  checkpointBody,
  signedCheckpoint,
  verifierKey,
} from '#shared/ledger/checkpoint.ts';
import type { NodeDeviceSigner } from '#wire/node-crypto.ts';
import { sha256 } from './hash-text.ts';

/** Signs C2SP checkpoints for one log origin. Call it only for a root that is durable. */
export interface CheckpointSigner {
  readonly origin: string;
  /** C2SP verifier key. */
  readonly verifierKey: string;
  sign(head: Omit<Checkpoint, 'origin'>): string;
}

/** Ed25519's type byte in a C2SP key (signed-note). */
const ED25519_TYPE = Uint8Array.of(1);

export function createCheckpointSigner(origin: string, signer: NodeDeviceSigner): CheckpointSigner {
  const keyId = sha256(concatBytes(utf8(`${origin}\n`), ED25519_TYPE, signer.publicKey)).slice(
    0,
    4,
  );
  return {
    origin,
    verifierKey: verifierKey(origin, keyId, signer.publicKey),
    sign(head) {
      const body = checkpointBody({ origin, ...head });
      return signedCheckpoint(body, origin, keyId, signer.sign(utf8(body)));
    },
  };
}
