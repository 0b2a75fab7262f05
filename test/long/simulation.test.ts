import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runSeed } from '../support/trust/run-seed.ts';
import { simulate } from '../support/trust/simulate.ts';

const base = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])('history %i of 50,000 steps', async (history) => {
  const folder = mkdtempSync(join(base, 'upi-simulation-'));
  try {
    const report = await simulate(folder, runSeed('simulation') + history, 50_000);
    console.log(`simulation ${history}: ${JSON.stringify(report)}`);
    expect(report.crashes).toBeGreaterThan(20);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
