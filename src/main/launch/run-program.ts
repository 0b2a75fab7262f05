import { spawn } from 'node:child_process';

export interface RunOutcome {
  /** Undefined when it was ended for taking too long, or never started. */
  readonly status: number | undefined;
  readonly isTimeout: boolean;
  /** The end of what it wrote. */
  readonly output: string;
}

export interface RunOptions {
  readonly folder: string;
  readonly timeoutMs: number;
  readonly environment?: NodeJS.ProcessEnv;
  /** Called every few seconds while it runs. */
  readonly onWait?: (elapsedMs: number) => void;
}

const OUTPUT_MAX_LENGTH = 16_384;
const WAIT_EVERY_MS = 5_000;

/** Runs one of our own programs to its end, bounded in time and in what is kept of its output. */
export function runProgram(
  command: string,
  words: readonly string[],
  options: RunOptions,
): Promise<RunOutcome> {
  return new Promise((resolve) => {
    const startedMs = performance.now();
    let output = '';
    let isTimeout = false;
    const child = spawn(command, words, {
      cwd: options.folder,
      env: options.environment ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const timer = setTimeout(() => {
      isTimeout = true;
      child.kill('SIGKILL');
    }, options.timeoutMs);
    const progress = setInterval(
      () => options.onWait?.(performance.now() - startedMs),
      WAIT_EVERY_MS,
    );
    const keep = (chunk: Buffer): void => {
      output = (output + chunk.toString('utf8')).slice(-OUTPUT_MAX_LENGTH);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const finish = (status: number | undefined): void => {
      clearTimeout(timer);
      clearInterval(progress);
      resolve({ status, isTimeout, output });
    };
    child.once('error', (error) => {
      output += error.message;
      finish(undefined);
    });
    child.once('close', (code) => finish(isTimeout ? undefined : (code ?? undefined)));
  });
}
