import { closeSync, fdatasync, openSync } from 'node:fs';
import { StoreFailure } from '../store-failure.ts';

/**
 * What `synchronous = FULL` does at the end of every commit, done off the bank's thread: the
 * write-ahead log is flushed to the disk while the bank goes on reading, checking and signing.
 * SQLite itself runs with NORMAL, which still flushes the log before it copies pages out of it.
 */
export interface LogFlush {
  /**
   * Resolves when everything committed so far survives a power cut.
   * @throws StoreFailure whose outcome is unknown; nothing that was committed is vouched for then
   */
  flush(): Promise<void>;
  /** Resolves when no flush is under way: what is read then and told is on the disk. */
  settled(): Promise<void>;
  /** @throws StoreFailure after a flush failed: what this process reads may not be on the disk */
  assertWhole(): void;
  close(): void;
}

export type Flush = (descriptor: number, done: (error: Error | null) => void) => void;

const MESSAGE =
  'The disk did not confirm that the last payments were stored. Restart the bank; every payment id will then give its true answer.';

/** @param path of the log; it exists from the first commit until the database is closed */
export function createLogFlush(path: string, flushFile: Flush = fdatasync): LogFlush {
  let descriptor: number | undefined;
  let failure: StoreFailure | undefined;
  let running: Promise<void> | undefined;
  const fail = (cause: unknown): StoreFailure => {
    failure ??= new StoreFailure('lost', MESSAGE, { cause, isOutcomeUnknown: true });
    return failure;
  };
  const flushOnce = (): Promise<void> =>
    new Promise((resolve, reject) => {
      try {
        // For writing: Windows flushes no file that was opened for reading.
        descriptor ??= openSync(path, 'r+');
      } catch (error) {
        return reject(fail(error));
      }
      flushFile(descriptor, (error) => (error ? reject(fail(error)) : resolve()));
    });
  return {
    flush() {
      const flushing = flushOnce().finally(() => {
        if (running === flushing) running = undefined;
      });
      running = flushing;
      return flushing;
    },
    async settled() {
      await running;
    },
    assertWhole() {
      if (failure) throw failure;
    },
    close() {
      if (descriptor === undefined) return;
      closeSync(descriptor);
      descriptor = undefined;
    },
  };
}
