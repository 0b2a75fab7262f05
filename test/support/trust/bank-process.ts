import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { STORE_VARIABLE } from '#bank/store/open-store.ts';
import { createLine, type Line } from '#stress/line.ts';
import { connectFrames } from '#wire/client.ts';
import { dataFolderPaths } from '#wire/data-folder.ts';

/** A bank in a process of its own, so that it can be killed like one. */
export interface BankProcess {
  readonly child: ChildProcess;
  readonly host: string;
  readonly port: number;
  readonly caPem: string;
  /** Everything it has written to standard error so far. */
  complaints(): string;
  /** An open connection; with the stress key's role when asked. */
  connect(role?: 'stress' | 'admin'): Promise<Line>;
  /** SIGKILL: no handler runs, no buffer is written. */
  kill(): Promise<void>;
  /** SIGTERM, then waits for its exit code. */
  stop(): Promise<number | null>;
}

const ROOT = join(import.meta.dirname, '../../..');
const BANK_PROGRAM = join(ROOT, 'src/cli/bank.ts');

export interface SpawnOptions {
  readonly words?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** With the PostgreSQL database named where no other process can read it. */
export const onStore = (storeUrl: string | undefined): SpawnOptions =>
  storeUrl === undefined ? {} : { env: { [STORE_VARIABLE]: storeUrl } };

/** Starts a bank's process without waiting for it. */
export const spawnBank = (folder: string, options: SpawnOptions = {}): ChildProcess =>
  spawn(
    process.execPath,
    [BANK_PROGRAM, '--data', folder, '--bank-port', '0', '--json', ...(options.words ?? [])],
    { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...options.env } },
  );

export async function hasExited(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

export async function startBank(folder: string, options: SpawnOptions = {}): Promise<BankProcess> {
  const child = spawnBank(folder, options);
  let complaints = '';
  child.stderr?.on('data', (chunk) => {
    complaints += String(chunk);
  });
  const ready = await new Promise<{ host: string; port: number }>((resolve, reject) => {
    if (child.stdout) {
      createInterface({ input: child.stdout }).once('line', (line) => resolve(JSON.parse(line)));
    }
    child.once('exit', (code) => reject(new Error(`the bank ended with ${code}: ${complaints}`)));
  });
  const paths = dataFolderPaths(folder);
  const caPem = readFileSync(paths.caCertificate, 'utf8');
  return {
    child,
    ...ready,
    caPem,
    complaints: () => complaints,
    async connect(role) {
      const line = createLine(await connectFrames({ ...ready, caPem }));
      if (!role) return line;
      const path = role === 'admin' ? paths.adminKey : paths.stressKey;
      const adminKey = readFileSync(path, 'utf8').trim();
      const reply = await line.call('admin.open', { adminKey });
      if (reply.kind !== 'result') throw new Error(`${role} was refused: ${reply.message}`);
      return line;
    },
    async kill() {
      child.kill('SIGKILL');
      await hasExited(child);
    },
    async stop() {
      child.kill('SIGTERM');
      await hasExited(child);
      return child.exitCode;
    },
  };
}
