import pg from 'pg';
import { type BankStore, LEAVES_MAX } from '../bank-store.ts';
import { blockFrom, chargeFrom } from '../codec.ts';
import { collectFrom } from '../collect-codec.ts';
import { searchRecords } from '../record-search.ts';
import { StoreFailure } from '../store-failure.ts';
import { openAuditSession } from './audit.ts';
import { writeBackup } from './backup.ts';
import { commitAll } from './commit.ts';
import { openingFailure, runningFailure } from './failure.ts';
import { openWriterLine, readLastBatch, type WriterLine } from './line.ts';
import { createRecordRows, findRecords, refundedPaise } from './record-rows.ts';
import { sessionConfig } from './session.ts';
import { createSizeWatch } from './size-watch.ts';
import { type Ask, asRows, from, readNodes, readState } from './state-reader.ts';
import { type PostgresTarget, postgresTarget } from './target.ts';
import { createTurns } from './turns.ts';
import { createWriter } from './writer.ts';

/** Sessions for searches and proofs, beside the writing one. */
const READERS_MAX = 4;
const READER_WAIT_MS = 10_000;
const READER_IDLE_MS = 60_000;

function openReaders(target: PostgresTarget, role: string | undefined): pg.Pool {
  const pool = new pg.Pool({
    ...sessionConfig(target, { kind: 'reader', role }),
    max: READERS_MAX,
    connectionTimeoutMillis: READER_WAIT_MS,
    idleTimeoutMillis: READER_IDLE_MS,
  });
  // A reader lost while it rests is replaced by the next one that is needed.
  pool.on('error', () => undefined);
  return pool;
}

function storeOver(target: PostgresTarget, line: WriterLine, turns: Turns): BankStore {
  const { schema, label } = target;
  const failing = (error: unknown): never => {
    throw runningFailure(error, label);
  };
  const readers = openReaders(target, line.role);
  const statements = createWriter(schema);
  const queryOf = (text: string, values: readonly unknown[], name?: string) => ({
    text,
    values: [...values],
    ...(name === undefined ? {} : { name }),
  });
  /** On the writing session: what the bank needs for its next batch. */
  const askWriter: Ask = (text, values = [], name) =>
    line.query(queryOf(text, values, name)).then(({ rows }) => asRows(rows), failing);
  /** Beside it: what may take its time. */
  const ask: Ask = (text, values = [], name) =>
    readers.query(queryOf(text, values, name)).then(({ rows }) => asRows(rows), failing);
  const rows = createRecordRows(ask, schema);
  const size = createSizeWatch(ask, schema);

  return {
    load: () => readState(askWriter, schema),
    async commit(batch) {
      const client = await line.session().catch(failing);
      turns.begin(batch.number);
      try {
        await commitAll(client, statements(batch), label);
        turns.end(batch.number);
      } catch (error) {
        if (error instanceof StoreFailure && error.isOutcomeUnknown) line.drop();
        else turns.cancel();
        throw error;
      }
    },
    async lastBatch() {
      const last = await line.session().then((client) => readLastBatch(client, schema), failing);
      turns.check(last);
      return last;
    },
    findRecords: (txnIds) => findRecords(askWriter, schema, txnIds),
    findCharges: async (references) =>
      (
        await askWriter(
          `SELECT * ${from(schema, 'charge')} WHERE reference = ANY ($1::text[])`,
          [references],
          'find-charges',
        )
      ).map(chargeFrom),
    findCollects: async (references) =>
      (
        await askWriter(
          `SELECT * ${from(schema, 'collect')} WHERE reference = ANY ($1::text[])`,
          [references],
          'find-collects',
        )
      ).map(collectFrom),
    async collects({ accountId, side, limit, before = Number.MAX_SAFE_INTEGER }) {
      const found = await ask(
        `SELECT * ${from(schema, 'collect')} WHERE ${side}_id = $1 AND sequence < $2
         ORDER BY sequence DESC LIMIT $3`,
        [accountId, before, limit + 1],
        `collects-of-${side}`,
      );
      return { rows: found.slice(0, limit).map(collectFrom), hasMore: found.length > limit };
    },
    refundedPaise: (txnIds) => refundedPaise(askWriter, schema, txnIds),
    records: (query) => searchRecords(rows, query),
    async blocks({ limit, before = Number.MAX_SAFE_INTEGER }) {
      const found = await ask(
        `SELECT * ${from(schema, 'block')} WHERE height < $1 ORDER BY height DESC LIMIT $2`,
        [before, limit + 1],
        'blocks',
      );
      return { rows: found.slice(0, limit).map(blockFrom), hasMore: found.length > limit };
    },
    leaves: async (start, end) =>
      (
        await ask(
          `SELECT bytes ${from(schema, 'leaf')} WHERE position >= $1 AND position < $2
           ORDER BY position`,
          [start, Math.min(end, start + LEAVES_MAX)],
          'leaves',
        )
      ).map((row) => row.bytes as Uint8Array),
    nodes: (places) => readNodes(ask, schema, places),
    sizeBytes: () => size.read(),
    audit: () => openAuditSession(target),
    backup: (path) => writeBackup(target, path),
    async close() {
      await readers.end().catch(() => undefined);
      await line.close();
    },
  };
}

type Turns = ReturnType<typeof createTurns>;

/**
 * A PostgreSQL database (14 or newer) as the bank's store, for the one bank that holds its lock.
 * @param url `postgres://user[:password]@host[:port]/database[?schema=NAME]`; PGPASSWORD works too
 * @throws StoreFailure with one plain sentence, never with the password in it
 */
export async function openPostgresStore(
  url: string,
  options: { readonly lockWaitMs?: number } = {},
): Promise<BankStore> {
  const target = postgresTarget(url);
  const turns = createTurns();
  try {
    const line = await openWriterLine({ ...options, target, check: turns.check });
    return storeOver(target, line, turns);
  } catch (error) {
    throw openingFailure(error, target.label);
  }
}
