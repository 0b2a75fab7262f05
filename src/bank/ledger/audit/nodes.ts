import { equalBytes } from '#shared/bytes.ts';
import type { TreeNode } from '../../store/bank-store.ts';
import type { Audit } from './audit.ts';
import { ensure } from './finding.ts';

async function compareLevel(audit: Audit, level: number, derived: TreeNode[]): Promise<void> {
  const from = audit.nodeCounts.get(level) ?? 0;
  const stored = await audit.source.nodes(level, from, derived.length);
  for (const [index, node] of derived.entries()) {
    const other = stored[index];
    ensure(
      other !== undefined &&
        other.position === node.position &&
        node.position === from + index &&
        equalBytes(other.hash, node.hash),
      () => `tree node ${level}/${node.position}: it is not the hash of its leaves`,
    );
  }
  audit.nodeCounts.set(level, from + derived.length);
}

/** Compares the stored nodes with those that the leaves gave since the last call. */
export async function auditNodes(audit: Audit): Promise<void> {
  const byLevel = Map.groupBy(audit.tree.takeNodes(), ({ level }) => level);
  for (const [level, derived] of byLevel) await compareLevel(audit, level, derived);
}

export async function auditNodeEnd(audit: Audit): Promise<void> {
  const derived = [...audit.nodeCounts.values()].reduce((sum, count) => sum + count, 0);
  const { nodes } = await audit.source.counts();
  ensure(nodes === derived, () => 'there are tree nodes that belong to no leaves');
}
