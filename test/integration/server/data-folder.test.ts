import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dataFolderPaths, openDataFolder } from '#wire/data-folder.ts';
import { isFolderLocked } from '#wire/folder-lock.ts';
import { readOrMake, writePrivateFile } from '#wire/private-file.ts';
import { makeFolder } from './wire-support.ts';

const root = join(import.meta.dirname, '../../..');
let folder: Awaited<ReturnType<typeof makeFolder>>;
beforeEach(async () => {
  folder = await makeFolder();
});
afterEach(() => folder.remove());

/** Another process that opens the folder, says so and stays. */
function holder(path: string) {
  const code = `
    import { openDataFolder } from '${root}/src/wire/data-folder.ts';
    openDataFolder(${JSON.stringify(path)}, 'other bank');
    process.stdout.write('open');
    setInterval(() => {}, 1000);`;
  return spawn(process.execPath, ['--input-type=module-typescript', '-e', code], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

describe('one owner at a time', () => {
  test('a second one in the same process is refused, until the first closes', () => {
    const first = openDataFolder(folder.path, 'bank');
    expect(() => openDataFolder(folder.path)).toThrow(
      expect.objectContaining({
        code: 'folder-in-use',
        message: expect.stringContaining(`process ${process.pid}, bank`),
      }),
    );
    first.close();
    openDataFolder(folder.path).close();
  });

  test('another process is refused; SIGKILL gives the folder back at once', async () => {
    const child = holder(folder.path);
    await once(child.stdout, 'data');
    expect(() => openDataFolder(folder.path)).toThrow(
      expect.objectContaining({
        code: 'folder-in-use',
        message: expect.stringContaining('other bank'),
      }),
    );
    expect(isFolderLocked(dataFolderPaths(folder.path).lock)).toBe(true);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(isFolderLocked(dataFolderPaths(folder.path).lock)).toBe(false);
    openDataFolder(folder.path).close();
  });

  test('looking at the lock makes no file', () => {
    const { lock } = dataFolderPaths(folder.path);
    expect(isFolderLocked(lock)).toBe(false);
    expect(existsSync(lock)).toBe(false);
  });
});

describe('a folder that cannot be used is one clear error', () => {
  test('a file in its place', () => {
    const path = join(folder.path, 'file');
    writeFileSync(path, '');
    expect(() => openDataFolder(path)).toThrow(
      expect.objectContaining({
        code: 'folder-unwritable',
        message: expect.stringContaining('not a folder'),
      }),
    );
  });

  test('no right to write', async () => {
    const path = join(folder.path, 'closed');
    mkdirSync(path, { mode: 0o500 });
    const code = `
      import { openDataFolder } from '${root}/src/wire/data-folder.ts';
      if (process.getuid?.() === 0) { process.setgid(65534); process.setuid(65534); }
      try { openDataFolder(${JSON.stringify(path)}); } catch (error) { console.log(error.code, error.message); }`;
    await promisify(execFile)('chmod', ['755', folder.path]);
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--input-type=module-typescript', '-e', code],
      { cwd: root },
    );
    expect(stdout).toMatch(/^folder-unwritable The data folder .+ not allowed/);
  });
});

describe('private files', () => {
  test('are replaced whole and readable by their owner only', () => {
    const path = join(folder.path, 'key');
    writePrivateFile(path, 'one');
    writePrivateFile(path, 'two');
    expect(readFileSync(path, 'utf8')).toBe('two');
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('keep the old content when the new one cannot be written', () => {
    const path = join(folder.path, 'missing', 'key');
    expect(() => writePrivateFile(path, 'x')).toThrow();
    expect(existsSync(path)).toBe(false);
  });

  test('are made once', () => {
    const path = join(folder.path, 'made');
    expect(readOrMake(path, () => 'first')).toBe('first');
    expect(readOrMake(path, () => 'second')).toBe('first');
  });
});
