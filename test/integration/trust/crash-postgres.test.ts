import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeDatabaseOn, postgresBin, type TestDatabase } from '../../support/postgres/database.ts';
import { crashServer, removeServer, type ServerFacts } from '../../support/postgres/server.ts';
import { ownServer } from '../../support/postgres/shared-server.ts';
import { seeded } from '../../support/seeded.ts';
import { crashRounds } from '../../support/trust/crash-rounds.ts';
import { killFirstStart } from '../../support/trust/first-start.ts';
import { runSeed } from '../../support/trust/run-seed.ts';

/** On a server of its own, since it is killed as well. */
describe.skipIf(!postgresBin)('on PostgreSQL', () => {
  let server: ServerFacts;
  let database: TestDatabase;
  let folder: string;
  beforeAll(async () => {
    server = await ownServer(postgresBin ?? '');
  });
  afterAll(() => removeServer(server));
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'upi-crash-'));
    database = await makeDatabaseOn(server);
  });
  afterEach(async () => {
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('kills of the bank and one of the server under load: nothing acknowledged is lost, doubled or unverifiable', async () => {
    const report = await crashRounds({
      folder,
      storeUrl: database.url,
      crashServer: () => crashServer(server),
      seed: runSeed('crash'),
      kills: 8,
      phoneCount: 16,
      loadMs: { from: 100, to: 600 },
      startKillEvery: 4,
    });
    console.log(`crash on PostgreSQL: ${JSON.stringify(report)}`);
    expect(report.kills).toBe(8);
    expect(report.answered).toBeGreaterThan(8 * 16);
    expect(report.answeredAfterServerCrash).toBeGreaterThan(0);
  }, 180_000);

  test('a bank killed while it makes itself starts the next time', async () => {
    await killFirstStart(folder, seeded(runSeed('first start')), 3, database.url);
  });
});
