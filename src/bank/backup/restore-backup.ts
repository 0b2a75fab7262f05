import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import type { VerifyReport } from '#shared/protocol/admin-methods.ts';
import type { DataFolderPaths } from '#wire/data-folder.ts';
import { readTextFile } from '#wire/private-file.ts';
import { IDENTITY_META, metaText } from '../identity/bank-secrets.ts';
import type { KeyWrap } from '../identity/key-wrap.ts';
import { verifyStore } from '../ledger/verify-store.ts';
import { fittingKey } from '../startup/key-rotation.ts';
import { StartupFailure } from '../startup-failure.ts';
import type { AuditSource } from '../store/bank-store.ts';
import { fillStore } from '../store/open-store.ts';
import { openAudit } from '../store/sqlite/audit.ts';
import { sqliteFailure } from '../store/sqlite/failure.ts';

export interface RestoreOptions {
  /** Of a data folder that this process holds, with no bank running on it. */
  readonly paths: DataFolderPaths;
  /** The backup; it is left where it is. */
  readonly file: string;
  /** The PostgreSQL database to put it into; the folder's SQLite file when absent. */
  readonly storeUrl?: string | undefined;
  /** Keys that it may be sealed under. */
  readonly keys: readonly KeyWrap[];
  readonly nowMs: number;
}

export interface Restored {
  readonly report: VerifyReport;
  /** Where the database that was replaced is now: a folder or a schema; undefined when there was none. */
  readonly movedTo: string | undefined;
}

const refuse = (kind: 'damaged' | 'foreign-backup', what: string, cause?: unknown) =>
  new StartupFailure(kind, `${what} Nothing was changed.`, cause);

/** Id of the bank that lives here, by its kept checkpoint's origin; undefined for an empty folder. */
function ownBankId(paths: DataFolderPaths): string | undefined {
  return readTextFile(paths.checkpoint)?.split('\n')[0]?.split('/')[1];
}

async function audited<T>(file: string, read: (source: AuditSource) => Promise<T>): Promise<T> {
  if (!existsSync(file)) throw refuse('damaged', `There is no backup ${file}.`);
  let source: AuditSource | undefined;
  try {
    source = openAudit(file);
    return await read(source);
  } catch (error) {
    if (error instanceof StartupFailure) throw error;
    throw refuse('damaged', `${basename(file)} cannot be used: ${sqliteFailure(error).message}`);
  } finally {
    await source?.close();
  }
}

/** @throws StartupFailure unless it is a sound backup of this bank under a key that is here */
async function checkBackup({ paths, file, keys }: RestoreOptions): Promise<VerifyReport> {
  return audited(file, async (source) => {
    const bankId = metaText(source.meta, IDENTITY_META.bankId);
    const own = ownBankId(paths);
    if (own !== undefined && bankId !== own) {
      throw refuse(
        'foreign-backup',
        `${basename(file)} belongs to another bank (${bankId ?? 'unnamed'}, not ${own}). Use a backup of this one, or an empty data folder.`,
      );
    }
    fittingKey(source.meta, keys);
    const report = await verifyStore(source, {
      keptCheckpoint: undefined,
      isIntegrityChecked: true,
      monotonicMs: () => performance.now(),
    });
    if (report.isSound) return report;
    throw refuse('damaged', `${basename(file)} is damaged: ${report.problem}.`);
  });
}

function copyDurably(from: string, to: string): void {
  try {
    copyFileSync(from, to);
    const handle = openSync(to, 'r+');
    fsyncSync(handle);
    closeSync(handle);
  } catch (error) {
    rmSync(to, { force: true });
    throw refuse('damaged', `The backup could not be copied: ${(error as Error).message}.`, error);
  }
}

const SUFFIXES = ['', '-wal', '-shm', '-journal'] as const;

/** Moves the database away, never deletes it. */
function moveAside({ paths, nowMs }: RestoreOptions): string | undefined {
  const files = SUFFIXES.map((suffix) => `${paths.database}${suffix}`).filter(existsSync);
  if (files.length === 0) return undefined;
  const folder = join(paths.folder, `before-restore-${nowMs}`);
  mkdirSync(folder, { mode: 0o700 });
  for (const file of files) renameSync(file, join(folder, basename(file)));
  return folder;
}

/** From a copy, since an older backup's tables are brought up to date first. */
async function putIntoServer(storeUrl: string, copy: string): Promise<string | undefined> {
  try {
    return await fillStore(storeUrl, copy);
  } finally {
    for (const suffix of SUFFIXES) rmSync(`${copy}${suffix}`, { force: true });
  }
}

/**
 * Puts a backup in the database's place after a full audit of it. The bank then has to be opened
 * with `isRestoreAccepted`: it goes on under a new log whose first leaf names the checkpoint that
 * is left behind. A crash in between leaves the old database moved aside and the backup where it was.
 * @throws StartupFailure that says what is wrong with the backup; nothing was changed then
 */
export async function restoreBackup(options: RestoreOptions): Promise<Restored> {
  const { paths, file, storeUrl } = options;
  const report = await checkBackup(options);
  const next = `${paths.database}.restoring`;
  copyDurably(file, next);
  if (storeUrl !== undefined) return { report, movedTo: await putIntoServer(storeUrl, next) };
  const movedTo = moveAside(options);
  renameSync(next, paths.database);
  return { report, movedTo };
}
