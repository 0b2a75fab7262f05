import { mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { adminMethods } from '#shared/protocol/admin-methods.ts';
import type { ResultOf } from '#shared/protocol/json-rpc.ts';
import { refusal } from '#shared/protocol/json-rpc.ts';
import type { BankServices } from '../services.ts';
import { StoreFailure } from '../store/store-failure.ts';

type Backup = ResultOf<typeof adminMethods, 'admin.backup'>;

export const BACKUP_PATTERN = /^bank-\d{8}-\d{6}-\d{3}\.sqlite$/;
const BACKUPS_MAX = 100;
const running = new WeakSet<BankServices>();

/** `bank-20261123-031500-042.sqlite`, in universal time. */
function nameAt(nowMs: number): string {
  const digits = new Date(nowMs).toISOString().replace(/\D/g, '');
  return `bank-${digits.slice(0, 8)}-${digits.slice(8, 14)}-${digits.slice(14, 17)}.sqlite`;
}

export const backupsIn = (folder: string): string[] => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return readdirSync(folder).filter((name) => BACKUP_PATTERN.test(name));
};

const sentenceOf = (error: unknown): string =>
  error instanceof StoreFailure ? error.message : 'The backup could not be written.';

async function write({ store, nowMs, state }: BankServices, folder: string): Promise<Backup> {
  const entries = state.book.entryCount;
  const name = nameAt(nowMs());
  const path = join(folder, name);
  const part = `${path}.part`;
  try {
    await store.backup(part);
    renameSync(part, path);
    return { name, bytes: statSync(path).size, entries };
  } catch (error) {
    rmSync(part, { force: true });
    throw refusal('XY', `${sentenceOf(error)} No backup was kept; the bank itself is untouched.`);
  }
}

/**
 * A copy of everything as of one moment, made while the bank runs. It is sealed under the same
 * wrapping key, which must be kept as well. One at a time; at most 100 are kept.
 * @throws RpcError U80 or XY; nothing half is left behind
 */
export async function makeBackup(services: BankServices): Promise<Backup> {
  const folder = services.backupFolder;
  if (folder === undefined) throw refusal('XY', 'This bank has no folder for backups.');
  if (running.has(services)) throw refusal('U80', 'A backup is being made already. Wait for it.');
  running.add(services);
  try {
    if (backupsIn(folder).length >= BACKUPS_MAX) {
      throw refusal('U80', `There are ${BACKUPS_MAX} backups in ${folder}. Move some away first.`);
    }
    return await write(services, folder);
  } finally {
    running.delete(services);
  }
}
