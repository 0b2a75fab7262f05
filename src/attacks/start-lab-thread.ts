import { Worker } from 'node:worker_threads';
import { type LabNews, type LabOrder, STOP } from './lab-messages.ts';

/** One attack in a thread of its own, as the hosting process sees it. */
export interface LabThread {
  /** Lets it close its banks; cut after STOP_WITHIN_MS. */
  stop(): void;
  /** Resolves when nothing of it runs any more. Never rejects. */
  readonly ended: Promise<void>;
}

export interface LabThreadEvents {
  onNews(news: LabNews): void;
}

export type StartLabThread = (order: LabOrder, events: LabThreadEvents) => LabThread;

const STOP_WITHIN_MS = 5_000;

/** @param workerUrl the thread's program; a bundle names its own */
export const labThreadStarter =
  (workerUrl: URL = new URL('./lab-worker.ts', import.meta.url)): StartLabThread =>
  (order, { onNews }) => {
    const worker = new Worker(workerUrl, { workerData: order, name: 'attack-lab' });
    const { promise: ended, resolve } = Promise.withResolvers<void>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    worker.on('message', onNews);
    worker.on('error', (error) => {
      onNews({ kind: 'failed', message: `The attack lab broke: ${error.message}` });
    });
    worker.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
    return {
      ended,
      stop() {
        worker.postMessage(STOP);
        timer ??= setTimeout(() => void worker.terminate(), STOP_WITHIN_MS);
      },
    };
  };
