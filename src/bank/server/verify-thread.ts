import { Worker } from 'node:worker_threads';
import type { VerifySignature } from '#bank/core.ts';
import type { Logger } from '#wire/logger.ts';
import { checkWithNode } from './check-signature.ts';
import { encodeBatch, isWellFormed, type SignedData } from './signature-batch.ts';

/**
 * Signature checks on one helper thread, so that the bank's own thread does only what must be in
 * order. Checks are gathered while the helper is busy: the more there are, the larger the batch.
 * When the helper cannot start or dies, everything goes on here, on node:crypto, only slower.
 */
export interface SignatureThread {
  readonly verify: VerifySignature;
  readonly isHelped: boolean;
  close(): Promise<void>;
}

export interface SignatureThreadOptions {
  readonly logger: Logger;
  /** Where the helper's code is; a bundle keeps it elsewhere. */
  readonly workerUrl?: URL | undefined;
}

interface Pending extends SignedData {
  settle(isValid: boolean): void;
}

/** Bounds one message between the threads; what waits is bounded by the calls in flight. */
const BATCH_MAX = 256;
/** The helper has the next batch while it works on one, */
const BATCHES_SENT_MAX = 2;
/** if there is enough to do: a message costs half as much as a check. */
const NEXT_BATCH_MIN = 24;

/** Takes the helper's place; lets the bank's other work in between. */
function checkHere(items: readonly Pending[]): void {
  for (const { publicKey, data, signature, settle } of items.slice(0, BATCH_MAX)) {
    settle(checkWithNode(publicKey, data, signature));
  }
  if (items.length > BATCH_MAX) setImmediate(checkHere, items.slice(BATCH_MAX));
}

function startWorker(options: SignatureThreadOptions): Worker | undefined {
  try {
    const worker = new Worker(options.workerUrl ?? new URL('./verify-worker.ts', import.meta.url));
    worker.unref();
    return worker;
  } catch (error) {
    options.logger.log('warn', 'signature helper did not start', { error });
    return undefined;
  }
}

export function startSignatureThread(options: SignatureThreadOptions): SignatureThread {
  let worker = startWorker(options);
  let waiting: Pending[] = [];
  let sent: Pending[][] = [];
  let isScheduled = false;

  const sendBatches = (): void => {
    while (
      worker &&
      sent.length < BATCHES_SENT_MAX &&
      waiting.length >= (sent.length === 0 ? 1 : NEXT_BATCH_MIN)
    ) {
      const items = waiting.splice(0, BATCH_MAX);
      sent.push(items);
      const batch = encodeBatch(items);
      worker.postMessage(batch, [batch]);
    }
  };
  const takeBack = (): void => {
    const left = [...sent.flat(), ...waiting];
    worker = undefined;
    sent = [];
    waiting = [];
    checkHere(left);
  };
  const giveUp = (reason: string): void => {
    if (!worker) return;
    options.logger.log('warn', 'signature helper ended; checking on the bank thread', { reason });
    takeBack();
  };
  worker?.on('message', (verdicts: Uint8Array) => {
    const done = sent.shift() ?? [];
    sendBatches();
    done.forEach((item, index) => {
      item.settle(verdicts[index] === 1);
    });
  });
  worker?.on('error', () => giveUp('error'));
  worker?.on('exit', () => giveUp('exit'));

  const schedule = (): void => {
    if (isScheduled) return;
    isScheduled = true;
    // After this round of input, so that calls that came in together go over together.
    setImmediate(() => {
      isScheduled = false;
      sendBatches();
    });
  };

  return {
    verify: (publicKey, data, signature) =>
      new Promise((resolve) => {
        const item: Pending = { publicKey, data, signature, settle: resolve };
        if (!isWellFormed(item)) {
          resolve(false);
        } else if (worker) {
          waiting.push(item);
          schedule();
        } else {
          checkHere([item]);
        }
      }),
    get isHelped() {
      return worker !== undefined;
    },
    async close() {
      const ending = worker;
      takeBack();
      await ending?.terminate();
    },
  };
}
