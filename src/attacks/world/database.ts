import { copyFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { verifyStore } from '#bank/ledger/verify-store.ts';
import { openAudit } from '#bank/store/sqlite/audit.ts';
import type { VerifyReport } from '#shared/protocol/admin-methods.ts';

/** What somebody who has the file can do: drop every guard, then whatever they like. */
export function alterDatabase(path: string, work: (database: DatabaseSync) => void): void {
  const database = new DatabaseSync(path);
  try {
    const triggers = database
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
      .all()
      .map(({ name }) => `DROP TRIGGER ${name};`);
    database.exec(`PRAGMA foreign_keys = OFF; ${triggers.join('')}`);
    work(database);
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  } finally {
    database.close();
  }
}

/** A copy of a database whose bank is closed, changed and then audited like `npm run verify`. */
export async function verifyChangedCopy(
  original: string,
  copy: string,
  keptCheckpoint: string | undefined,
  work: (database: DatabaseSync) => void,
): Promise<VerifyReport> {
  copyFileSync(original, copy);
  alterDatabase(copy, work);
  return verifyFile(copy, keptCheckpoint);
}

export async function verifyFile(
  path: string,
  keptCheckpoint: string | undefined,
): Promise<VerifyReport> {
  const source = openAudit(path);
  try {
    return await verifyStore(source, {
      keptCheckpoint,
      isIntegrityChecked: true,
      isEverySignatureChecked: true,
      monotonicMs: () => performance.now(),
    });
  } finally {
    await source.close();
  }
}
