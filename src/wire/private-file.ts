import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** Owner only: keys, the admin key, the database's neighbours. */
const PRIVATE_MODE = 0o600;

function syncFolder(folder: string): void {
  let handle: number;
  try {
    handle = openSync(folder, 'r');
  } catch {
    // Windows cannot open a folder; its rename is durable enough for what is kept here.
    return;
  }
  try {
    fsyncSync(handle);
  } catch {
    // Some file systems refuse to sync a folder; the file itself is synced.
  } finally {
    closeSync(handle);
  }
}

/**
 * Replaces a file in one step: a reader, and a bank killed at any moment, finds the old content or
 * the new one, never half. The file can be read by its owner only.
 */
export function writePrivateFile(path: string, content: string | Uint8Array): void {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  try {
    const handle = openSync(temporary, 'wx', PRIVATE_MODE);
    try {
      for (let written = 0; written < bytes.length; ) {
        written += writeSync(handle, bytes, written);
      }
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(dirname(path));
}

/** Undefined when there is no such file. */
export function readTextFile(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** The text of a file that is made on first use. */
export function readOrMake(path: string, make: () => string): string {
  const existing = readTextFile(path);
  if (existing !== undefined) return existing;
  const content = make();
  writePrivateFile(path, content);
  return content;
}
