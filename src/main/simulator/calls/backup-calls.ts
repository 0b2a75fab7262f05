import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { SimulatorApiError } from '#shared/simulator/contract.ts';
import { type BackupFile, backupFile } from '#shared/simulator/records.ts';
import { dataFolderPaths } from '#wire/data-folder.ts';
import type { SimulatorContext } from '../context.ts';
import { type Handlers, problem } from '../handlers.ts';
import { createConfirmation } from './confirmation.ts';

const isBackupName = (name: string): boolean => backupFile.shape.name.safeParse(name).success;

async function listBackups(folder: string): Promise<BackupFile[]> {
  const names = await readdir(folder).catch(() => []);
  const found = await Promise.all(
    names.filter(isBackupName).map(async (name) => {
      const { size, mtimeMs } = await stat(join(folder, name));
      return { name, bytes: size, timeMs: Math.round(mtimeMs) };
    }),
  );
  return found.sort((left, right) => right.name.localeCompare(left.name));
}

/** Copies of the bank's database and going back to one of them. */
export function createBackupCalls(
  context: SimulatorContext,
): Pick<Handlers, 'system.backups' | 'system.restore'> {
  const confirmation = createConfirmation(context);
  const folder = dataFolderPaths(context.dataFolder).backups;
  return {
    'system.backups': async () => ({ backups: await listBackups(folder) }),
    'system.restore': async (window, { name, confirmation: given }) => {
      if (context.isRemoteBank) {
        throw problem('observing', 'The bank runs elsewhere; restore it where it runs.');
      }
      if (given === undefined) return confirmation.ask(window, name);
      if (!confirmation.take(window, name, given)) {
        throw problem('refused', 'The confirmation is too old. Nothing was restored; ask again.');
      }
      await context.restore(name).catch((error: unknown) => {
        if (error instanceof SimulatorApiError) throw error;
        throw problem('refused', error instanceof Error ? error.message : String(error));
      });
      return {};
    },
  };
}
