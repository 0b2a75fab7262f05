import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { lockFolder } from './folder-lock.ts';
import { readTextFile, writePrivateFile } from './private-file.ts';
import { WireError } from './wire-error.ts';

/** Every file of a data folder, named once. */
export interface DataFolderPaths {
  readonly folder: string;
  readonly database: string;
  /** The newest signed checkpoint, kept beside the database (design section 4). */
  readonly checkpoint: string;
  readonly adminKey: string;
  readonly stressKey: string;
  readonly wrappingKey: string;
  /** The wrapping key as the desktop's keychain sealed it; then there is no `wrappingKey`. */
  readonly sealedKey: string;
  /** The local authority: its certificate for clients to pin, and its key. */
  readonly caCertificate: string;
  readonly caKey: string;
  /** The bank's own key and certificate chain in one file. */
  readonly bankTls: string;
  /** One folder per terminal, named by VMID. */
  readonly terminals: string;
  readonly devices: string;
  /** Printed codes: `<merchant>_qr.png`. */
  readonly codes: string;
  readonly saved: string;
  /** Scratch banks of the attack that is running, else absent. */
  readonly attackLab: string;
  /** Copies of the database that an administrator asked for. */
  readonly backups: string;
  readonly lock: string;
  readonly owner: string;
}

export function dataFolderPaths(folder: string): DataFolderPaths {
  const root = resolve(folder);
  const at = (name: string): string => join(root, name);
  return {
    folder: root,
    database: at('bank.sqlite'),
    checkpoint: at('checkpoint'),
    adminKey: at('admin.key'),
    stressKey: at('stress.key'),
    wrappingKey: at('wrapping.key'),
    sealedKey: at('wrapping.sealed'),
    caCertificate: at('ca.pem'),
    caKey: at('ca.key'),
    bankTls: at('tls.pem'),
    terminals: at('terminals'),
    devices: at('devices.json'),
    codes: at('codes'),
    saved: at('saved'),
    attackLab: at('attack-lab'),
    backups: at('backups'),
    lock: at('owner.lock'),
    owner: at('owner.json'),
  };
}

export interface DataFolder {
  readonly paths: DataFolderPaths;
  /** Gives the folder up; it may be opened again. */
  close(): void;
}

const ownerSchema = z.object({ pid: z.number().int(), program: z.string().max(64) });

/** Who holds the folder, for the message only; the lock itself decides. */
function describeOwner(path: string): string {
  try {
    const owner = ownerSchema.parse(JSON.parse(readTextFile(path) ?? ''));
    return `process ${owner.pid}, ${owner.program}`;
  } catch {
    return 'another process';
  }
}

/** SQLite, which makes the lock file, has its own number for a full disk. */
const SQLITE_FULL = 13;

function unwritable(folder: string, error: unknown): WireError {
  const { code, errcode } = error as NodeJS.ErrnoException & { errcode?: number };
  const why =
    code === 'ENOSPC' || errcode === SQLITE_FULL
      ? 'the disk is full'
      : code === 'ENOTDIR' || code === 'EEXIST'
        ? 'it is not a folder'
        : code === 'EROFS'
          ? 'the disk is read-only'
          : 'writing there is not allowed';
  return new WireError(
    'folder-unwritable',
    `The data folder ${folder} cannot be used: ${why}. Choose another with --data DIR.`,
    { cause: error },
  );
}

function makeFolders(paths: DataFolderPaths): void {
  mkdirSync(paths.folder, { recursive: true, mode: 0o700 });
  for (const path of [paths.terminals, paths.codes, paths.saved]) {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  }
}

/**
 * Makes the folder when it is missing, checks that it can be written, and takes it for this
 * process alone until `close` or the process ends, however it ends.
 * @param program shown to whoever finds the folder taken, such as "bank"
 * @throws WireError `folder-unwritable` or `folder-in-use`
 */
export function openDataFolder(folder: string, program = 'bank'): DataFolder {
  const paths = dataFolderPaths(folder);
  let release: (() => void) | undefined;
  try {
    makeFolders(paths);
    release = lockFolder(paths.lock);
    if (release) writePrivateFile(paths.owner, JSON.stringify({ pid: process.pid, program }));
  } catch (error) {
    release?.();
    throw unwritable(paths.folder, error);
  }
  if (!release) {
    const owner = describeOwner(paths.owner);
    throw new WireError(
      'folder-in-use',
      `The data folder ${paths.folder} is in use by ${owner}. Close it first, or choose another with --data DIR.`,
    );
  }
  const unlock = release;
  return {
    paths,
    close() {
      rmSync(paths.owner, { force: true });
      unlock();
    },
  };
}
