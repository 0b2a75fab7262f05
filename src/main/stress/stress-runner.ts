import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { StressRequest, StressStatus } from '#shared/simulator/stress-records.ts';
import type { TargetAddress } from '#stress/target.ts';
import type { StressFiles, StressNews, StressOrder } from './stress-messages.ts';

/** The one stress run of a desk, in a process of its own. */
export interface StressRunner {
  status(): StressStatus;
  /** @throws Error with a sentence for people when one is under way or it cannot begin */
  start(request: StressRequest, live: TargetAddress | undefined): StressStatus;
  stop(): StressStatus;
  /** Ends a run that is under way and waits for it. */
  close(): Promise<void>;
}

export interface StressRunnerOptions {
  /** Node 24, which runs the program from source. */
  readonly nodePath: string;
  readonly savedFolder: string;
  /** Beside this file when run from source. */
  readonly programFolder?: string;
  onStatus(status: StressStatus): void;
}

const PROGRAM = 'stress-process.ts';
const CLOSE_WITHIN_MS = 10_000;
const COMPLAINT_LENGTH = 500;

const filesIn = (folder: string): StressFiles => ({
  json: join(folder, 'simulation_results.json'),
  csv: join(folder, 'simulation_results.csv'),
  summary: join(folder, 'simulation_results.summary.json'),
});

export function createStressRunner(options: StressRunnerOptions): StressRunner {
  const programFolder = options.programFolder ?? import.meta.dirname;
  let status: StressStatus = { state: 'idle' };
  let child: ChildProcess | undefined;
  const files = filesIn(options.savedFolder);
  const put = (next: StressStatus): void => {
    status = next;
    options.onStatus(status);
  };
  const hear = (news: StressNews): void => {
    if (news.kind === 'progress') put({ ...status, progress: news.progress });
    else if (news.kind === 'ended') put({ ...status, summary: news.summary });
    else put({ ...status, problem: news.message });
  };
  const ended = (why: string): void => {
    child = undefined;
    const isTold = status.summary !== undefined || status.problem !== undefined;
    put({
      ...status,
      state: 'ended',
      ...(isTold ? {} : { problem: why }),
      ...(status.summary ? { files: Object.values(files) } : {}),
    });
  };
  const launch = (): ChildProcess => {
    const started = spawn(options.nodePath, [join(programFolder, PROGRAM)], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let complaint = '';
    started.stderr?.on('data', (chunk) => {
      complaint = (complaint + String(chunk)).slice(-COMPLAINT_LENGTH);
    });
    started.on('message', (news) => hear(news as StressNews));
    started.once('error', (error) => ended(`The stress test did not start: ${error.message}`));
    started.once('close', () => {
      if (child === started) ended(`The stress test ended by itself. ${complaint.trim()}`);
    });
    return started;
  };
  const send = (order: StressOrder): void => {
    // A process that is gone says so by its own events.
    if (child?.connected) child.send(order, () => undefined);
  };
  return {
    status: () => status,
    start(request, live) {
      if (child) throw new Error('A stress test is under way. Stop it first.');
      mkdirSync(options.savedFolder, { recursive: true, mode: 0o700 });
      child = launch();
      put({ state: 'running', request });
      send({ kind: 'start', options: request.options, live, files });
      return status;
    },
    stop() {
      if (!child) return status;
      send({ kind: 'stop' });
      put({ ...status, state: 'stopping' });
      return status;
    },
    async close() {
      const ending = child;
      if (!ending) return;
      const closed = new Promise((resolve) => ending.once('close', resolve));
      send({ kind: 'stop' });
      const timer = setTimeout(() => ending.kill('SIGKILL'), CLOSE_WITHIN_MS);
      await closed;
      clearTimeout(timer);
    },
  };
}
