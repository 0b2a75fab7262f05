import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { StressRequest, StressStatus } from '#shared/simulator/stress-records.ts';
import type { StressFiles, StressNews } from '#stress/orders.ts';
import type { TargetAddress } from '#stress/target.ts';
import type { LaunchStressWorker, StressWorker } from './stress-worker.ts';

/** The one stress run of a desk, in a worker of its own. */
export interface StressRunner {
  status(): StressStatus;
  /** @throws Error with a sentence for people when one is under way or it cannot begin */
  start(request: StressRequest, live: TargetAddress | undefined): StressStatus;
  stop(): StressStatus;
  /** Ends a run that is under way and waits for it. */
  close(): Promise<void>;
}

export interface StressRunnerOptions {
  readonly launch: LaunchStressWorker;
  readonly savedFolder: string;
  onStatus(status: StressStatus): void;
}

const CLOSE_WITHIN_MS = 10_000;

const filesIn = (folder: string): StressFiles => ({
  json: join(folder, 'simulation_results.json'),
  csv: join(folder, 'simulation_results.csv'),
  summary: join(folder, 'simulation_results.summary.json'),
});

export function createStressRunner(options: StressRunnerOptions): StressRunner {
  let status: StressStatus = { state: 'idle' };
  let worker: StressWorker | undefined;
  let whenEnded = Promise.withResolvers<void>();
  const files = filesIn(options.savedFolder);
  const put = (next: StressStatus): void => {
    status = next;
    options.onStatus(status);
  };
  const onNews = (news: StressNews): void => {
    if (news.kind === 'progress') put({ ...status, progress: news.progress });
    else if (news.kind === 'ended') put({ ...status, summary: news.summary });
    else {
      const { message: problem, connectionsPossible } = news;
      put({
        ...status,
        problem,
        ...(connectionsPossible === undefined ? {} : { connectionsPossible }),
      });
    }
  };
  const onEnded = (why: string): void => {
    worker = undefined;
    const isTold = status.summary !== undefined || status.problem !== undefined;
    put({
      ...status,
      state: 'ended',
      ...(isTold ? {} : { problem: why }),
      ...(status.summary ? { files: Object.values(files) } : {}),
    });
    whenEnded.resolve();
  };
  return {
    status: () => status,
    start(request, live) {
      if (worker) throw new Error('A stress test is under way. Stop it first.');
      mkdirSync(options.savedFolder, { recursive: true, mode: 0o700 });
      whenEnded = Promise.withResolvers();
      put({ state: 'running', request });
      worker = options.launch({ onNews, onEnded });
      const running = live && { address: live };
      worker.send({ kind: 'start', options: request.options, running, files });
      return status;
    },
    stop() {
      if (!worker) return status;
      worker.send({ kind: 'stop' });
      put({ ...status, state: 'stopping' });
      return status;
    },
    async close() {
      const ending = worker;
      if (!ending) return;
      ending.send({ kind: 'stop' });
      const timer = setTimeout(() => ending.kill(), CLOSE_WITHIN_MS);
      await whenEnded.promise;
      clearTimeout(timer);
    },
  };
}
