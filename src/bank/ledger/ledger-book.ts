import type { EntryLeaf, OriginLeaf } from '#shared/ledger/leaf.ts';
import type { BlockRecord } from '../state/entities.ts';
import type { LedgerHead, TreeNode } from '../store/bank-store.ts';
import { bytesOfHash, hashLeaf, textOfHash } from './hash-text.ts';
import { type PreparedLeaf, prepareEntryLeaf, prepareLeaf } from './leaf-bytes.ts';
import { createTree, type LedgerTree } from './tree.ts';

/**
 * Appends leaves to the tree while a batch is made up: entries, then one block leaf if any money
 * moved. `rollback` forgets what `begin` did not know yet.
 */
export interface LedgerBook {
  readonly tree: LedgerTree;
  readonly entryCount: number;
  readonly lastBlock: BlockRecord | undefined;
  /** Height that entries appended now will belong to. */
  readonly openHeight: number;
  begin(): void;
  appendEntry(entry: Omit<EntryLeaf, 'kind' | 'sequence'>): LedgerPlaceNumbers;
  appendOrigin(origin: Omit<OriginLeaf, 'kind'>): void;
  /** Ends the batch's block; undefined when no money moved. */
  closeBlock(timeMs: number, firstRecord: number): BlockRecord | undefined;
  /** Leaves and completed nodes since `begin`. */
  staged(): {
    readonly firstLeaf: number;
    readonly leaves: Uint8Array[];
    readonly nodes: TreeNode[];
  };
  rollback(): void;
}

export interface LedgerPlaceNumbers {
  readonly entry: number;
  readonly leaf: number;
  readonly block: number;
}

const NO_BLOCK_HASH = new Uint8Array(32);

/** The tree as the store's head describes it. */
export function treeFromHead(head: LedgerHead): LedgerTree {
  const tree = createTree({
    size: head.leafCount - head.tail.length,
    roots: head.edge.map(textOfHash),
  });
  for (const bytes of head.tail) tree.append(hashLeaf(bytes));
  tree.takeNodes();
  return tree;
}

export function createLedgerBook(head: LedgerHead): LedgerBook {
  const tree = treeFromHead(head);
  let entryCount = head.entryCount;
  let lastBlock = head.lastBlock;
  let leaves: Uint8Array[] = [];
  let nodes: TreeNode[] = [];
  let start = { tree: tree.mark(), entryCount, lastBlock };

  const append = (leaf: PreparedLeaf): void => {
    leaves.push(leaf.bytes);
    tree.append(leaf.hash);
  };
  return {
    tree,
    get entryCount() {
      return entryCount;
    },
    get lastBlock() {
      return lastBlock;
    },
    get openHeight() {
      return (lastBlock?.height ?? 0) + 1;
    },
    begin() {
      start = { tree: tree.mark(), entryCount, lastBlock };
      leaves = [];
      nodes = [];
      tree.takeNodes();
    },
    appendEntry(fields) {
      const place = { entry: entryCount + 1, leaf: tree.size, block: (lastBlock?.height ?? 0) + 1 };
      append(prepareEntryLeaf({ kind: 'entry', sequence: place.entry, ...fields }));
      entryCount = place.entry;
      return place;
    },
    appendOrigin: (fields) => append(prepareLeaf({ kind: 'origin', ...fields })),
    closeBlock(timeMs, firstRecord) {
      if (entryCount === start.entryCount) return undefined;
      const block = {
        height: (lastBlock?.height ?? 0) + 1,
        timeMs,
        previousHash: lastBlock?.hash ?? NO_BLOCK_HASH,
        firstEntry: start.entryCount + 1,
        entryCount: entryCount - start.entryCount,
        rootBefore: tree.root(),
      };
      const leaf = prepareLeaf({ kind: 'block', ...block });
      lastBlock = { ...block, hash: bytesOfHash(leaf.hash), leaf: tree.size, firstRecord };
      append(leaf);
      return lastBlock;
    },
    staged() {
      nodes.push(...tree.takeNodes());
      return { firstLeaf: start.tree.size, leaves, nodes };
    },
    rollback() {
      tree.restore(start.tree);
      ({ entryCount, lastBlock } = start);
      leaves = [];
      nodes = [];
    },
  };
}
