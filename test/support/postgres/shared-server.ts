import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findPostgres } from './programs.ts';
import { createServerIn, readFacts, removeServer, type ServerFacts } from './server.ts';

/**
 * One server for a whole test run, made by the first file that needs it and removed by the run's
 * end (global-setup.ts). Its folder carries the number of the run's process.
 */
const PREFIX = 'upi-postgres-';
const VARIABLE = 'UPI_TEST_POSTGRES_FOLDER';
const WAIT_MS = 60_000;

export function claimFolder(): string {
  const folder = join(tmpdir(), `${PREFIX}${process.pid}`);
  process.env[VARIABLE] = folder;
  return folder;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function removeFolder(folder: string): Promise<void> {
  const bin = findPostgres();
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const server = join(folder, name);
    if (bin && existsSync(join(server, 'data'))) await removeServer({ bin, folder: server });
  }
  rmSync(folder, { recursive: true, force: true });
}

/** This run's server, and those of runs that were killed. */
export async function removeServers(own: string): Promise<void> {
  await removeFolder(own);
  for (const name of readdirSync(tmpdir())) {
    const pid = name.startsWith(PREFIX) ? Number(name.slice(PREFIX.length)) : Number.NaN;
    if (Number.isInteger(pid) && !isAlive(pid)) await removeFolder(join(tmpdir(), name));
  }
}

function runFolder(): string {
  const folder = process.env[VARIABLE];
  if (!folder) throw new Error('the test run has no place for a database server');
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  return folder;
}

/** A server of a test's own, to be killed; it removes it, and if it cannot, the run does. */
export const ownServer = (bin: string): Promise<ServerFacts> =>
  createServerIn(join(runFolder(), `own-${randomBytes(4).toString('hex')}`), bin);

/** The run's server; started by whoever comes first. */
export async function sharedServer(bin: string): Promise<ServerFacts> {
  const folder = runFolder();
  const server = join(folder, 'server');
  try {
    mkdirSync(join(folder, 'making'));
  } catch {
    const giveUpMs = performance.now() + WAIT_MS;
    while (!existsSync(join(server, 'facts.json'))) {
      if (performance.now() > giveUpMs) throw new Error('the database server never started');
      await sleep(50);
    }
    return readFacts(server);
  }
  return createServerIn(server, bin);
}
