import { open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Keeps the newest signed checkpoint outside the database, so that a database put back to an older
 * state is noticed.
 */
export interface CheckpointKeeper {
  /** Newest kept text; undefined when none was kept yet. */
  read(): Promise<string | undefined>;
  /** Returns at once; a newer text may replace one that is not written yet. */
  write(text: string): void;
  /** Resolves when the newest text is on disk. @throws what the last write failed with */
  flush(): Promise<void>;
}

async function replaceFile(path: string, text: string): Promise<void> {
  const next = `${path}.next`;
  const file = await open(next, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(next, path);
  // The name is durable only when its folder is; Windows cannot open a folder for that.
  if (process.platform === 'win32') return;
  const folder = await open(dirname(path), 'r');
  await folder.sync().finally(() => folder.close());
}

/**
 * Between two writes of the file: under load every commit has a new head, and two fsyncs for each
 * would cost a tenth of the bank's processor time. A crash leaves the kept head this much behind.
 */
const REST_MS = 100;

/** A text file beside the database, replaced whole; writes that come meanwhile become one. */
export function fileCheckpointKeeper(path: string): CheckpointKeeper {
  let wanted: string | undefined;
  let failure: unknown;
  let writing: Promise<void> | undefined;
  let endRest: (() => void) | undefined;
  let flushing = 0;

  const rest = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, flushing > 0 ? 0 : REST_MS);
      endRest = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  async function writeAll(): Promise<void> {
    while (wanted !== undefined) {
      const text = wanted;
      wanted = undefined;
      failure = undefined;
      await replaceFile(path, text).catch((error: unknown) => {
        failure = error;
      });
      await rest();
    }
    writing = undefined;
  }
  return {
    async read() {
      return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return undefined;
        throw error;
      });
    },
    write(text) {
      wanted = text;
      writing ??= writeAll();
    },
    async flush() {
      flushing += 1;
      endRest?.();
      await writing;
      flushing -= 1;
      if (failure) throw failure;
    },
  };
}
