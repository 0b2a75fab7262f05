import { toHex } from '#shared/bytes.ts';
import type { VerifyReport } from '#shared/protocol/admin-methods.ts';
import type { AuditSource } from '../store/bank-store.ts';
import { auditAccounts } from './audit/accounts.ts';
import { createAudit, sumOf } from './audit/audit.ts';
import { auditCheckpoints, type CheckpointToCheck, openCheckpoints } from './audit/checkpoints.ts';
import { Finding } from './audit/finding.ts';
import { auditLeaves } from './audit/leaves.ts';

/** What a full check needs beyond the stored bytes themselves. */
export interface VerifyOptions {
  /** C2SP verifier key of the log. */
  readonly verifierKey: string;
  /** Signed checkpoints that the ledger must agree with: the stored one, the one kept beside it. */
  readonly checkpoints: readonly CheckpointToCheck[];
  /** Ed25519 check of device signatures; names the forged entry when a root does not fit. */
  readonly verifySignature: (
    publicKey: Uint8Array,
    data: Uint8Array,
    signature: Uint8Array,
  ) => boolean;
  /** Check the device signature of every payment, not only where something is wrong. */
  readonly isEverySignatureChecked?: boolean;
  /** Ask the storage engine what it finds wrong with its own file as well. */
  readonly isIntegrityChecked?: boolean;
  /** Never runs backwards. */
  readonly monotonicMs: () => number;
  readonly onProgress?: (checkedLeaves: number) => void;
  /** Awaited between slices, so that a bank that is running can do other work. */
  readonly pause?: () => Promise<unknown>;
}

/**
 * Full audit of stored bytes (docs/ledger-format.md, "What a verifier checks"): derives tree,
 * blocks, balances and index rows again in one pass and names the first thing that is wrong.
 */
export async function verifyLedger(
  source: AuditSource,
  options: VerifyOptions,
): Promise<VerifyReport> {
  const startedMs = options.monotonicMs();
  const audit = await createAudit(source, options);
  let problem: string | undefined;
  try {
    const checkpoints = await openCheckpoints(audit);
    await auditLeaves(audit, new Set(checkpoints.map(({ size }) => size)));
    await auditAccounts(audit);
    auditCheckpoints(audit, checkpoints);
    const [wrong] = options.isIntegrityChecked ? await source.integrity() : [];
    if (wrong !== undefined) throw new Finding(`the database file: ${wrong}`);
  } catch (error) {
    if (!(error instanceof Finding)) throw error;
    problem = error.message;
  }
  return {
    isSound: problem === undefined,
    ...(problem === undefined ? {} : { problem }),
    leaves: audit.tree.size,
    entries: audit.entryCount,
    blocks: audit.lastBlock?.leaf.height ?? 0,
    accounts: audit.accounts.size,
    sumPaise: String(sumOf(audit.balances)),
    root: toHex(audit.tree.root()),
    durationMs: options.monotonicMs() - startedMs,
  };
}
