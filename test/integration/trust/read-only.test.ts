import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dataFolderPaths } from '#wire/data-folder.ts';
import { seeded } from '../../support/seeded.ts';
import { startBank } from '../../support/trust/bank-process.ts';
import { expectSound } from '../../support/trust/books.ts';
import { populate } from '../../support/trust/payers.ts';
import { canMount, makeReadOnly, skipLoudly } from '../../support/trust/small-disk.ts';

/** Read-only to root as well: a bind mount, as on a locked card or a snapshot. */
const ROOT = join(import.meta.dirname, '../../..');
let folder: string;
const closers: (() => unknown)[] = [];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'upi-read-only-'));
  closers.push(() => rmSync(folder, { recursive: true, force: true }));
  const bank = await startBank(folder);
  await populate(bank, { seed: 3, random: seeded(3), phoneCount: 2 });
  expect(await bank.stop()).toBe(0);
});
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const lock = (path: string): void => {
  const { undo } = makeReadOnly(path);
  closers.push(undo);
};

/** What every file of the folder holds, besides those that SQLite makes in order to look. */
function fingerprint(): Record<string, string> {
  const files = readdirSync(folder)
    .filter((name) => statSync(join(folder, name)).isFile())
    .filter((name) => !/-(?:wal|shm)$/.test(name));
  return Object.fromEntries(
    files.map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex'),
    ]),
  );
}

const verify = (): Promise<{ code: number; output: string }> =>
  new Promise((resolve) => {
    const words = [join(ROOT, 'src/cli/verify.ts'), '--data', folder];
    execFile(process.execPath, words, { cwd: ROOT }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, output: stdout + stderr }),
    );
  });

const startError = (): Promise<string> =>
  startBank(folder).then(
    async (bank) => {
      await bank.kill();
      return 'it started';
    },
    (error: Error) => error.message,
  );

describe.runIf(canMount)('a read-only', () => {
  test('database file: one clear line, nothing changed, still verifiable', async () => {
    lock(dataFolderPaths(folder).database);
    const before = fingerprint();
    expect(await startError()).toMatch(/error: The database cannot be written: .* is read-only/);
    expect(fingerprint()).toEqual(before);
    expect(await verify()).toMatchObject({ code: 0, output: expect.stringContaining('Sound') });
    closers.pop()?.();
    const bank = await startBank(folder);
    expect(await bank.stop()).toBe(0);
    await expectSound(dataFolderPaths(folder));
  });

  test('folder: one clear line, and verify still reads it', async () => {
    lock(folder);
    const before = fingerprint();
    expect(await startError()).toMatch(/error: The data folder .* the disk is read-only/);
    expect(fingerprint()).toEqual(before);
    expect(await verify()).toMatchObject({ code: 0, output: expect.stringContaining('Sound') });
  });
});
if (!canMount) skipLoudly('the read-only database');
