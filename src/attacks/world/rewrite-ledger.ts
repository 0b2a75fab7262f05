import type { DatabaseSync } from 'node:sqlite';
import { createCheckpointSigner } from '#bank/ledger/checkpoint-signer.ts';
import { bytesOfHash } from '#bank/ledger/hash-text.ts';
import { prepareLeaf } from '#bank/ledger/leaf-bytes.ts';
import { LEDGER_META } from '#bank/ledger/ledger-meta.ts';
import { createTree } from '#bank/ledger/tree.ts';
import { decodeLeaf, type EntryLeaf, type Leaf } from '#shared/ledger/leaf.ts';
import type { NodeDeviceSigner } from '#wire/node-crypto.ts';

const NO_HASH = new Uint8Array(32);

const leavesIn = (database: DatabaseSync): Leaf[] =>
  database
    .prepare('SELECT bytes FROM leaf ORDER BY position')
    .all()
    .map(({ bytes }) => decodeLeaf(bytes as Uint8Array));

/**
 * The perfect forger: changes entries, then derives every hash, link and index row after them again
 * and signs the new head with the bank's own key. For ledgers below 256 leaves, which have no
 * stored nodes.
 * @returns the forged checkpoint
 */
export function rewriteLedger(
  database: DatabaseSync,
  change: (entry: EntryLeaf) => EntryLeaf,
  signer: NodeDeviceSigner,
): string {
  const tree = createTree();
  const putLeaf = database.prepare('UPDATE leaf SET bytes = ? WHERE position = ?');
  const putBlock = database.prepare(
    'UPDATE block SET hash = ?, previous_hash = ?, root_before = ? WHERE height = ?',
  );
  let previousHash: Uint8Array = NO_HASH;
  let origin = '';
  for (const [position, leaf] of leavesIn(database).entries()) {
    let forged: Leaf = leaf;
    if (leaf.kind === 'entry') forged = change(leaf);
    else if (leaf.kind === 'block') forged = { ...leaf, previousHash, rootBefore: tree.root() };
    else origin = leaf.origin;
    const { bytes, hash } = prepareLeaf(forged);
    putLeaf.run(bytes, position);
    if (forged.kind === 'block') {
      const own = bytesOfHash(hash);
      putBlock.run(own, forged.previousHash, forged.rootBefore, forged.height);
      previousHash = own;
    }
    tree.append(hash);
  }
  const checkpoint = createCheckpointSigner(origin, signer).sign({
    size: tree.size,
    root: tree.root(),
  });
  database
    .prepare('UPDATE meta SET value = ? WHERE key = ?')
    .run(Buffer.from(checkpoint), LEDGER_META.checkpoint);
  return checkpoint;
}
