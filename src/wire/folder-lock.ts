import { DatabaseSync } from 'node:sqlite';

/** SQLite result code: somebody else holds the lock. */
const SQLITE_BUSY = 5;

/**
 * A lock that the operating system itself gives back when its holder dies, SIGKILL included:
 * an exclusive transaction on an empty SQLite file (fcntl locks on POSIX, LockFileEx on Windows).
 * Unlike a file with a process number in it there is nothing to go stale, no number to be reused
 * after a restart, and no gap between looking and taking. SQLite also keeps two holders in one
 * process apart (worker threads), which bare fcntl locks do not, and Node has no flock.
 *
 * @returns the release, or undefined when somebody holds it
 * @throws Error when the file cannot be made or locked at all
 */
export function lockFolder(path: string): (() => void) | undefined {
  const database = new DatabaseSync(path, { timeout: 0 });
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if ((error as { errcode?: number }).errcode === SQLITE_BUSY) return undefined;
    throw error;
  }
  return () => database.close();
}

/** Whether a process holds the lock now; never makes or changes the file. */
export function isFolderLocked(path: string): boolean {
  let database: DatabaseSync;
  try {
    database = new DatabaseSync(path, { timeout: 0, readOnly: true });
  } catch {
    return false;
  }
  try {
    database.prepare('SELECT count(*) FROM sqlite_schema').get();
    return false;
  } catch (error) {
    return (error as { errcode?: number }).errcode === SQLITE_BUSY;
  } finally {
    database.close();
  }
}
