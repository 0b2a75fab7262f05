import { equalBytes } from '#shared/bytes.ts';
import { type Checkpoint, openCheckpoint } from '#shared/ledger/checkpoint.ts';
import { nodeCrypto } from '#wire/node-crypto.ts';
import type { Audit } from './audit.ts';
import { ensure, Finding } from './finding.ts';

export interface CheckpointToCheck {
  /** Where it was found, for people: "stored checkpoint", "kept checkpoint". */
  readonly name: string;
  readonly text: string;
}

export interface OpenedCheckpoint extends Checkpoint {
  readonly name: string;
}

/** Opens every checkpoint under the log's key. @throws Finding when a signature does not hold */
export async function openCheckpoints(audit: Audit): Promise<OpenedCheckpoint[]> {
  const opened: OpenedCheckpoint[] = [];
  for (const { name, text } of audit.options.checkpoints) {
    const checkpoint = await openCheckpoint(nodeCrypto, text, audit.options.verifierKey).catch(
      (error: Error) => {
        throw new Finding(`${name}: ${error.message}`);
      },
    );
    opened.push({ ...checkpoint, name });
  }
  return opened;
}

/** Root and size of every checkpoint are those of the leaves; the origin is the log's. */
export function auditCheckpoints(audit: Audit, opened: readonly OpenedCheckpoint[]): void {
  for (const { name, origin, size, root } of opened) {
    ensure(origin === audit.origin, () => `${name}: it belongs to another log, ${origin}`);
    ensure(size <= audit.tree.size, () => {
      return `${name}: it covers ${size} leaves, the database has only ${audit.tree.size}; it was put back to an older state`;
    });
    const derived = audit.rootsAt.get(size);
    ensure(
      derived !== undefined && equalBytes(derived, root),
      () => `${name}: its root is not that of the first ${size} leaves`,
    );
  }
}
