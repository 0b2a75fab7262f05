import { Worker } from 'node:worker_threads';
import type { RunningBank } from '../simulator/links.ts';

export interface BankThreadOptions {
  readonly dataFolder: string;
  /** The next free one is taken when it is not. */
  readonly port: number;
  readonly workerUrl?: URL;
}

export async function startBankThread(options: BankThreadOptions): Promise<RunningBank> {
  const url = options.workerUrl ?? new URL('../../bank/bank-worker.ts', import.meta.url);
  const worker = new Worker(url, { workerData: options, name: 'bank' });
  await worker.terminate();
  throw new Error('The bank is not here yet.');
}
