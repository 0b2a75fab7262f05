import type { Client } from 'pg';
import { StoreFailure } from '../store-failure.ts';
import { inSchema, quoted } from './names.ts';
import { MIGRATIONS } from './schema.ts';

/** Version of the tables in this schema: 0 when there are none. @throws StoreFailure `foreign` */
export async function schemaVersion(client: Client, schema: string): Promise<number> {
  const facts = await client.query(
    `SELECT to_regnamespace($1) IS NOT NULL AS is_there,
            to_regclass($2) IS NOT NULL AS is_ours,
            EXISTS (SELECT FROM pg_class WHERE relnamespace = to_regnamespace($1)) AS is_used`,
    [quoted(schema), inSchema(schema, 'schema_version')],
  );
  const { is_ours: isOurs, is_used: isUsed } = facts.rows[0];
  if (!isOurs && isUsed) {
    throw new StoreFailure(
      'foreign',
      `The schema ${schema} holds tables of another program. Nothing was changed. Choose another database, or another schema with ?schema=NAME.`,
    );
  }
  if (!isOurs) return 0;
  const found = await client.query(
    `SELECT max(version) AS version FROM ${inSchema(schema, 'schema_version')}`,
  );
  return found.rows[0]?.version ?? 0;
}

/** @throws StoreFailure when the tables are newer than this program */
export function assertKnownVersion(version: number, known = MIGRATIONS.length): void {
  if (version <= known) return;
  throw new StoreFailure(
    'newer-version',
    `This database has version ${version}, this program knows up to ${known}. Nothing was changed. Start the newer UPI Simulator that wrote it, or choose another database.`,
  );
}

/** Within a transaction: the tables as the next version has them. */
async function applyMigration(client: Client, schema: string, sql: string, version: number) {
  if (version === 1) {
    await client.query(`CREATE SCHEMA IF NOT EXISTS ${quoted(schema)};
      CREATE TABLE ${inSchema(schema, 'schema_version')} (
        version bigint PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now());`);
  }
  await client.query(sql.replaceAll('%S', quoted(schema)));
  await client.query(`INSERT INTO ${inSchema(schema, 'schema_version')} (version) VALUES ($1)`, [
    version,
  ]);
}

/** All tables in a schema that is not there yet, within the caller's transaction. */
export async function createSchema(client: Client, schema: string): Promise<void> {
  for (const [index, sql] of MIGRATIONS.entries()) {
    await applyMigration(client, schema, sql, index + 1);
  }
}

/**
 * Brings the tables to the newest version, each step whole or not at all.
 * @returns the version found
 */
export async function migrate(
  client: Client,
  schema: string,
  migrations: readonly string[] = MIGRATIONS,
): Promise<number> {
  const found = await schemaVersion(client, schema);
  assertKnownVersion(found, migrations.length);
  for (const [index, sql] of migrations.entries()) {
    if (index < found) continue;
    await client.query('BEGIN; SET LOCAL statement_timeout = 0');
    try {
      await applyMigration(client, schema, sql, index + 1);
      await client.query('COMMIT');
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined);
      throw error;
    }
  }
  return found;
}
