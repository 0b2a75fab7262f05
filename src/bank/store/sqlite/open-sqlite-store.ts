import { chmodSync, statSync } from 'node:fs';
import { backup, DatabaseSync } from 'node:sqlite';
import { type BankStore, LEAVES_MAX } from '../bank-store.ts';
import { blockFrom, chargeFrom, type Row } from '../codec.ts';
import { collectFrom } from '../collect-codec.ts';
import { StoreFailure } from '../store-failure.ts';
import { openAudit } from './audit.ts';
import { sqliteFailure } from './failure.ts';
import { guardLedger } from './guard.ts';
import { createLogFlush, type LogFlush } from './log-flush.ts';
import { createRecordReader } from './record-reader.ts';
import { prepareSchema } from './schema.ts';
import { readState } from './state-reader.ts';
import { BATCH_META, createWriter } from './writer.ts';

/** Older ones may corrupt a WAL file that two connections use (sqlite.org/wal.html, "WAL-reset"). */
const SQLITE_MINIMUM = [3, 51, 3];
const BUSY_TIMEOUT_MS = 5_000;
const CACHE_KIB = 64 * 1_024;
/** Pages in the WAL before they are copied into the database; few large copies cost least. */
const CHECKPOINT_PAGES = 16_384;

const PRAGMAS = `
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
PRAGMA fullfsync = ON;
PRAGMA checkpoint_fullfsync = ON;
PRAGMA foreign_keys = ON;
PRAGMA recursive_triggers = ON;
PRAGMA trusted_schema = OFF;
PRAGMA cell_size_check = ON;
PRAGMA cache_size = -${CACHE_KIB};
PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES};
PRAGMA journal_size_limit = ${CHECKPOINT_PAGES * 4_096};
`;

/** @throws StoreFailure when this SQLite has the WAL-reset bug. */
export function assertSqliteVersion(version: string | undefined): void {
  const parts = (version ?? '0').split('.').map(Number);
  for (const [index, least] of SQLITE_MINIMUM.entries()) {
    const part = parts[index] ?? 0;
    if (part > least) return;
    if (part < least) {
      throw new StoreFailure(
        'unsupported',
        `This Node carries SQLite ${version ?? 'unknown'}; ${SQLITE_MINIMUM.join('.')} or newer is needed to keep the ledger safe. Update Node.`,
      );
    }
  }
}

function openDatabase(path: string): DatabaseSync {
  const database = new DatabaseSync(path, {
    timeout: BUSY_TIMEOUT_MS,
    enableForeignKeyConstraints: true,
    defensive: true,
  });
  try {
    database.exec(PRAGMAS);
    prepareSchema(database, false);
    if (process.platform !== 'win32') chmodSync(path, 0o600);
    guardLedger(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw sqliteFailure(error);
  }
}

function storeOver(database: DatabaseSync, path: string, log: LogFlush): BankStore {
  const write = createWriter(database);
  const records = createRecordReader(database);
  const leaves = database.prepare(
    'SELECT bytes FROM leaf WHERE position >= ? AND position < ? ORDER BY position',
  );
  const node = database.prepare('SELECT hash FROM node WHERE level = ? AND position = ?');
  const blocks = database.prepare(
    'SELECT * FROM block WHERE height < ? ORDER BY height DESC LIMIT ?',
  );
  const charge = database.prepare('SELECT * FROM charge WHERE reference = ?');
  const collect = database.prepare('SELECT * FROM collect WHERE reference = ?');
  const collectsOf = {
    payer: database.prepare(
      'SELECT * FROM collect WHERE payer_id = ? AND sequence < ? ORDER BY sequence DESC LIMIT ?',
    ),
    requester: database.prepare(
      'SELECT * FROM collect WHERE requester_id = ? AND sequence < ? ORDER BY sequence DESC LIMIT ?',
    ),
  };
  const batch = database.prepare('SELECT value FROM meta WHERE key = ?');

  return {
    load: async () => guarded(() => readState(database)),
    commit: async (changes) => {
      guarded(() => {
        log.assertWhole();
        write(changes);
      });
      await log.flush();
    },
    lastBatch: async () =>
      guarded(() => {
        log.assertWhole();
        const row = batch.get(BATCH_META);
        return row ? Number(Buffer.from(row.value as Uint8Array).toString('utf8')) : 0;
      }),
    findRecords: async (txnIds) => {
      // Somebody may ask how a payment ended while the commit that ends it is still being flushed.
      await log.settled();
      return guarded(() => records.find(txnIds));
    },
    findCharges: async (references) =>
      guarded(() =>
        references.flatMap((reference) => {
          const row = charge.get(reference);
          return row ? [chargeFrom(row as Row)] : [];
        }),
      ),
    findCollects: async (references) =>
      guarded(() =>
        references.flatMap((reference) => {
          const row = collect.get(reference);
          return row ? [collectFrom(row as Row)] : [];
        }),
      ),
    collects: async ({ accountId, side, limit, before = Number.MAX_SAFE_INTEGER }) =>
      guarded(() => {
        const found = collectsOf[side].all(accountId, before, limit + 1);
        const rows = found.map((row) => collectFrom(row as Row));
        return { rows: rows.slice(0, limit), hasMore: rows.length > limit };
      }),
    refundedPaise: async (txnIds) => guarded(() => records.refunded(txnIds)),
    records: async (query) => {
      await log.settled();
      return records.page(query).catch((error: unknown) => {
        throw sqliteFailure(error);
      });
    },
    blocks: async ({ limit, before = Number.MAX_SAFE_INTEGER }) =>
      guarded(() => {
        const rows = blocks.all(before, limit + 1).map((row) => blockFrom(row as Row));
        return { rows: rows.slice(0, limit), hasMore: rows.length > limit };
      }),
    leaves: async (from, to) =>
      guarded(() =>
        leaves.all(from, Math.min(to, from + LEAVES_MAX)).map((row) => row.bytes as Uint8Array),
      ),
    nodes: async (places) =>
      guarded(() =>
        places.map(({ level, position }) => {
          const row = node.get(level, position);
          if (!row) throw new StoreFailure('damaged', `Tree node ${level}/${position} is missing.`);
          return row.hash as Uint8Array;
        }),
      ),
    sizeBytes: () => sizeOf(path) + sizeOf(`${path}-wal`),
    audit: async () => guarded(() => openAudit(path)),
    backup: async (to) => {
      await backup(database, to).catch((error: unknown) => {
        throw sqliteFailure(error);
      });
    },
    close: async () => {
      if (database.isOpen) guarded(() => database.close());
      log.close();
    },
  };
}

/**
 * The default store: one SQLite file in WAL mode, opened for its only writer; a commit resolves when
 * the log is flushed (log-flush.ts).
 * @throws StoreFailure with one plain sentence: newer version, not ours, read-only, damaged, busy
 */
export async function openSqliteStore(
  path: string,
  log: LogFlush = createLogFlush(`${path}-wal`),
): Promise<BankStore> {
  assertSqliteVersion(process.versions.sqlite);
  return guarded(() => storeOver(openDatabase(path), path, log));
}
