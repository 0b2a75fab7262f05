import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { dataFolderPaths } from '#wire/data-folder.ts';
import { createLogger, formatLogEntry } from '#wire/logger.ts';
import { bankFailure } from './bank-failure.ts';
import type { BankThreadMessage, BankThreadRequest, BankThreadSettings } from './bank-messages.ts';
import { runBank } from './run-bank.ts';

/** The thread that hosts the bank; started by start-bank-thread.ts. */
const logger = createLogger({
  nowMs: Date.now,
  level: 'warn',
  sink: (entry) => process.stderr.write(`bank: ${formatLogEntry(entry)}\n`),
});

/** A bundle keeps the helper's program beside this one. */
const bundledHelper = import.meta.url.endsWith('.js')
  ? new URL('./verify-worker.js', import.meta.url)
  : undefined;

async function serve(port: MessagePort, settings: BankThreadSettings): Promise<void> {
  const say = (message: BankThreadMessage): void => port.postMessage(message);
  try {
    const { dataFolder, ...options } = settings;
    const bank = await runBank({
      ...options,
      paths: dataFolderPaths(dataFolder),
      logger,
      verifyWorkerUrl: bundledHelper,
    });
    port.once('message', (_request: BankThreadRequest) => {
      bank
        .stop()
        .catch((error: unknown) => logger.log('error', 'bank did not stop cleanly', { error }))
        .finally(() => {
          say({ kind: 'stopped' });
          port.close();
        });
    });
    const { bankId, host, port: bankPort, caPem, keyPlace } = bank;
    say({ kind: 'ready', bankId, host, port: bankPort, caPem, keyPlace });
  } catch (error) {
    const failure = bankFailure(error);
    if (failure.code === 'internal') logger.log('error', 'bank did not start', { error });
    say({ kind: 'failed', ...failure });
    port.close();
  }
}

if (parentPort) void serve(parentPort, workerData as BankThreadSettings);
