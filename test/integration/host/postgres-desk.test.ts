import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeDatabase, postgresBin, type TestDatabase } from '../../support/postgres/database.ts';
import { openTestHost } from './test-host.ts';

describe.skipIf(!postgresBin)('a desk whose bank is in PostgreSQL', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await makeDatabase();
  });
  afterAll(() => database.drop());

  const bankIn = async (): Promise<string> => {
    const { rows } = await database.query(
      `SELECT convert_from(value, 'UTF8') AS origin FROM upi_sim.meta WHERE key = 'log-origin'`,
    );
    return rows[0]?.origin;
  };
  const customersIn = async (): Promise<number> =>
    (await database.query("SELECT FROM upi_sim.account WHERE kind <> 'system'")).rowCount ?? 0;

  test('works as any other, and a reset empties the database too', async () => {
    const desk = await openTestHost({ storeUrl: database.url });
    try {
      const room = await desk.controlRoom();
      await room.call('devices.setUpDemo', {});
      expect(await customersIn()).toBeGreaterThan(0);
      expect(existsSync(join(desk.dataFolder, 'bank.sqlite'))).toBe(false);
      const before = await bankIn();
      const { confirmation } = await room.call('system.reset', {});
      await room.call('system.reset', { confirmation: confirmation ?? '' });
      expect(await bankIn()).not.toBe(before);
      expect(await customersIn()).toBe(0);
      expect(desk.unexpected).toEqual([]);
    } finally {
      await desk.close();
    }
  });
});
