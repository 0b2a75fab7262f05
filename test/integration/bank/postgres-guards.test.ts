import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPostgresStore } from '#bank/store/postgres/open-postgres-store.ts';
import { TABLES, type Table } from '#bank/store/postgres/tables.ts';
import { StoreFailure } from '#bank/store/store-failure.ts';
import { makeDatabase, postgresBin, type TestDatabase } from '../../support/postgres/database.ts';
import { canMount, mountSmallDisk, skipLoudly } from '../../support/trust/small-disk.ts';
import { createHistory } from './store-contract.ts';

const LEDGER = ['leaf', 'node', 'block', 'record'] as const;
const name = (): string => `bank_${randomBytes(5).toString('hex')}`;

describe.skipIf(!postgresBin)('what the PostgreSQL store guards', () => {
  let database: TestDatabase;
  let schema: string;
  let url: string;
  beforeAll(async () => {
    database = await makeDatabase();
    schema = name();
    url = database.urlAs({ schema });
    const store = await openPostgresStore(url);
    const history = createHistory();
    for (const count of [600, 5]) await store.commit(history.next(count));
    await store.close();
  });
  afterAll(() => database.drop());

  const asApplication = async (text: string): Promise<unknown> => {
    const client = await database.connect();
    try {
      await client.query('SET ROLE upi_sim_app');
      return await client.query(text);
    } finally {
      await client.end();
    }
  };
  const refusal = (work: Promise<unknown>): Promise<StoreFailure> =>
    work.then(
      () => {
        throw new Error('it was not refused');
      },
      (error: StoreFailure) => error,
    );
  const login = async (rights = ''): Promise<string> => {
    const user = name();
    await database.query(`CREATE ROLE ${user} LOGIN PASSWORD 'secret-of-${user}' ${rights}`);
    return user;
  };
  const urlOf = (user: string, to = schema): string =>
    database.urlAs({ user, password: `secret-of-${user}`, schema: to });

  test('its columns are those that the codec writes', async () => {
    for (const table of Object.values<Table>(TABLES)) {
      const { rows } = await database.query(
        `SELECT column_name AS name, data_type AS type FROM information_schema.columns
         WHERE table_schema = $1 AND table_name = $2 ORDER BY ordinal_position`,
        [schema, table.name],
      );
      expect(rows, table.name).toEqual(table.columns);
    }
  });

  describe.each(LEDGER)('%s', (table) => {
    const changes = {
      UPDATE: () => `UPDATE ${schema}.${table} SET ${TABLES[table].key[0]} = 0`,
      DELETE: () => `DELETE FROM ${schema}.${table}`,
      TRUNCATE: () => `TRUNCATE ${schema}.${table}`,
    };
    test.each(Object.entries(changes))(
      '%s is stopped by privilege and by trigger',
      async (_what, text) => {
        await expect(asApplication(text())).rejects.toMatchObject({ code: '42501' });
        await expect(database.query(text())).rejects.toMatchObject({ code: '23000' });
      },
    );
  });

  test.each([
    ['leaf', "INSERT INTO %.leaf VALUES (7000, 'x')"],
    [
      'block',
      'INSERT INTO %.block SELECT height + 2, time_ms, hash, previous_hash, root_before, first_entry, entry_count, leaf, first_record FROM %.block ORDER BY height DESC LIMIT 1',
    ],
    [
      'record',
      "INSERT INTO %.record SELECT sequence + 2, 'other', type, status, code, rrn, payer_id, payee_id, payee_vpa, amount_paise, reference, note, related_txn_id, time_ms, digest, balance_paise, server_signature, entry, leaf, block, payer_previous, payee_previous FROM %.record ORDER BY sequence DESC LIMIT 1",
    ],
    ['batch', "UPDATE %.meta SET value = '9' WHERE key = 'batch'"],
  ])('a gap in %s is refused by the database itself', async (_what, text) => {
    await expect(asApplication(text.replaceAll('%', schema))).rejects.toMatchObject({
      code: '23000',
      message: expect.stringContaining('out of turn'),
    });
  });

  test('nothing else can be removed either, and no table made or changed', async () => {
    for (const text of [
      `DELETE FROM ${schema}.account`,
      `DROP TABLE ${schema}.leaf`,
      `ALTER TABLE ${schema}.leaf DISABLE TRIGGER ALL`,
      `CREATE TABLE ${schema}.more (id text)`,
      `DROP TRIGGER leaf_no_change ON ${schema}.leaf`,
    ]) {
      await expect(asApplication(text), text).rejects.toMatchObject({ code: '42501' });
    }
  });

  test('a login that is a member of the application role runs the bank and owns nothing', async () => {
    const user = await login();
    expect(await refusal(openPostgresStore(urlOf(user)))).toMatchObject({ kind: 'refused' });
    await database.query(`GRANT upi_sim_app TO ${user}`);
    const store = await openPostgresStore(urlOf(user));
    expect((await store.load()).head.recordCount).toBe(605);
    await store.close();
    const none = await refusal(openPostgresStore(urlOf(user, name())));
    expect(none).toMatchObject({ kind: 'refused' });
    expect(none.message).toContain('GRANT CREATE ON DATABASE');
  });

  test('a login that may do more to the ledger than add is refused', async () => {
    const user = await login();
    const own = name();
    const store = await openPostgresStore(database.urlAs({ schema: own }));
    await store.close();
    await database.query(
      `GRANT upi_sim_app TO ${user}; GRANT UPDATE ON ${own}.leaf TO upi_sim_app`,
    );
    const refused = await refusal(openPostgresStore(urlOf(user, own)));
    expect(refused).toMatchObject({ kind: 'refused' });
    expect(refused.message).toContain('may change or remove ledger rows (leaf)');
  });

  test('an owner who cannot have the role takes the dangerous rights from itself', async () => {
    const user = await login();
    await database.query(`GRANT CREATE ON DATABASE ${database.name} TO ${user}`);
    const own = name();
    const store = await openPostgresStore(urlOf(user, own));
    await store.commit(createHistory().next(3));
    await store.close();
    await expect(
      database.query(`SET ROLE ${user}; DELETE FROM ${own}.record`),
    ).rejects.toMatchObject({
      code: '42501',
    });
  });

  test('tables of another program and of a newer version are refused and left alone', async () => {
    const other = name();
    await database.query(`CREATE SCHEMA ${other}; CREATE TABLE ${other}.orders (id text)`);
    expect(await refusal(openPostgresStore(database.urlAs({ schema: other })))).toMatchObject({
      kind: 'foreign',
    });
    const newer = name();
    await (await openPostgresStore(database.urlAs({ schema: newer }))).close();
    await database.query(`INSERT INTO ${newer}.schema_version (version) VALUES (99)`);
    const refused = await refusal(openPostgresStore(database.urlAs({ schema: newer })));
    expect(refused).toMatchObject({ kind: 'newer-version' });
    expect(refused.message).toContain('version 99');
  });

  test.runIf(canMount)(
    'a full disk of the server is said so, and nothing of the batch is there',
    async () => {
      const disk = mountSmallDisk('40m');
      const place = name();
      const history = createHistory();
      let store: Awaited<ReturnType<typeof openPostgresStore>> | undefined;
      try {
        disk.shareWith('postgres');
        await database.query(`CREATE TABLESPACE ${place} LOCATION '${disk.folder}'`);
        await database.query(
          `ALTER ROLE owner IN DATABASE ${database.name} SET default_tablespace = ${place}`,
        );
        store = await openPostgresStore(database.urlAs({ schema: place }));
        await store.commit(history.next(2));
        disk.fill();
        const batch = history.next(3_000);
        expect(await refusal(store.commit(batch))).toMatchObject({
          kind: 'disk-full',
          isOutcomeUnknown: false,
          message: "The database server's disk is full.",
        });
        expect(await store.lastBatch()).toBe(1);
        disk.free();
        await store.commit(batch);
        expect((await store.load()).head.recordCount).toBe(3_002);
      } finally {
        await store?.close();
        await database.query(
          `ALTER ROLE owner IN DATABASE ${database.name} RESET default_tablespace`,
        );
        await database.query(`DROP SCHEMA IF EXISTS ${place} CASCADE`);
        await database.query(`DROP TABLESPACE IF EXISTS ${place}`);
        disk.remove();
      }
    },
  );
  if (!canMount) skipLoudly('PostgreSQL on a full disk');

  describe('the password is in no message', () => {
    const SECRET = 'hunter2-hunter2';
    const bad: [string, () => string][] = [
      ['a wrong password', () => database.urlAs({ password: SECRET, schema })],
      ['a server that is not there', () => database.urlAs({ password: SECRET, port: 1, schema })],
      ['a URL that cannot be read', () => `postgres://me:${SECRET}@[::bad/x`],
      ['another scheme', () => `mysql://me:${SECRET}@host/x`],
      ['an unknown option', () => `postgres://me:${SECRET}@host/x?sslmod=require`],
      ['an impossible schema', () => `postgres://me:${SECRET}@host/x?schema=A%22B`],
      [
        'a certificate that is not there',
        () => `postgres://me:${SECRET}@127.0.0.1:1/x?sslrootcert=/none`,
      ],
    ];
    test.each(bad)('%s', async (_what, badUrl) => {
      const refused = await refusal(openPostgresStore(badUrl()));
      expect(refused).toBeInstanceOf(StoreFailure);
      expect(refused.kind).toMatch(/^(refused|lost)$/);
      expect(inspect(refused, { depth: 20, showHidden: true })).not.toContain(SECRET);
      expect(JSON.stringify(refused)).not.toContain(SECRET);
    });
  });

  test('a commit that waits too long for somebody else ends in time, with nothing done', async () => {
    const own = name();
    const history = createHistory();
    const store = await openPostgresStore(database.urlAs({ schema: own }), { lockWaitMs: 100 });
    await store.commit(history.next(2));
    const blocker = await database.connect();
    await blocker.query(`BEGIN; SELECT FROM ${own}.account FOR UPDATE`);
    const batch = history.next(2);
    expect(await refusal(store.commit(batch))).toMatchObject({
      kind: 'busy',
      isOutcomeUnknown: false,
    });
    await blocker.query('COMMIT');
    await blocker.end();
    await store.commit(batch);
    expect(await store.lastBatch()).toBe(2);
    await store.close();
  });

  test('a bank whose database was taken over or put back stops for good', async () => {
    const own = name();
    const history = createHistory();
    const store = await openPostgresStore(database.urlAs({ schema: own }));
    await store.commit(history.next(2));
    await database.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1 AND datname = current_database()',
      ['upi-simulator writer'],
    );
    const other = await openPostgresStore(database.urlAs({ schema: own }));
    await other.commit(history.next(2));
    await other.close();
    const refused = await refusal(store.lastBatch());
    expect(refused).toMatchObject({ kind: 'damaged' });
    expect(refused.message).toContain('Restart the bank');
    await expect(store.commit(history.next(2))).rejects.toMatchObject({ kind: 'damaged' });
    await store.close();
  });
});
