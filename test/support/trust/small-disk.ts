import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A real file system of a few megabytes (tmpfs), to be filled up. */
export interface SmallDisk {
  readonly folder: string;
  /** Leaves no byte free. */
  fill(): void;
  /** Makes it this user's own. */
  shareWith(user: string): void;
  /** Gives the space back. */
  free(): void;
  remove(): void;
}

export const canMount = process.platform === 'linux' && process.getuid?.() === 0 && hasMount();

function hasMount(): boolean {
  try {
    execFileSync('mount', ['--version'], { stdio: 'ignore' });
    const probe = mountTmpfs('64k');
    probe.unmount();
    return true;
  } catch {
    return false;
  }
}

function mountTmpfs(size: string): { readonly folder: string; unmount(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'upi-small-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size},mode=0700`, 'upi-test', folder], {
      stdio: 'pipe',
    });
  } catch (error) {
    rmSync(folder, { recursive: true });
    throw error;
  }
  return {
    folder,
    unmount() {
      execFileSync('umount', ['-l', folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const CHUNK = Buffer.alloc(64 * 1_024, 0x55);

/** Writes until the disk says no, in ever smaller pieces. */
function writeUntilFull(path: string): void {
  const file = openSync(path, 'w');
  try {
    for (let length = CHUNK.length; length > 0; ) {
      try {
        writeSync(file, CHUNK, 0, length);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
        length = Math.floor(length / 2);
      }
    }
  } finally {
    closeSync(file);
  }
}

export function mountSmallDisk(size: string): SmallDisk {
  const { folder, unmount } = mountTmpfs(size);
  const ballast = join(folder, 'ballast');
  return {
    folder,
    fill: () => writeUntilFull(ballast),
    shareWith: (user) => {
      execFileSync('chown', [user, folder]);
    },
    free: () => rmSync(ballast, { force: true }),
    remove: unmount,
  };
}

/** Shows a file or folder read-only to everybody, root included, until `undo`. */
export function makeReadOnly(path: string): { undo(): void } {
  execFileSync('mount', ['--bind', path, path]);
  execFileSync('mount', ['-o', 'remount,bind,ro', path]);
  return { undo: () => execFileSync('umount', ['-l', path]) };
}

/** Says loudly that a test of real means did not run. */
export function skipLoudly(what: string): void {
  process.stderr.write(`SKIPPED: ${what} needs root on Linux (mount)\n`);
}
