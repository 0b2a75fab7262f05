import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dataFolderPaths } from '#wire/data-folder.ts';
import { seeded } from '../support/seeded.ts';
import { makeLedger } from '../support/trust/closed-folder.ts';
import { unnoticedFlips } from '../support/trust/flip-file.ts';
import { runSeed } from '../support/trust/run-seed.ts';

test('2,000 bits at random in the files of a larger ledger: each is noticed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'upi-verify-long-'));
  try {
    await makeLedger(folder, 3_000);
    const random = seeded(runSeed('flips'));
    expect(await unnoticedFlips(dataFolderPaths(folder), random, 2_000)).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
