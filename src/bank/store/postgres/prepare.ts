import type { Client } from 'pg';
import { StoreFailure } from '../store-failure.ts';
import { assertKnownVersion, migrate, schemaVersion } from './migrate.ts';
import { quoted } from './names.ts';
import { APPLICATION_ROLE, grantRights, mayBecomeApplication } from './roles.ts';
import { MIGRATIONS } from './schema.ts';
import { OLDEST_SERVER } from './session.ts';

/** @throws StoreFailure when this server cannot keep a ledger safe */
async function assertServer(client: Client): Promise<void> {
  const found = await client.query(
    `SELECT current_setting('server_version_num')::int AS version,
            current_setting('server_version') AS name,
            current_setting('fsync') AS fsync,
            current_setting('full_page_writes') AS full_page_writes`,
  );
  const { version, name, fsync, full_page_writes: fullPageWrites } = found.rows[0];
  if (version < OLDEST_SERVER) {
    throw new StoreFailure(
      'unsupported',
      `This is PostgreSQL ${name}; 14 or newer is needed. Update the server.`,
    );
  }
  if (fsync === 'off' || fullPageWrites === 'off') {
    throw new StoreFailure(
      'unsupported',
      'This PostgreSQL server runs with fsync or full_page_writes off: a power cut could take payments that were answered. Switch both on.',
    );
  }
}

async function isOwner(client: Client, schema: string): Promise<boolean> {
  const found = await client.query(
    `SELECT pg_has_role(nspowner, 'USAGE') AS is_owner FROM pg_namespace WHERE nspname = $1`,
    [schema],
  );
  return found.rows[0]?.is_owner === true;
}

async function assertMayCreate(client: Client, schema: string): Promise<void> {
  const found = await client.query(
    `SELECT has_database_privilege(current_database(), 'CREATE') AS may_create,
            current_database() AS database, current_user AS name,
            to_regnamespace($1) IS NOT NULL AS is_there`,
    [quoted(schema)],
  );
  const { may_create: mayCreate, database, name, is_there: isThere } = found.rows[0];
  if (mayCreate || isThere) return;
  throw new StoreFailure(
    'refused',
    `There is no bank in this database yet, and ${name} may not make one. Let its owner say: GRANT CREATE ON DATABASE ${quoted(database)} TO ${quoted(name)}.`,
  );
}

/**
 * Makes or brings up to date the tables, when this login owns them; otherwise they must fit.
 * @returns the role to work as; undefined for the login itself
 * @throws StoreFailure with one plain sentence
 */
export async function prepareDatabase(client: Client, schema: string): Promise<string | undefined> {
  await assertServer(client);
  const version = await schemaVersion(client, schema);
  assertKnownVersion(version);
  if (version < MIGRATIONS.length) {
    if (version === 0) await assertMayCreate(client, schema);
    await migrate(client, schema);
    await grantRights(client, schema);
  } else if (await isOwner(client, schema)) {
    await grantRights(client, schema);
  }
  return (await mayBecomeApplication(client)) ? APPLICATION_ROLE : undefined;
}
