import { setTimeout as sleep } from 'node:timers/promises';
import type { BankProcess } from './bank-process.ts';
import { expectResult } from './payers.ts';

/** A valid client that comes anew all the time, and how long the bank kept it waiting. */
export interface Probe {
  stop(): Promise<{ readonly count: number; readonly worstMs: number }>;
}

const PAUSE_MS = 25;

export function startProbe(bank: BankProcess): Probe {
  let isStopped = false;
  let count = 0;
  let worstMs = 0;
  const run = async (): Promise<void> => {
    while (!isStopped) {
      const startedMs = performance.now();
      const line = await bank.connect();
      expectResult(await line.call('bank.info', {}));
      line.close();
      worstMs = Math.max(worstMs, performance.now() - startedMs);
      count += 1;
      await sleep(PAUSE_MS);
    }
  };
  const running = run();
  // Awaited in `stop`; until then a failure must not end the process.
  running.catch(() => undefined);
  return {
    async stop() {
      isStopped = true;
      await running;
      return { count, worstMs: Math.round(worstMs) };
    },
  };
}
