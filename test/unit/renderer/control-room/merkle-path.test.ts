import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8 } from '#shared/bytes.ts';
import {
  appendLeafHash,
  EMPTY_FRONTIER,
  frontierRoot,
  inclusionProof,
  leafHash,
} from '#shared/ledger/merkle.ts';
import { hashedPath, pathSteps } from '../../../../src/renderer/control-room/state/merkle-path.ts';

const hash = (data: Uint8Array): Uint8Array =>
  new Uint8Array(createHash('sha256').update(data).digest());
const leaves = Array.from({ length: 40 }, (_, index) => leafHash(hash, utf8(`leaf ${index}`)));
const rootOf = (from: number, to: number): Uint8Array =>
  frontierRoot(
    hash,
    leaves.slice(from, to).reduce((tree, leaf) => appendLeafHash(hash, tree, leaf), EMPTY_FRONTIER),
  );
const sizeAndIndex = fc
  .integer({ min: 1, max: leaves.length })
  .chain((size) => fc.tuple(fc.constant(size), fc.integer({ min: 0, max: size - 1 })));

describe('the way from a leaf to the root', () => {
  it('ends in the signed root for every leaf of every tree, each node over its own leaves', async () => {
    await fc.assert(
      fc.asyncProperty(sizeAndIndex, async ([size, index]) => {
        const leaf = { index, hash: leaves[index] as Uint8Array };
        const tree = { size, root: rootOf(0, size) };
        const { steps, reachesRoot } = await hashedPath(
          hash,
          leaf,
          inclusionProof(rootOf, index, size),
          tree,
        );
        expect(reachesRoot).toBe(true);
        for (const step of steps) {
          expect(step.siblingHash).toEqual(rootOf(step.sibling.from, step.sibling.to));
          expect(step.parentHash).toEqual(rootOf(step.parent.from, step.parent.to));
        }
      }),
    );
  });

  it('does not end in the root when one hash of the proof is another', async () => {
    const proof = inclusionProof(rootOf, 5, 11);
    proof[1] = hash(utf8('forged'));
    const leaf = { index: 5, hash: leaves[5] as Uint8Array };
    const path = await hashedPath(hash, leaf, proof, { size: 11, root: rootOf(0, 11) });
    expect(path.reachesRoot).toBe(false);
  });

  it('refuses a proof of the wrong length and a leaf outside the tree', async () => {
    const leaf = { index: 5, hash: leaves[5] as Uint8Array };
    const tree = { size: 11, root: rootOf(0, 11) };
    await expect(hashedPath(hash, leaf, [], tree)).rejects.toThrow('wrong length');
    expect(() => pathSteps(11, 11)).toThrow('not in the tree');
    expect(() => pathSteps(-1, 11)).toThrow('not in the tree');
  });

  it('has one step a level: twenty for a million leaves', () => {
    expect(pathSteps(0, 1)).toEqual([]);
    expect(pathSteps(123_456, 1_000_000)).toHaveLength(20);
  });
});
