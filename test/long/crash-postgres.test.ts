import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeDatabaseOn, postgresBin, type TestDatabase } from '../support/postgres/database.ts';
import { killWriter } from '../support/postgres/kill-writer.ts';
import { crashServer, removeServer, type ServerFacts } from '../support/postgres/server.ts';
import { ownServer } from '../support/postgres/shared-server.ts';
import { seeded } from '../support/seeded.ts';
import { crashRounds } from '../support/trust/crash-rounds.ts';
import { killFirstStart } from '../support/trust/first-start.ts';
import { runSeed } from '../support/trust/run-seed.ts';

describe.skipIf(!postgresBin)('on PostgreSQL', () => {
  let server: ServerFacts;
  let database: TestDatabase;
  let folder: string;
  beforeAll(async () => {
    server = await ownServer(postgresBin ?? '');
  });
  afterAll(() => removeServer(server));
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'upi-crash-long-'));
    database = await makeDatabaseOn(server);
  });
  afterEach(async () => {
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('200 kills of the bank and 20 of its server under load: nothing acknowledged is lost, doubled or unverifiable', async () => {
    const crashes = Array.from({ length: 20 }, (_, index) =>
      index % 2 === 0 ? () => killWriter(database) : () => crashServer(server),
    );
    const report = await crashRounds({
      folder,
      storeUrl: database.url,
      serverCrashes: crashes,
      seed: runSeed('crash'),
      kills: 200,
      phoneCount: 48,
      loadMs: { from: 20, to: 1_500 },
      startKillEvery: 8,
    });
    console.log(`crash on PostgreSQL: ${JSON.stringify(report)}`);
    expect(report.kills).toBe(200);
    expect(report.unanswered.stored).toBeGreaterThan(0);
    expect(report.answeredAfterServerCrash).toBeGreaterThanOrEqual(20 * 48);
  });

  test('a bank killed 40 times while it makes itself starts the next time', async () => {
    const random = seeded(runSeed('first start'));
    for (let round = 0; round < 10; round++) {
      const url = database.urlAs({ schema: `round_${round}` });
      await killFirstStart(join(folder, String(round)), random, 4, url);
    }
  });
});
