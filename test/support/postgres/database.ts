import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { findPostgres } from './programs.ts';
import type { ServerFacts } from './server.ts';
import { sharedServer } from './shared-server.ts';

/** Folder of the server's programs; undefined where there is none: then tests are skipped, as the run has said. */
export const postgresBin = findPostgres();

/** A database of a test file's own. */
export interface TestDatabase {
  readonly server: ServerFacts;
  readonly name: string;
  /** As the owner, with the password in it. */
  readonly url: string;
  /** The same database by another way in or as somebody else. */
  urlAs(changes: {
    readonly user?: string;
    readonly password?: string;
    readonly port?: number;
    readonly schema?: string;
  }): string;
  /** As the owner, who is a superuser. */
  query(text: string, values?: readonly unknown[]): Promise<pg.QueryResult>;
  /** A session of the owner's; the caller ends it. */
  connect(): Promise<pg.Client>;
  /** Tries until the server lets somebody in again. */
  untilUp(): Promise<void>;
  /** Asks until the statement finds a row. */
  until(text: string): Promise<void>;
  drop(): Promise<void>;
}

const UNTIL_MS = 20_000;

const adminOf = ({ port, user, password }: ServerFacts, database: string): pg.ClientConfig => ({
  host: '127.0.0.1',
  port,
  user,
  password,
  database,
});

async function once<T>(config: pg.ClientConfig, work: (client: pg.Client) => Promise<T>) {
  const client = new pg.Client(config);
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** A new database on this server. */
export async function makeDatabaseOn(server: ServerFacts): Promise<TestDatabase> {
  const name = `upi_${randomBytes(6).toString('hex')}`;
  await once(adminOf(server, 'postgres'), (client) => client.query(`CREATE DATABASE ${name}`));
  const urlAs: TestDatabase['urlAs'] = ({
    user = server.user,
    password = server.password,
    port = server.port,
    schema,
  }) =>
    `postgres://${user}:${password}@127.0.0.1:${port}/${name}${schema ? `?schema=${schema}` : ''}`;
  return {
    server,
    name,
    url: urlAs({}),
    urlAs,
    query: (text, values = []) =>
      once(adminOf(server, name), (client) => client.query(text, [...values])),
    async connect() {
      const client = new pg.Client(adminOf(server, name));
      client.on('error', () => undefined);
      await client.connect();
      return client;
    },
    async untilUp() {
      const giveUpMs = performance.now() + UNTIL_MS;
      for (;;) {
        try {
          await once(adminOf(server, name), (client) => client.query('SELECT'));
          return;
        } catch (error) {
          if (performance.now() > giveUpMs) throw error;
        }
      }
    },
    until: (text) =>
      once(adminOf(server, name), async (client) => {
        const giveUpMs = performance.now() + UNTIL_MS;
        while ((await client.query(text)).rowCount === 0) {
          if (performance.now() > giveUpMs) throw new Error(`never came true: ${text}`);
        }
      }),
    async drop() {
      await once(adminOf(server, 'postgres'), (client) =>
        client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
      );
    },
  };
}

/** A new database on the run's server. */
export async function makeDatabase(): Promise<TestDatabase> {
  if (!postgresBin) throw new Error('there is no PostgreSQL here');
  return makeDatabaseOn(await sharedServer(postgresBin));
}
