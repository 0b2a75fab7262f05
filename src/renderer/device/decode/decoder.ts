import type { Pixels, VirtualView } from '../frames/frame-source.ts';
import type { DecodeAnswer, DecodeRequest, Reading } from './decode-messages.ts';

/** The part of a Worker that the decoder needs; tests bring their own. */
export interface WorkerPort {
  postMessage(request: DecodeRequest, transfer: readonly Transferable[]): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<DecodeAnswer>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

type Question = { readonly bitmap?: Pixels } & (
  | { readonly kind: 'video' | 'still'; readonly bitmap: Pixels }
  | { readonly kind: 'view'; readonly view: VirtualView; readonly isToBeRead: boolean }
);

/**
 * One long-lived worker and at most one picture in it. Takes over every bitmap it is given. A worker
 * that dies or hangs is replaced, a few times in a row; after that every read fails.
 */
export interface Decoder {
  /** @throws Error when busy, closed, or the picture could not be read. */
  read(question: Question): Promise<Reading>;
  /** Resolves when no picture is being read. */
  free(): Promise<void>;
  close(): void;
}

/** The slowest still takes about 2 s; a worker that needs longer is stuck. */
const ANSWER_TIMEOUT_MS = 10_000;
const RESTARTS_MAX = 3;

interface Waiting {
  readonly id: number;
  readonly timer: ReturnType<typeof setTimeout>;
  resolve(reading: Reading): void;
  reject(error: Error): void;
}

export function createDecoder(startWorker: () => WorkerPort): Decoder {
  let worker: WorkerPort | undefined;
  let waiting: Waiting | undefined;
  let freed: Promise<unknown> = Promise.resolve();
  let restarts = 0;
  let isClosed = false;
  let nextId = 1;

  const settle = (use: (current: Waiting) => void): void => {
    if (!waiting) return;
    const current = waiting;
    waiting = undefined;
    clearTimeout(current.timer);
    use(current);
  };

  const giveUp = (reason: string): void => {
    worker?.terminate();
    worker = undefined;
    if (!isClosed) restarts += 1;
    settle(({ reject }) => reject(new Error(reason)));
  };

  const open = (): WorkerPort => {
    const opened = startWorker();
    opened.onmessage = ({ data }) => {
      // The answer to a picture that was given up must not pass for a later one's.
      if (data.id !== waiting?.id) {
        if (data.ok) data.reading.picture?.close();
        return;
      }
      settle(({ resolve, reject }) => {
        // Only failures in a row count.
        restarts = 0;
        if (data.ok) resolve(data.reading);
        else reject(new Error(data.message));
      });
    };
    opened.onerror = () => giveUp('The decoder stopped.');
    return opened;
  };

  return {
    read(question) {
      const refuse = (reason: string): Promise<never> => {
        question.bitmap?.close();
        return Promise.reject(new Error(reason));
      };
      if (waiting) return refuse('The decoder is busy.');
      if (isClosed || (!worker && restarts > RESTARTS_MAX))
        return refuse('The decoder stopped too often.');
      worker ??= open();
      const id = nextId++;
      const port = worker;
      const answer = new Promise<Reading>((resolve, reject) => {
        const timer = setTimeout(() => giveUp('The decoder took too long.'), ANSWER_TIMEOUT_MS);
        waiting = { id, timer, resolve, reject };
        port.postMessage({ ...question, id }, question.bitmap ? [question.bitmap] : []);
      });
      freed = answer.catch(() => undefined);
      return answer;
    },
    free: async () => {
      await freed;
    },
    close() {
      isClosed = true;
      giveUp('The scanner was closed.');
    },
  };
}

/** The real worker. Vite sees this expression and builds the worker beside the page. */
export const startDecodeWorker = (): WorkerPort =>
  new Worker(new URL('./decode-worker.ts', import.meta.url), { type: 'module' });
