import { DatabaseSync } from 'node:sqlite';
import type { Client } from 'pg';
import type { StoredValue, Values } from '../codec.ts';
import { prepareSchema } from '../sqlite/schema.ts';
import { failureOfCopy } from './backup.ts';
import { openingFailure } from './failure.ts';
import { takeDatabase } from './holder.ts';
import { createSchema, schemaVersion } from './migrate.ts';
import { inSchema, quoted } from './names.ts';
import { grantRights } from './roles.ts';
import { openSession } from './session.ts';
import { TABLES, type Table } from './tables.ts';
import { type PostgresTarget, postgresTarget } from './target.ts';
import { columnsOf, insertSql } from './writer.ts';

const PIECE = 1_000;

/** Alone on the database, as its owner. */
async function alone<T>(target: PostgresTarget, work: (client: Client) => Promise<T>): Promise<T> {
  let client: Client | undefined;
  try {
    client = await openSession(target, { kind: 'writer' });
    await takeDatabase(client, target);
    return await work(client);
  } catch (error) {
    throw failureOfCopy(error, target.label);
  } finally {
    await client?.end().catch(() => undefined);
  }
}

async function copyTable(file: DatabaseSync, client: Client, schema: string, table: Table) {
  const names = table.columns.map(({ name }) => quoted(name)).join(', ');
  const order = table.key.map(quoted).join(', ');
  const select = file.prepare(`SELECT ${names} FROM ${quoted(table.name)} ORDER BY ${order}`);
  select.setReturnArrays(true);
  const text = insertSql(schema, table);
  let rows: Values[] = [];
  const write = async (): Promise<void> => {
    if (rows.length > 0) await client.query(text, columnsOf(table, rows));
    rows = [];
  };
  for (const row of select.iterate()) {
    rows.push(row as unknown as StoredValue[]);
    if (rows.length === PIECE) await write();
  }
  await write();
}

async function fill(client: Client, target: PostgresTarget, file: DatabaseSync, nowMs: number) {
  const { schema } = target;
  const aside = `${schema}_before_${nowMs}`;
  const isTaken = (await schemaVersion(client, schema)) > 0;
  await client.query('BEGIN; SET LOCAL statement_timeout = 0');
  if (isTaken) await client.query(`ALTER SCHEMA ${quoted(schema)} RENAME TO ${quoted(aside)}`);
  await createSchema(client, schema);
  // The backup brings its own batch number.
  await client.query(`DELETE FROM ${inSchema(schema, 'meta')}`);
  for (const table of Object.values(TABLES)) await copyTable(file, client, schema, table);
  await grantRights(client, schema);
  await client.query('COMMIT');
  return isTaken ? `the schema ${aside}` : undefined;
}

/**
 * One transaction: a crash leaves what was there before.
 * @param path of a copy; its tables are brought up to date
 * @throws StoreFailure
 */
export async function fillFromBackup(
  url: string,
  path: string,
  nowMs: number,
): Promise<string | undefined> {
  const target = postgresTarget(url);
  return alone(target, async (client) => {
    const file = new DatabaseSync(path);
    try {
      prepareSchema(file, false);
      return await fill(client, target, file, nowMs);
    } finally {
      file.close();
    }
  });
}

/** Drops the bank's schema; one that holds something else is refused. @throws StoreFailure */
export async function removeBank(url: string): Promise<void> {
  const target = postgresTarget(url);
  await alone(target, async (client) => {
    if ((await schemaVersion(client, target.schema)) === 0) return;
    await client.query(`DROP SCHEMA ${quoted(target.schema)} CASCADE`);
  });
}

/**
 * A URL for a bank that is thrown away, in a schema of its own. Those that a killed run left
 * behind are removed.
 * @throws StoreFailure
 */
export async function scratchUrl(url: string, name: string): Promise<string> {
  const target = postgresTarget(url);
  let client: Client | undefined;
  try {
    client = await openSession(target, { kind: 'reader' });
    const left = await client.query(
      "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'upi\\_sim\\_scratch\\_%' LIMIT 100",
    );
    for (const { nspname } of left.rows) {
      // One that is in use, or is not ours to drop, stays.
      await removeBank(withSchema(url, nspname)).catch(() => undefined);
    }
    return withSchema(url, `upi_sim_scratch_${name}`);
  } catch (error) {
    throw openingFailure(error, target.label);
  } finally {
    await client?.end().catch(() => undefined);
  }
}

function withSchema(url: string, schema: string): string {
  const changed = new URL(url);
  changed.searchParams.set('schema', schema);
  return changed.href;
}
