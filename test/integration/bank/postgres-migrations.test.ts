import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { migrate, schemaVersion } from '#bank/store/postgres/migrate.ts';
import { openPostgresStore } from '#bank/store/postgres/open-postgres-store.ts';
import { MIGRATIONS } from '#bank/store/postgres/schema.ts';
import { makeDatabase, postgresBin, type TestDatabase } from '../../support/postgres/database.ts';

describe.skipIf(!postgresBin)('versions of the tables', () => {
  let database: TestDatabase;
  let schema: string;
  let serial = 0;
  beforeAll(async () => {
    database = await makeDatabase();
  });
  afterAll(() => database.drop());
  beforeEach(() => {
    schema = `version_${++serial}`;
  });

  async function onDatabase<T>(
    work: (client: Awaited<ReturnType<TestDatabase['connect']>>) => Promise<T>,
  ): Promise<T> {
    const client = await database.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  }
  const versionNow = () => onDatabase((client) => schemaVersion(client, schema)).then(Number);

  test('a database of the first version is brought up to this one, rows and all', async () => {
    await onDatabase((client) => migrate(client, schema, MIGRATIONS.slice(0, 1)));
    await database.query(`INSERT INTO ${schema}.meta VALUES ('kept', 'as it was')`);
    const store = await openPostgresStore(database.urlAs({ schema }));
    const { meta } = await store.load();
    expect(Buffer.from(meta.get('kept') ?? []).toString()).toBe('as it was');
    await store.close();
    expect(await versionNow()).toBe(MIGRATIONS.length);
  });

  test('a step that fails leaves the database as the steps before it made it', async () => {
    const failing = [...MIGRATIONS, 'CREATE TABLE %S.half (id text); SELECT 1 / 0;'];
    await expect(onDatabase((client) => migrate(client, schema, failing))).rejects.toMatchObject({
      code: '22012',
    });
    expect(await versionNow()).toBe(MIGRATIONS.length);
    const half = await database.query('SELECT WHERE to_regclass($1) IS NOT NULL', [
      `${schema}.half`,
    ]);
    expect(half.rowCount).toBe(0);
  });

  test('of two banks that start on an empty database at once, one has it', async () => {
    const url = database.urlAs({ schema });
    const [first, second] = await Promise.allSettled([
      openPostgresStore(url, { lockWaitMs: 300 }),
      openPostgresStore(url, { lockWaitMs: 300 }),
    ]);
    const opened = [first, second].filter(({ status }) => status === 'fulfilled');
    expect(opened).toHaveLength(1);
    const refused = [first, second].find(({ status }) => status === 'rejected');
    expect(refused).toMatchObject({ reason: { kind: 'busy' } });
    for (const store of opened) {
      if (store.status === 'fulfilled') await store.value.close();
    }
    expect(await versionNow()).toBe(MIGRATIONS.length);
  });
});
