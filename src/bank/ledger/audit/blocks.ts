import { equalBytes } from '#shared/bytes.ts';
import type { BlockLeaf } from '#shared/ledger/leaf.ts';
import type { BlockRecord } from '../../state/entities.ts';
import type { Audit } from './audit.ts';
import { hasGoodSignature } from './entries.ts';
import { ensure, Finding } from './finding.ts';

const NO_HASH = new Uint8Array(32);

/** The root does not fit: one of the leaves before it was changed. Says which, when it can. */
function blame(audit: Audit, name: string): never {
  const forged = audit.open.find(({ leaf }) => !hasGoodSignature(audit, leaf))?.leaf;
  if (forged) {
    throw new Finding(
      `entry ${forged.sequence} (${forged.txnId}): the device's signature does not hold`,
    );
  }
  const first = audit.open[0]?.leaf.sequence;
  const last = audit.open.at(-1)?.leaf.sequence;
  throw new Finding(`${name}: an entry from ${first} to ${last} is not the one that was hashed`);
}

function checkRow(audit: Audit, leaf: BlockLeaf, row: BlockRecord | undefined, at: BlockPlace) {
  const name = `block ${leaf.height}`;
  ensure(row !== undefined, () => `${name}: its index row is missing`);
  const firstEntry = audit.open[0]?.record.sequence ?? 0;
  ensure(
    row.height === leaf.height &&
      row.timeMs === leaf.timeMs &&
      equalBytes(row.hash, at.hash) &&
      equalBytes(row.previousHash, leaf.previousHash) &&
      equalBytes(row.rootBefore, leaf.rootBefore) &&
      row.firstEntry === leaf.firstEntry &&
      row.entryCount === leaf.entryCount &&
      row.leaf === at.position &&
      row.firstRecord > 0 &&
      row.firstRecord <= firstEntry,
    () => `${name}: its index row differs from its leaf`,
  );
}

export interface BlockPlace {
  readonly position: number;
  readonly hash: Uint8Array;
}

/** Checks a block leaf before it joins the tree: link, numbers, root, index row. */
export async function auditBlock(audit: Audit, leaf: BlockLeaf, at: BlockPlace): Promise<void> {
  const height = (audit.lastBlock?.leaf.height ?? 0) + 1;
  const name = `block ${height}`;
  ensure(leaf.height === height, () => `leaf ${at.position}: ${name} is missing`);
  ensure(
    equalBytes(leaf.previousHash, audit.lastBlock?.hash ?? NO_HASH),
    () => `${name}: it does not link to the block before it`,
  );
  ensure(
    audit.open.length > 0 &&
      leaf.entryCount === audit.open.length &&
      leaf.firstEntry === audit.open[0]?.leaf.sequence,
    () => `${name}: it counts other entries than stand before it`,
  );
  ensure(
    leaf.timeMs >= (audit.lastBlock?.leaf.timeMs ?? 0) &&
      leaf.timeMs >= (audit.open.at(-1)?.leaf.timeMs ?? 0),
    () => `${name}: its time is before that of its entries or of the last block`,
  );
  if (!equalBytes(leaf.rootBefore, audit.tree.root())) blame(audit, name);
  if (audit.blocks.isEmpty) await audit.blocks.load();
  checkRow(audit, leaf, audit.blocks.take(), at);
  audit.lastBlock = { leaf, hash: at.hash };
  audit.open = [];
}

/** After the last leaf: every entry is in a block, every index row was used. */
export async function auditBlockEnd(audit: Audit): Promise<void> {
  const open = audit.open[0]?.leaf;
  ensure(open === undefined, () => `entry ${open?.sequence} (${open?.txnId}) is in no block`);
  const { blocks } = await audit.source.counts();
  const height = audit.lastBlock?.leaf.height ?? 0;
  ensure(blocks === height, () => `block ${height + 1}: it has an index row but no leaf`);
}
