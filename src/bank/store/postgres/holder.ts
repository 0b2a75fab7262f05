import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import { StoreFailure } from '../store-failure.ts';
import { isAnswer } from './failure.ts';
import { inSchema } from './names.ts';
import type { PostgresTarget } from './target.ts';

/** "UPIB": the class of this program's advisory locks; the schema's hash is the second number. */
const LOCK_CLASS = 0x55504942;
const LET_GO_WITHIN_MS = 5_000;
const PAUSE_MS = 50;

interface Holder {
  readonly host: string;
  readonly pid: number;
  readonly since_ms: number;
}

const tryLock = async (client: Client, schema: string): Promise<boolean> => {
  const found = await client.query('SELECT pg_try_advisory_lock($1, hashtext($2)) AS is_held', [
    LOCK_CLASS,
    schema,
  ]);
  return found.rows[0].is_held;
};

/** What the lock's holder wrote of itself; undefined before it has, or when it is another one. */
async function readHolder(client: Client, schema: string): Promise<Holder | undefined> {
  const found = await selectHolder(client, schema).catch((error: unknown) => {
    // No such table yet, or not for this login.
    if (isAnswer(error)) return undefined;
    throw error;
  });
  return found?.rows[0];
}

const selectHolder = (client: Client, schema: string) =>
  client.query(
    `SELECT host, holder.pid, since_ms FROM ${inSchema(schema, 'holder')} AS holder
     JOIN pg_locks ON pg_locks.pid = backend_pid
     WHERE locktype = 'advisory' AND granted AND objsubid = 2
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
       AND classid = $1 AND objid::bigint = hashtext($2)::bigint & 4294967295`,
    [LOCK_CLASS, schema],
  );

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function inUse(holder: Holder | undefined, label: string): StoreFailure {
  const since = holder && new Date(holder.since_ms).toISOString().replace(/\.\d+Z$/, 'Z');
  const who = holder
    ? `the bank of process ${holder.pid} on ${holder.host}, since ${since}`
    : 'another bank that is just starting';
  return new StoreFailure(
    'busy',
    `The database ${label} is in use by ${who}. Stop that bank first, or choose another database.`,
  );
}

/**
 * Takes the database for this session alone. A bank that has just ended, however it ended, is given
 * a few seconds to let go.
 * @throws StoreFailure `busy` that says who holds it
 */
export async function takeDatabase(
  client: Client,
  { schema, label }: PostgresTarget,
  waitMs = LET_GO_WITHIN_MS,
): Promise<void> {
  const giveUpMs = performance.now() + waitMs;
  while (!(await tryLock(client, schema))) {
    const holder = await readHolder(client, schema);
    const isOther =
      holder?.host === hostname() && holder.pid !== process.pid && isAlive(holder.pid);
    if (isOther || performance.now() > giveUpMs) throw inUse(holder, label);
    await sleep(PAUSE_MS);
  }
}

/** Tells those who come later. */
export async function writeHolder(client: Client, schema: string): Promise<void> {
  await client.query(
    `INSERT INTO ${inSchema(schema, 'holder')} (host, pid, backend_pid, since_ms)
     VALUES ($1, $2, pg_backend_pid(), $3)
     ON CONFLICT (one) DO UPDATE SET host = excluded.host, pid = excluded.pid,
       backend_pid = excluded.backend_pid, since_ms = excluded.since_ms`,
    [hostname(), process.pid, Date.now()],
  );
}
