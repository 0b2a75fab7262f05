import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeDatabaseOn } from '../../support/postgres/database.ts';
import { createServerIn, removeServer } from '../../support/postgres/server.ts';

/** A well-known measure, taken in the same run on the same machine. */
export interface Reference {
  readonly name: string;
  /** Transactions a second of one run. */
  run(): Promise<number>;
  /** A new database on the same server, for the bank's own PostgreSQL store. */
  newStoreUrl(): Promise<string>;
  close(): Promise<void>;
}

const SCALE = 20;
const SECONDS = 6;
const CLIENTS = 16;
const THREADS = 2;

/**
 * pgbench's TPC-B on a server of the bench's own: prepared statements, fsync and synchronous_commit
 * on as installed. @returns undefined when PostgreSQL is not there
 */
export async function openReference(bin: string | undefined): Promise<Reference | undefined> {
  if (bin === undefined || !existsSync(join(bin, 'pgbench'))) return undefined;
  const server = await createServerIn(join(tmpdir(), `upi-pg-${randomUUID()}`), bin);
  const database = await makeDatabaseOn(server);
  const pgbench = (...words: string[]): string => {
    const told = spawnSync(
      join(bin, 'pgbench'),
      ['-h', server.folder, '-p', String(server.port), '-U', server.user, ...words, database.name],
      { encoding: 'utf8', env: { ...process.env, PGPASSWORD: server.password } },
    );
    if (told.status !== 0) throw new Error(`pgbench failed: ${told.stderr}`);
    return told.stdout;
  };
  pgbench('-i', '-q', '-s', String(SCALE));
  return {
    name: `pgbench TPC-B, prepared, -c ${CLIENTS} -j ${THREADS}, scale ${SCALE}, fsync on`,
    async run() {
      const words = ['-M', 'prepared', '-c', CLIENTS, '-j', THREADS, '-T', SECONDS].map(String);
      const found = /tps = ([\d.]+)/.exec(pgbench('-n', ...words));
      if (!found) throw new Error('pgbench told no rate');
      return Number(found[1]);
    },
    newStoreUrl: async () => (await makeDatabaseOn(server)).url,
    close: () => removeServer(server),
  };
}
