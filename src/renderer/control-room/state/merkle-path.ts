import { equalBytes } from '#shared/bytes.ts';
import { type AwaitableHash, nodeHash } from '#shared/ledger/merkle.ts';

/** Leaves `from` (inclusive) to `to` (exclusive) under one node of the tree. */
export interface LeafRange {
  readonly from: number;
  readonly to: number;
}

/** One level of the way from a leaf up to the root. */
export interface PathStep {
  /** On which side of the path the given hash stands. */
  readonly siblingSide: 'left' | 'right';
  readonly sibling: LeafRange;
  /** The node that both make. */
  readonly parent: LeafRange;
}

const splitPoint = (size: number): number => 2 ** Math.ceil(Math.log2(size) - 1);

/** The way from leaf `index` to the root of a tree of `size` leaves (RFC 6962 section 2.1.1). */
export function pathSteps(index: number, size: number): PathStep[] {
  if (index < 0 || index >= size) throw new RangeError('leaf is not in the tree');
  const steps: PathStep[] = [];
  let from = 0;
  let to = size;
  while (to - from > 1) {
    const middle = from + splitPoint(to - from);
    const parent = { from, to };
    const isLeft = index < middle;
    const sibling = isLeft ? { from: middle, to } : { from, to: middle };
    steps.unshift({ siblingSide: isLeft ? 'right' : 'left', sibling, parent });
    if (isLeft) to = middle;
    else from = middle;
  }
  return steps;
}

export interface HashedStep extends PathStep {
  readonly siblingHash: Uint8Array;
  readonly parentHash: Uint8Array;
}

/**
 * The same way with its hashes, computed here and not believed.
 * @param proof sibling hashes from the leaf upwards
 * @returns whether the way ends in the given root
 * @throws RangeError when the proof has another length than the tree demands
 */
export async function hashedPath(
  hash: AwaitableHash,
  leaf: { readonly index: number; readonly hash: Uint8Array },
  proof: readonly Uint8Array[],
  tree: { readonly size: number; readonly root: Uint8Array },
): Promise<{ readonly steps: readonly HashedStep[]; readonly reachesRoot: boolean }> {
  const way = pathSteps(leaf.index, tree.size);
  if (way.length !== proof.length) throw new RangeError('the proof has the wrong length');
  const steps: HashedStep[] = [];
  let node = leaf.hash;
  for (const [level, step] of way.entries()) {
    const siblingHash = proof[level] ?? new Uint8Array();
    node =
      step.siblingSide === 'right'
        ? await nodeHash(hash, node, siblingHash)
        : await nodeHash(hash, siblingHash, node);
    steps.push({ ...step, siblingHash, parentHash: node });
  }
  return { steps, reachesRoot: equalBytes(node, tree.root) };
}

/** One row of the drawn path: a node of the way and the sibling it is hashed with. */
export interface TreeRow {
  readonly range: LeafRange;
  readonly hash: Uint8Array;
  readonly sibling?: {
    readonly side: 'left' | 'right';
    readonly range: LeafRange;
    readonly hash: Uint8Array;
  };
}

/** The way as rows from the root down to the leaf. */
export function treeRows(
  leaf: { readonly index: number; readonly hash: Uint8Array },
  steps: readonly HashedStep[],
): readonly TreeRow[] {
  const upwards: TreeRow[] = [];
  let node = { range: { from: leaf.index, to: leaf.index + 1 }, hash: leaf.hash };
  for (const step of steps) {
    const { siblingSide: side, sibling: range, siblingHash: hash } = step;
    upwards.push({ ...node, sibling: { side, range, hash } });
    node = { range: step.parent, hash: step.parentHash };
  }
  return [...upwards, node].toReversed();
}
