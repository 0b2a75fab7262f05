import { DatabaseSync } from 'node:sqlite';
import type { Client } from 'pg';
import type { StoredValue } from '../codec.ts';
import { sqliteFailure } from '../sqlite/failure.ts';
import { prepareSchema } from '../sqlite/schema.ts';
import { openingFailure } from './failure.ts';
import { inSchema, quoted } from './names.ts';
import { openSession } from './session.ts';
import { TABLES, type Table } from './tables.ts';
import type { PostgresTarget } from './target.ts';

/** Rows held at once, and written before the bank does something else. */
const PIECE = 1_000;

/** In the order in which rows need others. */
const ORDER: readonly Table[] = Object.values(TABLES);

const namesOf = (table: Table): string => table.columns.map(({ name }) => quoted(name)).join(', ');

async function copyTable(
  client: Client,
  schema: string,
  file: DatabaseSync,
  table: Table,
): Promise<void> {
  const names = namesOf(table);
  const marks = table.columns.map(() => '?').join(', ');
  const insert = file.prepare(`INSERT INTO ${quoted(table.name)} (${names}) VALUES (${marks})`);
  await client.query(
    `DECLARE piece NO SCROLL CURSOR FOR SELECT ${names} FROM ${inSchema(schema, table.name)}
     ORDER BY ${table.key.map(quoted).join(', ')}`,
  );
  for (;;) {
    const { rows } = await client.query({ text: `FETCH ${PIECE} FROM piece`, rowMode: 'array' });
    if (rows.length === 0) break;
    for (const row of rows as StoredValue[][]) insert.run(...row);
  }
  await client.query('CLOSE piece');
}

async function copyAll(client: Client, schema: string, file: DatabaseSync): Promise<void> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  for (const table of ORDER) await copyTable(client, schema, file, table);
}

function openFile(path: string): DatabaseSync {
  try {
    const file = new DatabaseSync(path);
    file.exec('PRAGMA synchronous = FULL');
    prepareSchema(file, false);
    file.exec('BEGIN IMMEDIATE');
    return file;
  } catch (error) {
    throw sqliteFailure(error);
  }
}

/** node:sqlite's errors carry a number, PostgreSQL's do not. */
export const failureOfCopy = (error: unknown, label: string) =>
  typeof (error as { errcode?: unknown }).errcode === 'number'
    ? sqliteFailure(error)
    : openingFailure(error, label);

/**
 * Everything as of one moment, as one SQLite file: the same kind of backup as the default store
 * makes, that either store can be restored from.
 * @throws StoreFailure; what was written so far is the caller's to remove
 */
export async function writeBackup(target: PostgresTarget, path: string): Promise<void> {
  let client: Client | undefined;
  let file: DatabaseSync | undefined;
  try {
    client = await openSession(target, { kind: 'audit' });
    file = openFile(path);
    await copyAll(client, target.schema, file);
    file.exec('COMMIT');
  } catch (error) {
    throw failureOfCopy(error, target.label);
  } finally {
    file?.close();
    await client?.end().catch(() => undefined);
  }
}
