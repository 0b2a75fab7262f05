import type { VerifyReport } from '#shared/protocol/admin-methods.ts';
import { nodeCrypto } from '#wire/node-crypto.ts';
import { metaText } from '../identity/bank-secrets.ts';
import type { AuditSource } from '../store/bank-store.ts';
import type { CheckpointToCheck } from './audit/checkpoints.ts';
import { LEDGER_META } from './ledger-meta.ts';
import { type VerifyOptions, verifyLedger } from './verify-ledger.ts';

export interface VerifyStoreOptions
  extends Pick<
    VerifyOptions,
    'isEverySignatureChecked' | 'isIntegrityChecked' | 'monotonicMs' | 'onProgress' | 'pause'
  > {
  /** Text of the checkpoint kept beside the database; undefined when there is none. */
  readonly keptCheckpoint: string | undefined;
  /** Verifier key known from elsewhere; the stored one is believed when absent. */
  readonly verifierKey?: string;
}

/**
 * Verifies a database without its bank: for `npm run verify` and for a bank that checks itself.
 * The source is left open.
 */
export async function verifyStore(
  source: AuditSource,
  options: VerifyStoreOptions,
): Promise<VerifyReport> {
  const { keptCheckpoint, verifierKey, ...rest } = options;
  const stored = metaText(source.meta, LEDGER_META.checkpoint);
  const checkpoints: CheckpointToCheck[] = [];
  if (stored !== undefined) checkpoints.push({ name: 'stored checkpoint', text: stored });
  if (keptCheckpoint !== undefined) {
    checkpoints.push({ name: 'kept checkpoint', text: keptCheckpoint });
  }
  return verifyLedger(source, {
    ...rest,
    checkpoints,
    verifierKey: verifierKey ?? metaText(source.meta, LEDGER_META.verifierKey) ?? '',
    verifySignature: nodeCrypto.verifyEd25519,
  });
}
