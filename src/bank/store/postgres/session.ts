import pg from 'pg';
import type { PostgresTarget } from './target.ts';

const CONNECT_WITHIN_MS = 10_000;
/** For the server to answer one statement; the client waits a little longer than the server. */
const STATEMENT_MS = 30_000;
const AUDIT_STATEMENT_MS = 300_000;
const CLIENT_GRACE_MS = 5_000;
const LOCK_WAIT_MS = 10_000;
const IDLE_IN_TRANSACTION_MS = 60_000;
export const OLDEST_SERVER = 140_000;

const OID = { bool: 16, bytea: 17, int8: 20, int4: 23 } as const;

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is above 2^53`);
  return value;
}

const PARSERS: Readonly<Record<number, (text: string) => unknown>> = {
  [OID.bool]: (text) => text === 't',
  [OID.bytea]: (text) => new Uint8Array(Buffer.from(text.slice(2), 'hex')),
  [OID.int8]: wholeNumber,
  [OID.int4]: wholeNumber,
};
const asText = (text: string): unknown => text;

export type SessionKind = 'writer' | 'reader' | 'audit';

/** Settings that a session begins with, whatever the server's own are. */
function settingsOf({
  kind,
  lockWaitMs = LOCK_WAIT_MS,
}: SessionOptions): Readonly<Record<string, string | number>> {
  return {
    search_path: 'pg_catalog',
    statement_timeout: kind === 'audit' ? AUDIT_STATEMENT_MS : STATEMENT_MS,
    lock_timeout: lockWaitMs,
    // An audit may rest between two pieces for as long as its caller likes.
    idle_in_transaction_session_timeout: kind === 'audit' ? 0 : IDLE_IN_TRANSACTION_MS,
    // An answer is given only when it is on the disk.
    synchronous_commit: 'on',
    default_transaction_isolation: 'read\\ committed',
    default_transaction_read_only: kind === 'writer' ? 'off' : 'on',
    bytea_output: 'hex',
    jit: 'off',
    // A commit looks up the rows that it was given; a plan made for other numbers must not scan.
    ...(kind === 'writer' ? { enable_hashjoin: 'off', enable_mergejoin: 'off' } : {}),
    // A client that is gone without a word must not hold its lock for hours.
    tcp_keepalives_idle: 30,
    tcp_keepalives_interval: 10,
    tcp_keepalives_count: 3,
  };
}

export interface SessionOptions {
  readonly kind: SessionKind;
  /** Statements are sent without waiting for the answers of those before. */
  readonly isPipelined?: boolean;
  /** How long a statement waits for somebody else's lock. */
  readonly lockWaitMs?: number | undefined;
  /** The application role to work as from the beginning. */
  readonly role?: string | undefined;
}

/** What `pg` needs to open a session. The password is a function, so that nothing can print it. */
export function sessionConfig(target: PostgresTarget, options: SessionOptions): pg.ClientConfig {
  const { host, port, user, database, password, ssl } = new pg.Client(target.url);
  const { kind, isPipelined = false, role } = options;
  const settings = { ...settingsOf(options), ...(role === undefined ? {} : { role }) };
  const words = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
  return {
    host,
    port,
    user,
    database,
    ...(typeof password === 'string' && password !== '' ? { password: () => password } : {}),
    ssl,
    options: words.join(' '),
    application_name: `upi-simulator ${kind}`,
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    query_timeout: (kind === 'audit' ? AUDIT_STATEMENT_MS : STATEMENT_MS) + CLIENT_GRACE_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    pipeline: isPipelined,
    types: {
      getTypeParser: (oid: number) => PARSERS[oid] ?? asText,
    },
  } as pg.ClientConfig;
}

/** A session whose loss is noticed by whoever asks it next, not by a crash. */
export async function openSession(
  target: PostgresTarget,
  options: SessionOptions,
): Promise<pg.Client> {
  const client = new pg.Client(sessionConfig(target, options));
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
}
