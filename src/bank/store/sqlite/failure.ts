import { StoreFailure, type StoreFailureKind } from '../store-failure.ts';

/** SQLite's primary result codes (sqlite.org/rescode.html). */
const KIND_BY_CODE: Readonly<Record<number, StoreFailureKind>> = {
  5: 'busy',
  6: 'busy',
  8: 'read-only',
  10: 'lost',
  11: 'damaged',
  13: 'disk-full',
  14: 'read-only',
  19: 'rejected',
  26: 'foreign',
};
/** SQLITE_IOERR_WRITE, _FSYNC, _TRUNCATE, _SHMSIZE: in practice a disk that is full or gone. */
const DISK_WRITE_CODES = new Set([778, 1_034, 1_546, 4_874]);

/** What the file system says of the database's file outside of SQLite. */
const KIND_BY_SYSTEM_CODE: Readonly<Record<string, StoreFailureKind>> = {
  EACCES: 'read-only',
  ENOSPC: 'disk-full',
  EPERM: 'read-only',
  EROFS: 'read-only',
};

const MESSAGES: Readonly<Partial<Record<StoreFailureKind, string>>> = {
  busy: 'The database is in use by another program.',
  'read-only': 'The database cannot be written: the file or its folder is read-only.',
  'disk-full': 'The disk is full.',
  damaged: 'The database file is damaged.',
  foreign: 'This file is not a database of the UPI Simulator.',
  rejected: 'The database refused a row: a rule of the ledger would have been broken.',
  lost: 'The database could not be read or written.',
};

function kindOf({ code = '', errcode = 0 }: { code?: string; errcode?: number }): StoreFailureKind {
  const system = KIND_BY_SYSTEM_CODE[code];
  if (system) return system;
  return DISK_WRITE_CODES.has(errcode) ? 'disk-full' : (KIND_BY_CODE[errcode & 0xff] ?? 'lost');
}

/** Turns whatever was thrown around node:sqlite into a StoreFailure. One of those passes unchanged. */
export function sqliteFailure(error: unknown): StoreFailure {
  if (error instanceof StoreFailure) return error;
  const kind = kindOf(error as { code?: string; errcode?: number });
  const detail = error instanceof Error ? error.message : String(error);
  return new StoreFailure(kind, `${MESSAGES[kind] ?? 'The store failed.'} (SQLite: ${detail})`, {
    cause: error,
  });
}
