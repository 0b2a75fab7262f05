import type { BlockRecord } from '#bank/state/entities.ts';
import type { AuditLeaf, AuditRecord, AuditSource, TreeNode } from '#bank/store/bank-store.ts';

/** A store's rows in memory, so that a test may change one bit and audit again in microseconds. */
export interface AuditCopy extends AuditSource {
  readonly rows: {
    readonly leaves: AuditLeaf[];
    readonly records: AuditRecord[];
    readonly blocks: BlockRecord[];
  };
}

const LIMIT = 100_000;

export async function copyAudit(source: AuditSource): Promise<AuditCopy> {
  const rows = {
    leaves: await source.leaves(0, LIMIT),
    records: await source.records(1, LIMIT),
    blocks: await source.blocks(1, LIMIT),
  };
  const nodes: TreeNode[] = [];
  for (let level = 8; level < 20; level++) nodes.push(...(await source.nodes(level, 0, LIMIT)));
  const accounts = await source.accounts();
  return {
    rows,
    leafCount: rows.leaves.length,
    meta: source.meta,
    leaves: (from, limit) => rows.leaves.filter(({ position }) => position >= from).slice(0, limit),
    records: (from, limit) =>
      rows.records.filter(({ sequence }) => sequence >= from).slice(0, limit),
    blocks: (from, limit) => rows.blocks.filter(({ height }) => height >= from).slice(0, limit),
    nodes: (level, from, limit) =>
      nodes.filter((node) => node.level === level && node.position >= from).slice(0, limit),
    find: (txnId) => rows.records.filter((record) => record.txnId === txnId),
    accounts: () => accounts,
    integrity: () => [],
    counts: () => ({
      records: rows.records.length,
      blocks: rows.blocks.length,
      nodes: nodes.length,
    }),
    close: () => undefined,
  };
}

/** Every version of these bytes that differs in one bit; each is only good until the next. */
export function* flippedBits(bytes: Uint8Array): Generator<number> {
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const mask = 1 << (bit & 7);
    bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ mask;
    yield bit;
    bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ mask;
  }
}
