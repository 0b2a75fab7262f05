import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { openPostgresStore } from '#bank/store/postgres/open-postgres-store.ts';
import { openSqliteStore } from '#bank/store/sqlite/open-sqlite-store.ts';
import { makeDatabase, postgresBin, type TestDatabase } from '../../support/postgres/database.ts';
import { describeStore } from './store-contract.ts';

describe.skipIf(!postgresBin)('on a real server', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await makeDatabase();
  });
  afterAll(() => database.drop());

  describeStore('PostgreSQL', async () => {
    const schema = `bank_${randomBytes(6).toString('hex')}`;
    const folder = mkdtempSync(join(tmpdir(), 'bank-postgres-'));
    const url = database.urlAs({ schema });
    return {
      open: () => openPostgresStore(url),
      async openBackup(store) {
        const copy = join(folder, 'copy.sqlite');
        await store.backup(copy);
        return openSqliteStore(copy);
      },
      async remove() {
        rmSync(folder, { recursive: true, force: true });
      },
    };
  });
});
