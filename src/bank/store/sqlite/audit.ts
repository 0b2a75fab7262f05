import { accessSync, constants, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLOutputValue, type StatementSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import type { AuditSource } from '../bank-store.ts';
import { AUDIT_COLUMNS, blockFrom, type Row, recordFrom, recordFromList } from '../codec.ts';
import { prepareSchema } from './schema.ts';
import { readAccounts, readMeta } from './state-reader.ts';

const messages = (rows: readonly unknown[]): string[] =>
  rows
    .map((row) => Object.values(row as Row).join(' '))
    .filter((text) => text !== 'ok')
    .slice(0, 20);

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * SQLite keeps a WAL database's shared memory in a file beside it, even to read. Where no file can
 * be made and no WAL is left over, nobody writes, so the database is read as one that never changes.
 */
function readablePath(path: string): string | URL {
  const walBytes = statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  if (isWritable(dirname(path)) || walBytes > 0) return path;
  const url = pathToFileURL(path);
  url.searchParams.set('immutable', '1');
  return url;
}

/** Rows of a statement that returns lists: far cheaper than objects when there are millions. */
const listsOf = (statement: StatementSync, from: number, limit: number) =>
  statement.all(from, limit) as unknown as SQLOutputValue[][];

/** Opens a second, read-only connection and holds one snapshot of the file until `close`. */
export function openAudit(path: string): AuditSource {
  const database = new DatabaseSync(readablePath(path), { readOnly: true, timeout: 5_000 });
  database.exec('PRAGMA query_only = ON; PRAGMA trusted_schema = OFF');
  prepareSchema(database, true);
  database.exec('BEGIN');
  const select = (sql: string) => database.prepare(sql);
  const leaves = select('SELECT * FROM leaf WHERE position >= ? ORDER BY position LIMIT ?');
  const records = select(
    `SELECT ${AUDIT_COLUMNS} FROM record WHERE sequence >= ? ORDER BY sequence LIMIT ?`,
  );
  for (const statement of [leaves, records]) statement.setReturnArrays(true);
  const byTxnId = select('SELECT * FROM record WHERE txn_id = ?');
  const blocks = select('SELECT * FROM block WHERE height >= ? ORDER BY height LIMIT ?');
  const nodes = select(
    'SELECT * FROM node WHERE level = ? AND position >= ? ORDER BY position LIMIT ?',
  );
  const count = (table: string): number =>
    Number((select(`SELECT count(*) AS value FROM ${table}`).get() as Row).value);
  return {
    leafCount: count('leaf'),
    meta: readMeta(database),
    leaves: (from, limit) =>
      listsOf(leaves, from, limit).map(([position, bytes]) => ({
        position: position as number,
        bytes: bytes as Uint8Array,
      })),
    records: (from, limit) => listsOf(records, from, limit).map(recordFromList),
    find: (txnId) => byTxnId.all(txnId).map((row) => recordFrom(row as Row)),
    blocks: (from, limit) => blocks.all(from, limit).map((row) => blockFrom(row as Row)),
    nodes: (level, from, limit) =>
      nodes.all(level, from, limit).map((row) => ({
        level,
        position: row.position as number,
        hash: row.hash as Uint8Array,
      })),
    accounts: () => readAccounts(database),
    integrity: () => [
      ...messages(select('PRAGMA integrity_check(20)').all()),
      ...messages(select('PRAGMA foreign_key_check').all()),
    ],
    counts: () => ({ records: count('record'), blocks: count('block'), nodes: count('node') }),
    close: () => database.close(),
  };
}
