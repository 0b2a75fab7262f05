import type { Client } from 'pg';
import { StoreFailure } from '../store-failure.ts';
import { isAnswer } from './failure.ts';
import { inSchema, quoted } from './names.ts';
import { LEDGER_TABLES, OTHER_TABLES } from './tables.ts';

/**
 * The role that the bank works as: it may add rows everywhere and change rows outside the ledger,
 * and owns nothing.
 */
export const APPLICATION_ROLE = 'upi_sim_app';

async function isRole(client: Client): Promise<boolean> {
  const found = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [APPLICATION_ROLE]);
  return found.rowCount === 1;
}

/** Whether the role is there afterwards: only some logins may make one. */
async function makeRole(client: Client): Promise<boolean> {
  if (await isRole(client)) return true;
  try {
    await client.query(`CREATE ROLE ${APPLICATION_ROLE} NOLOGIN`);
    return true;
  } catch (error) {
    if (!isAnswer(error)) throw error;
    return isRole(client);
  }
}

/** Whether this login may work as the application role. */
export async function mayBecomeApplication(client: Client): Promise<boolean> {
  const found = await client.query(
    "SELECT pg_has_role(oid, 'MEMBER') AS is_member FROM pg_roles WHERE rolname = $1",
    [APPLICATION_ROLE],
  );
  return found.rows[0]?.is_member === true;
}

async function joinRole(client: Client): Promise<boolean> {
  if (!(await makeRole(client))) return false;
  if (await mayBecomeApplication(client)) return true;
  try {
    await client.query(`GRANT ${APPLICATION_ROLE} TO CURRENT_USER`);
    return true;
  } catch (error) {
    if (!isAnswer(error)) throw error;
    return false;
  }
}

const listOf = (schema: string, names: readonly string[]): string =>
  names.map((name) => inSchema(schema, name)).join(', ');

/**
 * By the owner, after each migration. Where no application role can be had, the owner takes the
 * dangerous rights from itself: it could give them back, but not by mistake.
 */
export async function grantRights(client: Client, schema: string): Promise<void> {
  const ledger = listOf(
    schema,
    LEDGER_TABLES.map(({ name }) => name),
  );
  const others = listOf(schema, [...OTHER_TABLES.map(({ name }) => name), 'holder']);
  const role = (await joinRole(client)) ? APPLICATION_ROLE : 'CURRENT_USER';
  const versions = inSchema(schema, 'schema_version');
  await client.query(`
    REVOKE ALL ON ALL TABLES IN SCHEMA ${quoted(schema)} FROM PUBLIC;
    REVOKE UPDATE, DELETE, TRUNCATE ON ${ledger} FROM ${role};
    REVOKE DELETE, TRUNCATE ON ${others} FROM ${role};
    GRANT USAGE ON SCHEMA ${quoted(schema)} TO ${role};
    GRANT SELECT, INSERT ON ${ledger} TO ${role};
    GRANT SELECT, INSERT, UPDATE ON ${others} TO ${role};
    GRANT SELECT ON ${versions} TO ${role}`);
}

/** @throws StoreFailure unless the session can add to the ledger and do nothing else to it */
export async function assertRights(client: Client, schema: string): Promise<void> {
  const found = await client.query(
    `SELECT name FROM unnest($1::text[], $2::text[]) AS ledger (name, place)
     WHERE has_table_privilege(place, 'UPDATE') OR has_table_privilege(place, 'DELETE')
        OR has_table_privilege(place, 'TRUNCATE') OR NOT has_table_privilege(place, 'INSERT')`,
    [
      LEDGER_TABLES.map(({ name }) => name),
      LEDGER_TABLES.map(({ name }) => inSchema(schema, name)),
    ],
  );
  if (found.rowCount === 0) return;
  throw new StoreFailure(
    'refused',
    `This login may change or remove ledger rows (${found.rows[0].name}), or may not add any. Start once with the URL of the schema's owner, then with a login that is a member of ${APPLICATION_ROLE}.`,
  );
}
