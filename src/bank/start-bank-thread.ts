import { Worker } from 'node:worker_threads';
import type { BankThreadMessage, BankThreadRequest, BankThreadSettings } from './bank-messages.ts';
import type { KeyPlace } from './wrapping-key.ts';

/** A bank in a thread of its own, as the hosting process sees it. */
export interface BankThread {
  readonly bankId: string;
  readonly host: string;
  readonly port: number;
  readonly caPem: string;
  readonly keyPlace: KeyPlace;
  /** Called once if the thread ends by itself, with the reason for people. */
  onFailure(listener: (reason: string) => void): void;
  /** Answers payments in flight, writes everything, frees the port. */
  close(): Promise<void>;
}

export interface StartBankThreadOptions extends BankThreadSettings {
  /** The thread's program; a bundle names its own. */
  readonly workerUrl?: URL;
}

/** Why the bank's thread did not start; `code` as in BankFailure. */
export class BankThreadError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'BankThreadError';
    this.code = code;
  }
}

/**
 * Room for young objects (three semi-spaces): what 10,000 payments in flight allocate dies there
 * instead of being copied around; 3 to 5 % of the whole cost.
 */
const YOUNG_SPACE_MB = 96;
/** Longer than the server's drain and the core's close together. */
const CLOSE_WITHIN_MS = 12_000;
const ENDED =
  'The bank has stopped unexpectedly. Start the simulator again; no answered payment is lost.';

function firstMessage(worker: Worker): Promise<BankThreadMessage> {
  return new Promise((resolve, reject) => {
    const fail = (): void => reject(new BankThreadError('internal', 'The bank could not start.'));
    worker.once('message', resolve);
    worker.once('error', fail);
    worker.once('exit', fail);
  });
}

function untilEnded(worker: Worker): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => void worker.terminate(), CLOSE_WITHIN_MS);
    worker.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** @throws BankThreadError with a message for people */
export async function startBankThread(options: StartBankThreadOptions): Promise<BankThread> {
  const { workerUrl, ...settings } = options;
  const url = workerUrl ?? new URL('./bank-worker.ts', import.meta.url);
  const worker = new Worker(url, {
    workerData: settings,
    name: 'bank',
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_SPACE_MB },
  });
  let onFailure: ((reason: string) => void) | undefined;
  let hasEnded = false;
  let closing: Promise<void> | undefined;
  worker.on('error', () => {});
  worker.once('exit', () => {
    hasEnded = true;
    if (!closing) onFailure?.(ENDED);
  });

  const first = await firstMessage(worker);
  if (first.kind !== 'ready') {
    await worker.terminate();
    const isFailure = first.kind === 'failed';
    throw new BankThreadError(
      isFailure ? first.code : 'internal',
      isFailure ? first.message : 'The bank could not start.',
    );
  }
  const { bankId, host, port, caPem, keyPlace } = first;
  return {
    bankId,
    host,
    port,
    caPem,
    keyPlace,
    onFailure(listener) {
      onFailure = listener;
      if (hasEnded && !closing) listener(ENDED);
    },
    close() {
      if (!closing) {
        const request: BankThreadRequest = { kind: 'stop' };
        closing = hasEnded ? Promise.resolve() : untilEnded(worker);
        worker.postMessage(request);
      }
      return closing;
    },
  };
}
