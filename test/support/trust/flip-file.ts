import { readFileSync, writeFileSync } from 'node:fs';
import { openAudit } from '#bank/store/sqlite/audit.ts';
import type { DataFolderPaths } from '#wire/data-folder.ts';
import { verifyFolder } from '../../../src/cli/verify/verify-folder.ts';
import type { Seeded } from '../seeded.ts';

/** Something stored whose every bit must be watched, and where it stands in its file. */
export interface Target {
  readonly name: string;
  readonly file: string;
  /** SQLite may have left an older copy of the same bytes in a page's free space: all of them. */
  readonly offsets: readonly number[];
  readonly length: number;
}

function offsetsOf(whole: Buffer, part: Uint8Array): number[] {
  const found: number[] = [];
  for (let at = whole.indexOf(part); at >= 0; at = whole.indexOf(part, at + 1)) found.push(at);
  return found;
}

/** Leaves, block rows' hashes and both checkpoints of a closed data folder. */
export async function findTargets(paths: DataFolderPaths): Promise<Target[]> {
  const whole = readFileSync(paths.database);
  const source = openAudit(paths.database);
  const parts: [string, Uint8Array][] = [];
  try {
    const leaves = await source.leaves(0, source.leafCount);
    for (const { position, bytes } of leaves) parts.push([`leaf ${position}`, bytes]);
    for (const block of await source.blocks(1, source.leafCount)) {
      parts.push([`block ${block.height}`, block.hash]);
    }
    const stored = source.meta.get('checkpoint');
    if (stored) parts.push(['stored checkpoint', stored]);
  } finally {
    await source.close();
  }
  const inDatabase = parts.map(([name, bytes]) => ({
    name,
    file: paths.database,
    offsets: offsetsOf(whole, bytes),
    length: bytes.length,
  }));
  const keptLength = readFileSync(paths.checkpoint).length;
  const kept = {
    name: 'kept checkpoint',
    file: paths.checkpoint,
    offsets: [0],
    length: keptLength,
  };
  return [...inDatabase.filter(({ offsets }) => offsets.length > 0), kept];
}

/** Turns one bit over in the file itself; the second call turns it back. */
export function flipBit({ file, offsets }: Target, bit: number): void {
  const bytes = readFileSync(file);
  for (const offset of offsets) {
    const at = offset + (bit >> 3);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << (bit & 7));
  }
  writeFileSync(file, bytes);
}

/** Flips bits at random, one at a time; returns those that nobody noticed. */
export async function unnoticedFlips(
  paths: DataFolderPaths,
  random: Seeded,
  count: number,
): Promise<string[]> {
  const targets = await findTargets(paths);
  const unnoticed: string[] = [];
  for (let flip = 0; flip < count; flip++) {
    const target = targets[random.whole(0, targets.length - 1)];
    if (!target) throw new Error('nothing is stored');
    const bit = random.whole(0, target.length * 8 - 1);
    flipBit(target, bit);
    const verdict = await verifyFolder(paths, { isEverySignatureChecked: false });
    if (verdict.kind !== 'wrong') unnoticed.push(`${target.name}, bit ${bit}: ${verdict.kind}`);
    flipBit(target, bit);
  }
  return unnoticed;
}
