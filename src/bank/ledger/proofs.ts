import { consistencyProof, inclusionProof, type SubtreeRoot } from '#shared/ledger/merkle.ts';
import { type BankStore, NODE_LEVEL, type NodePlace } from '../store/bank-store.ts';
import { bytesOfHash, hashLeaf, hashNode, textOfHash } from './hash-text.ts';
import { createTree } from './tree.ts';

/**
 * Merkle proofs from the store: stored nodes for subtrees of 256 leaves and more, at most a few
 * hundred leaves hashed again for the rest, so that a proof costs the same in a ledger of millions.
 */
interface Range {
  readonly from: number;
  readonly to: number;
}

const NODE_WIDTH = 2 ** NODE_LEVEL;

/** The stored node that covers exactly this range, if there is one. */
function placeOf({ from, to }: Range): NodePlace | undefined {
  const level = Math.log2(to - from);
  if (!Number.isInteger(level) || level < NODE_LEVEL || from % (to - from) !== 0) return undefined;
  return { level, position: from / (to - from) };
}

async function subtreeRoot(store: BankStore, range: Range): Promise<Uint8Array> {
  const place = placeOf(range);
  if (place) {
    const [hash] = await store.nodes([place]);
    if (hash) return hash;
  }
  const { from, to } = range;
  if (to - from <= NODE_WIDTH) {
    const tree = createTree();
    for (const bytes of await store.leaves(from, to)) tree.append(hashLeaf(bytes));
    return tree.root();
  }
  const middle = from + 2 ** Math.ceil(Math.log2(to - from) - 1);
  const left = textOfHash(await subtreeRoot(store, { from, to: middle }));
  const right = textOfHash(await subtreeRoot(store, { from: middle, to }));
  return bytesOfHash(hashNode(left, right));
}

/** Runs the proof once to learn which subtrees it names, then fills their roots in. */
async function fillIn(store: BankStore, proof: (subtree: SubtreeRoot) => Uint8Array[]) {
  const ranges = new Map<Uint8Array, Range>();
  const named = proof((from, to) => {
    const placeholder = new Uint8Array();
    ranges.set(placeholder, { from, to });
    return placeholder;
  });
  const roots: Uint8Array[] = [];
  for (const placeholder of named) {
    const range = ranges.get(placeholder);
    if (!range) throw new Error('proof names no subtree');
    roots.push(await subtreeRoot(store, range));
  }
  return roots;
}

/** @throws RangeError when the leaf is not in a tree of that size */
export const inclusionFromStore = (store: BankStore, leaf: number, size: number) =>
  fillIn(store, (subtree) => inclusionProof(subtree, leaf, size));

/** @throws RangeError when the older tree is larger */
export const consistencyFromStore = (store: BankStore, olderSize: number, newerSize: number) =>
  fillIn(store, (subtree) => consistencyProof(subtree, olderSize, newerSize));

/** Root of the tree of the first `size` leaves. */
export const rootFromStore = (store: BankStore, size: number): Promise<Uint8Array> =>
  size === 0 ? Promise.resolve(createTree().root()) : subtreeRoot(store, { from: 0, to: size });
