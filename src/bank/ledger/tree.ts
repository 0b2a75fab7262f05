import { NODE_LEVEL, type TreeNode } from '../store/bank-store.ts';
import { bytesOfHash, type HashText, hashNode, hashText } from './hash-text.ts';

/**
 * The growing RFC 6962 tree, kept as the roots of its full subtrees (shared/ledger/merkle.ts in a
 * form that changes in place).
 */
export interface LedgerTree {
  readonly size: number;
  append(leafHash: HashText): void;
  root(): Uint8Array;
  /** Full subtrees of 2^NODE_LEVEL leaves and more that were completed since the last call. */
  takeNodes(): TreeNode[];
  /** Where the tree stands, for `restore` when a commit fails. */
  mark(): TreeMark;
  restore(mark: TreeMark): void;
}

/** Roots of the full subtrees of a tree of `size` leaves, largest first. */
export interface TreeMark {
  readonly size: number;
  readonly roots: readonly HashText[];
}

export function createTree(start: TreeMark = { size: 0, roots: [] }): LedgerTree {
  let size = start.size;
  let roots = [...start.roots];
  let nodes: TreeNode[] = [];
  return {
    get size() {
      return size;
    },
    append(leafHash) {
      let node = leafHash;
      let level = 0;
      for (let count = size; count % 2 === 1; count = (count - 1) / 2) {
        const left = roots.pop();
        if (left === undefined) throw new Error('tree lost a root');
        node = hashNode(left, node);
        level += 1;
        if (level >= NODE_LEVEL) {
          nodes.push({ level, position: (count - 1) / 2, hash: bytesOfHash(node) });
        }
      }
      roots.push(node);
      size += 1;
    },
    root() {
      let root = roots.at(-1);
      if (root === undefined) return bytesOfHash(hashText(''));
      for (let index = roots.length - 2; index >= 0; index--) {
        root = hashNode(roots[index] as HashText, root);
      }
      return bytesOfHash(root);
    },
    takeNodes() {
      const taken = nodes;
      nodes = [];
      return taken;
    },
    mark: () => ({ size, roots: [...roots] }),
    restore(mark) {
      size = mark.size;
      roots = [...mark.roots];
      nodes = [];
    },
  };
}
