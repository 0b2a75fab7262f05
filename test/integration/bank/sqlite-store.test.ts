import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore } from '#bank/store/sqlite/open-sqlite-store.ts';
import { describeStore } from './store-contract.ts';

describeStore('SQLite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bank-store-'));
  const path = join(folder, 'bank.sqlite');
  return {
    open: () => openSqliteStore(path),
    async openBackup(store) {
      const copy = join(folder, 'copy.sqlite');
      await store.backup(copy);
      return openSqliteStore(copy);
    },
    async remove() {
      rmSync(folder, { recursive: true, force: true });
    },
  };
});
