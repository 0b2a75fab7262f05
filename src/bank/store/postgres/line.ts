import type { Client, QueryConfig, QueryResult } from 'pg';
import { StoreFailure } from '../store-failure.ts';
import { isAnswer } from './failure.ts';
import { takeDatabase, writeHolder } from './holder.ts';
import { inSchema, quoted } from './names.ts';
import { prepareDatabase } from './prepare.ts';
import { assertRights } from './roles.ts';
import { openSession } from './session.ts';
import type { PostgresTarget } from './target.ts';

/**
 * The bank's one writing session. It holds the database's lock for as long as it lives; after a
 * lost connection the next call opens another one, which waits until the server has ended the lost
 * one: only then is the outcome of its last commit settled.
 */
export interface WriterLine {
  /** An open session. @throws StoreFailure or what `pg` throws */
  session(): Promise<Client>;
  query(query: QueryConfig): Promise<QueryResult>;
  /** The role found at the start, for other sessions. */
  readonly role: string | undefined;
  /** The session is of no use any more. */
  drop(): void;
  close(): Promise<void>;
}

/** Which process on the server served a session. */
interface Backend {
  readonly pid: number;
  readonly startedAt: string;
}

const thisBackend = async (client: Client): Promise<Backend> => {
  const found = await client.query(
    'SELECT pid, backend_start::text AS started_at FROM pg_stat_activity WHERE pid = pg_backend_pid()',
  );
  const { pid, started_at: startedAt } = found.rows[0];
  return { pid, startedAt };
};

/** A connection may be lost at one end only: the server's may still hold the lock. */
const endBackend = (client: Client, { pid, startedAt }: Backend) =>
  client.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE pid = $1 AND backend_start = $2::timestamptz`,
    [pid, startedAt],
  );

export interface LineOptions {
  readonly target: PostgresTarget;
  readonly lockWaitMs?: number | undefined;
  /** Refuses to go on when the database is not as this bank left it. */
  readonly check: (lastBatch: number) => void;
}

export async function readLastBatch(client: Client, schema: string): Promise<number> {
  const found = await client.query(
    `SELECT convert_from(value, 'UTF8')::bigint AS number FROM ${inSchema(schema, 'meta')}
     WHERE key = 'batch'`,
  );
  return found.rows[0]?.number ?? 0;
}

/** A running bank's callers are not told which machine has its database now. */
const takenOver = (error: unknown): unknown =>
  error instanceof StoreFailure && error.kind === 'busy'
    ? new StoreFailure('busy', 'Another bank has taken the database over.', {
        cause: error,
        detail: error.message,
      })
    : error;

export async function openWriterLine(options: LineOptions): Promise<WriterLine> {
  const { target, check, lockWaitMs } = options;
  const { schema } = target;
  let client: Client | undefined;
  let backend: Backend | undefined;
  let opening: Promise<Client> | undefined;
  let role: string | undefined;
  let isPrepared = false;
  let isClosed = false;

  async function take(next: Client): Promise<void> {
    if (backend) await endBackend(next, backend);
    backend = undefined;
    await takeDatabase(next, target, lockWaitMs);
    if (!isPrepared) role = await prepareDatabase(next, schema);
    const own = await thisBackend(next);
    if (role !== undefined) await next.query(`SET ROLE ${quoted(role)}`);
    await assertRights(next, schema);
    check(await readLastBatch(next, schema));
    await writeHolder(next, schema);
    backend = own;
    isPrepared = true;
  }

  async function open(): Promise<Client> {
    const next = await openSession(target, { kind: 'writer', isPipelined: true, lockWaitMs });
    try {
      await take(next);
    } catch (error) {
      await next.end().catch(() => undefined);
      throw isPrepared ? takenOver(error) : error;
    }
    const forget = (): void => {
      if (client === next) client = undefined;
    };
    next.on('end', forget);
    next.on('error', forget);
    client = next;
    return next;
  }

  async function session(): Promise<Client> {
    if (isClosed) throw new StoreFailure('closed', 'The database is closed.');
    if (client) return client;
    opening ??= open().finally(() => {
      opening = undefined;
    });
    return opening;
  }
  function drop(): void {
    client?.connection.stream.destroy();
    client = undefined;
  }
  await session();

  return {
    session,
    async query(query) {
      try {
        return await (await session()).query(query);
      } catch (error) {
        // The session was lost unnoticed: a read may simply be asked again.
        if (isAnswer(error) || error instanceof StoreFailure) throw error;
        drop();
        return (await session()).query(query);
      }
    },
    get role() {
      return role;
    },
    drop,
    async close() {
      isClosed = true;
      await opening?.catch(() => undefined);
      await client?.end().catch(() => undefined);
      client = undefined;
    },
  };
}
