import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openPostgresStore } from '#bank/store/postgres/open-postgres-store.ts';
import { makeDatabase, postgresBin, type TestDatabase } from '../../support/postgres/database.ts';
import { runSeed } from '../../support/trust/run-seed.ts';
import { simulate } from '../../support/trust/simulate.ts';

/** The bank's core with clock, chance, storage and death in the hands of one seed. */
const base = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
const folders: string[] = [];
const newFolder = (): string => {
  const folder = mkdtempSync(join(base, 'upi-simulation-'));
  folders.push(folder);
  return folder;
};
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

test('20,000 steps: every answer, balance and nonce is the model’s', async () => {
  const report = await simulate(newFolder(), runSeed('simulation'), 20_000);
  console.log(`simulation: ${JSON.stringify(report)}`);
  expect(report.crashes).toBeGreaterThan(10);
  for (const code of [
    '00',
    'ZM',
    'Z6',
    'Z9',
    'ZH',
    'U96',
    'X7',
    'FP',
    'ZU',
    '01',
    'RB',
    'U67',
    'HS',
  ]) {
    expect(report.codes[`answered ${code}`], code).toBeGreaterThan(0);
  }
  for (const code of ['U01', 'U10', 'U15', 'U58', 'U59', 'U66', 'U70', 'XY']) {
    expect(report.codes[`refused ${code}`], code).toBeGreaterThan(0);
  }
});

test('the same seed is the same history, to the ledger’s root', async () => {
  const first = await simulate(newFolder(), 4_711, 1_500);
  const second = await simulate(newFolder(), 4_711, 1_500);
  expect(second).toEqual(first);
});

describe.skipIf(!postgresBin)('on PostgreSQL', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await makeDatabase();
  });
  afterAll(() => database.drop());

  test('the same seed is the same history as on SQLite, to the ledger’s root', async () => {
    const inFile = await simulate(newFolder(), 4_712, 800);
    const onServer = await simulate(newFolder(), 4_712, 800, () => openPostgresStore(database.url));
    expect(onServer).toEqual(inFile);
  });
});
