import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openPostgresStore } from '#bank/store/postgres/open-postgres-store.ts';
import { makeDatabaseOn, postgresBin, type TestDatabase } from '../../support/postgres/database.ts';
import { killWriter } from '../../support/postgres/kill-writer.ts';
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

  test('kills of the bank, of its server process and of the whole server under load: nothing acknowledged is lost, doubled or unverifiable', async () => {
    const report = await crashRounds({
      folder,
      storeUrl: database.url,
      serverCrashes: [() => killWriter(database), () => crashServer(server)],
      seed: runSeed('crash'),
      kills: 6,
      phoneCount: 16,
      loadMs: { from: 100, to: 600 },
      startKillEvery: 4,
    });
    console.log(`crash on PostgreSQL: ${JSON.stringify(report)}`);
    expect(report.kills).toBe(6);
    expect(report.answered).toBeGreaterThan(6 * 16);
    expect(report.answeredAfterServerCrash).toBeGreaterThanOrEqual(2 * 16);
  }, 180_000);

  test('a server that may lose what it acknowledged is refused', async () => {
    const set = (value: string) =>
      database
        .query(`ALTER SYSTEM SET fsync = ${value}`)
        .then(() => database.query('SELECT pg_reload_conf()'));
    await set('off');
    await database.until("SELECT WHERE current_setting('fsync') = 'off'");
    await expect(openPostgresStore(database.url)).rejects.toMatchObject({ kind: 'unsupported' });
    await set('on');
    await database.until("SELECT WHERE current_setting('fsync') = 'on'");
    await (await openPostgresStore(database.url)).close();
  });

  test('a bank killed while it makes itself starts the next time', async () => {
    await killFirstStart(folder, seeded(runSeed('first start')), 3, database.url);
  });
});
