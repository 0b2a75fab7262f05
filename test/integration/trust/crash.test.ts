import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { seeded } from '../../support/seeded.ts';
import { crashRounds } from '../../support/trust/crash-rounds.ts';
import { killFirstStart } from '../../support/trust/first-start.ts';
import { runSeed } from '../../support/trust/run-seed.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'upi-crash-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('20 kills under load: nothing acknowledged is lost, doubled or unverifiable', async () => {
  const report = await crashRounds({
    folder,
    seed: runSeed('crash'),
    kills: 20,
    phoneCount: 16,
    loadMs: { from: 100, to: 600 },
    startKillEvery: 5,
  });
  console.log(`crash: ${JSON.stringify(report)}`);
  expect(report.kills).toBe(20);
  expect(report.answered).toBeGreaterThan(20 * 16);
}, 180_000);

test('a bank killed while it makes itself starts the next time', async () => {
  await killFirstStart(folder, seeded(runSeed('first start')), 3);
});
