import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { type DecodedFile, failedLine } from './decode-one.ts';

/** What a thread is asked; its answer is a DecodedFile. */
export interface DecodeTask {
  readonly file: string;
  readonly budgetMs: number;
}

export interface DecodePoolOptions {
  /** How long a picture is searched once its plain look found nothing. */
  readonly budgetMs: number;
  /** A thread that needs this much longer is stuck; its file gets an error. */
  readonly graceMs?: number;
  readonly threads?: number;
  /** The threads' program; tests bring their own. */
  readonly workerUrl?: URL;
}

/** Unpacking and the plain look of the largest picture (200 megapixels) take about 10 s. */
const GRACE_MS = 20_000;
const THREADS_MAX = 4;
/** A thread holds a large photo several times: the file, its pixels, its copies. */
const BYTES_A_THREAD = 1_200_000_000;

/** As many as there are cores and files, as far as the memory goes. */
const threadsFor = (files: number): number => {
  const byMemory = Math.floor(process.availableMemory() / BYTES_A_THREAD);
  return Math.max(1, Math.min(availableParallelism(), THREADS_MAX, byMemory, files));
};

interface Thread {
  /** Resolves always: with the file's line, or with an error in its place. */
  decode(task: DecodeTask): Promise<DecodedFile>;
  close(): Promise<unknown>;
}

/** A thread that is started anew after it died or had to be ended. */
function createThread(workerUrl: URL, graceMs: number): Thread {
  let worker: Worker | undefined;
  return {
    async decode(task) {
      worker ??= new Worker(workerUrl, { name: 'decode' });
      const current = worker;
      const startedMs = performance.now();
      let timer: ReturnType<typeof setTimeout> | undefined;
      const decoded = await new Promise<DecodedFile>((resolve) => {
        const fail = (reason: string): void =>
          resolve(failedLine(task.file, reason, performance.now() - startedMs));
        timer = setTimeout(
          () => fail('The picture took too long and was given up.'),
          task.budgetMs + graceMs,
        );
        current.once('message', resolve);
        current.once('error', (error) => fail(`The picture ended its decoder (${error.message}).`));
        current.once('exit', () => fail('The picture ended its decoder.'));
        current.postMessage(task);
      });
      clearTimeout(timer);
      for (const event of ['message', 'error', 'exit']) current.removeAllListeners(event);
      if (decoded.isDecoderSpent) {
        worker = undefined;
        // What a thread says while it is being ended is nobody's business.
        current.on('error', () => undefined);
        await current.terminate();
      }
      return decoded;
    },
    close: async () => worker?.terminate(),
  };
}

/**
 * Reads files side by side in threads of their own, so that one picture can neither hold up nor end
 * the run. `onDecoded` is called once a file, in the order of the files, as soon as possible.
 */
export async function decodeFiles(
  files: readonly string[],
  options: DecodePoolOptions,
  onDecoded: (decoded: DecodedFile) => void,
): Promise<void> {
  const { budgetMs, graceMs = GRACE_MS, threads = threadsFor(files.length) } = options;
  const workerUrl = options.workerUrl ?? new URL('./decode-worker.ts', import.meta.url);
  /** Lines that are ready before those of earlier files; at most as many as there are files. */
  const early = new Map<number, DecodedFile>();
  let next = 0;
  let told = 0;

  const tell = (index: number, decoded: DecodedFile): void => {
    early.set(index, decoded);
    for (let ready = early.get(told); ready; ready = early.get(told)) {
      early.delete(told);
      told += 1;
      onDecoded(ready);
    }
  };
  const work = async (): Promise<void> => {
    const thread = createThread(workerUrl, graceMs);
    for (let index = next++; index < files.length; index = next++) {
      tell(index, await thread.decode({ file: files[index] ?? '', budgetMs }));
    }
    await thread.close();
  };
  await Promise.all(Array.from({ length: threads }, work));
}
