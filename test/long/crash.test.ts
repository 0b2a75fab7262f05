import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { seeded } from '../support/seeded.ts';
import { crashRounds } from '../support/trust/crash-rounds.ts';
import { killFirstStart } from '../support/trust/first-start.ts';
import { runSeed } from '../support/trust/run-seed.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'upi-crash-long-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('200 kills under load: nothing acknowledged is lost, doubled or unverifiable', async () => {
  const report = await crashRounds({
    folder,
    seed: runSeed('crash'),
    kills: 200,
    phoneCount: 48,
    loadMs: { from: 20, to: 1_500 },
    startKillEvery: 8,
  });
  console.log(`crash: ${JSON.stringify(report)}`);
  expect(report.kills).toBe(200);
  expect(report.unanswered.stored).toBeGreaterThan(0);
});

test('a bank killed 40 times while it makes itself starts the next time', async () => {
  const random = seeded(runSeed('first start'));
  for (let round = 0; round < 10; round++) {
    await killFirstStart(join(folder, String(round)), random, 4);
  }
});
