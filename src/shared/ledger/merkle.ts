import { concatBytes, equalBytes } from '../bytes.ts';
import type { Awaitable } from '../crypto-port.ts';

/**
 * RFC 6962 section 2.1 Merkle tree: leaf = SHA-256(0x00 || d), node = SHA-256(0x01 || l || r),
 * split at the largest power of two below n. Building is synchronous (the bank); checking takes an
 * awaitable hash so that a phone can use WebCrypto.
 */
export type Hash = (data: Uint8Array) => Uint8Array;
export type AwaitableHash = (data: Uint8Array) => Awaitable<Uint8Array>;

const LEAF_PREFIX = Uint8Array.of(0);
const NODE_PREFIX = Uint8Array.of(1);

export const leafHash = <T extends Awaitable<Uint8Array>>(
  hash: (data: Uint8Array) => T,
  leaf: Uint8Array,
): T => hash(concatBytes(LEAF_PREFIX, leaf));

export const nodeHash = <T extends Awaitable<Uint8Array>>(
  hash: (data: Uint8Array) => T,
  left: Uint8Array,
  right: Uint8Array,
): T => hash(concatBytes(NODE_PREFIX, left, right));

/** Roots of the full subtrees of a growing tree, largest first: all that appending needs. */
export interface Frontier {
  readonly size: number;
  readonly roots: readonly Uint8Array[];
}

export const EMPTY_FRONTIER: Frontier = { size: 0, roots: [] };

/** The tree with one more leaf hash. */
export function appendLeafHash(hash: Hash, frontier: Frontier, leaf: Uint8Array): Frontier {
  const roots = [...frontier.roots];
  let node = leaf;
  for (let size = frontier.size; size % 2 === 1; size = (size - 1) / 2) {
    const left = roots.pop();
    if (!left) throw new Error('frontier lost a root');
    node = nodeHash(hash, left, node);
  }
  roots.push(node);
  return { size: frontier.size + 1, roots };
}

export function frontierRoot(hash: Hash, frontier: Frontier): Uint8Array {
  let root: Uint8Array | undefined;
  for (const left of frontier.roots.toReversed()) {
    root = root ? nodeHash(hash, left, root) : left;
  }
  return root ?? hash(new Uint8Array());
}

const splitPoint = (size: number): number => 2 ** Math.ceil(Math.log2(size) - 1);

/** Checks RFC 6962 section 2.1.1 (RFC 9162 section 2.1.3.2): leaf `index` is in the tree. */
export async function verifyInclusion(
  hash: AwaitableHash,
  proof: readonly Uint8Array[],
  leaf: { readonly index: number; readonly hash: Uint8Array },
  tree: { readonly size: number; readonly root: Uint8Array },
): Promise<boolean> {
  if (leaf.index < 0 || leaf.index >= tree.size) return false;
  let inner = leaf.index;
  let last = tree.size - 1;
  let node = leaf.hash;
  for (const sibling of proof) {
    if (last === 0) return false;
    if (inner % 2 === 1 || inner === last) {
      node = await nodeHash(hash, sibling, node);
      while (inner % 2 === 0 && inner !== 0) {
        inner = Math.floor(inner / 2);
        last = Math.floor(last / 2);
      }
    } else {
      node = await nodeHash(hash, node, sibling);
    }
    inner = Math.floor(inner / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && equalBytes(node, tree.root);
}

/** Checks RFC 9162 section 2.1.4.2: the newer tree only appended to the older one. */
export async function verifyConsistency(
  hash: AwaitableHash,
  proof: readonly Uint8Array[],
  older: { readonly size: number; readonly root: Uint8Array },
  newer: { readonly size: number; readonly root: Uint8Array },
): Promise<boolean> {
  if (older.size > newer.size || older.size < 0) return false;
  if (older.size === newer.size) return proof.length === 0 && equalBytes(older.root, newer.root);
  if (older.size === 0) return proof.length === 0;
  const isPowerOfTwo = Number.isInteger(Math.log2(older.size));
  const path = isPowerOfTwo ? [older.root, ...proof] : [...proof];
  const first = path.shift();
  if (!first) return false;
  let inner = older.size - 1;
  let last = newer.size - 1;
  while (inner % 2 === 1) {
    inner = Math.floor(inner / 2);
    last = Math.floor(last / 2);
  }
  let oldNode = first;
  let newNode = first;
  for (const sibling of path) {
    if (last === 0) return false;
    if (inner % 2 === 1 || inner === last) {
      oldNode = await nodeHash(hash, sibling, oldNode);
      newNode = await nodeHash(hash, sibling, newNode);
      while (inner % 2 === 0 && inner !== 0) {
        inner = Math.floor(inner / 2);
        last = Math.floor(last / 2);
      }
    } else {
      newNode = await nodeHash(hash, newNode, sibling);
    }
    inner = Math.floor(inner / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && equalBytes(oldNode, older.root) && equalBytes(newNode, newer.root);
}

/** Root of leaves `from` (inclusive) to `to` (exclusive); the bank answers from its stored nodes. */
export type SubtreeRoot = (from: number, to: number) => Uint8Array;

/** RFC 6962 section 2.1.1 PATH(m, D[n]). */
export function inclusionProof(subtree: SubtreeRoot, index: number, size: number): Uint8Array[] {
  if (index < 0 || index >= size) throw new RangeError('leaf is not in the tree');
  const proof: Uint8Array[] = [];
  let from = 0;
  let to = size;
  while (to - from > 1) {
    const middle = from + splitPoint(to - from);
    if (index < middle) {
      proof.unshift(subtree(middle, to));
      to = middle;
    } else {
      proof.unshift(subtree(from, middle));
      from = middle;
    }
  }
  return proof;
}

/** RFC 6962 section 2.1.2 PROOF(m, D[n]). */
export function consistencyProof(
  subtree: SubtreeRoot,
  olderSize: number,
  newerSize: number,
): Uint8Array[] {
  if (olderSize < 0 || olderSize > newerSize) throw new RangeError('older tree is larger');
  if (olderSize === 0 || olderSize === newerSize) return [];
  const proof: Uint8Array[] = [];
  let from = 0;
  let to = newerSize;
  while (olderSize !== to) {
    const middle = from + splitPoint(to - from);
    if (olderSize <= middle) {
      proof.unshift(subtree(middle, to));
      to = middle;
    } else {
      proof.unshift(subtree(from, middle));
      from = middle;
    }
  }
  return from === 0 ? proof : [subtree(from, to), ...proof];
}
