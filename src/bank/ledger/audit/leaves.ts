import type { Leaf } from '#shared/ledger/leaf.ts';
import type { AuditLeaf } from '../../store/bank-store.ts';
import { bytesOfHash, type HashText, hashLeaf } from '../hash-text.ts';
import { readLeaf } from '../read-leaf.ts';
import type { Audit } from './audit.ts';
import { auditBlock, auditBlockEnd } from './blocks.ts';
import { auditEntry } from './entries.ts';
import { ensure, Finding } from './finding.ts';
import { auditNodeEnd, auditNodes } from './nodes.ts';
import { nextEntryRecord } from './records.ts';

const SLICE = 2_000;

function decode({ position, bytes }: AuditLeaf): Leaf {
  try {
    return readLeaf(bytes);
  } catch (error) {
    throw new Finding(`leaf ${position}: ${(error as Error).message}`);
  }
}

/** Ends at once for nearly every leaf; else when what it waits for was read. */
function auditLeaf(audit: Audit, row: AuditLeaf): Promise<void> | undefined {
  const { position, bytes } = row;
  const expected = audit.tree.size;
  ensure(position === expected, () => `leaf ${expected} is missing`);
  const leaf = decode(row);
  ensure(position > 0 || leaf.kind === 'origin', () => 'leaf 0 is not an origin leaf');
  const hash = hashLeaf(bytes);
  const done = auditContent(audit, leaf, position, hash);
  if (done) return done.then(() => audit.tree.append(hash));
  audit.tree.append(hash);
  return undefined;
}

function auditContent(
  audit: Audit,
  leaf: Leaf,
  position: number,
  hash: HashText,
): Promise<void> | undefined {
  if (leaf.kind === 'block') {
    return auditBlock(audit, leaf, { position, hash: bytesOfHash(hash) });
  }
  if (leaf.kind === 'origin') {
    ensure(audit.open.length === 0, () => `leaf ${position}: a log begins inside a block`);
    audit.origin = leaf.origin;
    return undefined;
  }
  const record = nextEntryRecord(audit);
  if (record instanceof Promise) {
    return record.then((found) => auditEntry(audit, leaf, found, position));
  }
  return auditEntry(audit, leaf, record, position);
}

/** Walks all leaves once, with their index rows beside them. */
export async function auditLeaves(audit: Audit, rootSizes: ReadonlySet<number>): Promise<void> {
  const { source, options, tree } = audit;
  const noteRoot = () => {
    if (rootSizes.has(tree.size)) audit.rootsAt.set(tree.size, tree.root());
  };
  noteRoot();
  for (;;) {
    const rows = await source.leaves(tree.size, SLICE);
    for (const row of rows) {
      const done = auditLeaf(audit, row);
      if (done) await done;
      noteRoot();
    }
    await auditNodes(audit);
    options.onProgress?.(tree.size);
    await options.pause?.();
    if (rows.length < SLICE) break;
  }
  await auditBlockEnd(audit);
  await auditNodeEnd(audit);
  const extra = await nextEntryRecord(audit);
  ensure(extra === undefined, () => `record ${extra?.sequence} names an entry that is not there`);
}
