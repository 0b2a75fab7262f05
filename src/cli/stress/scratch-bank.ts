import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { removeStore, STORE_VARIABLE, scratchStoreUrl } from '#bank/store/open-store.ts';
import { openShops } from '#stress/open-shops.ts';
import type { Payee, TargetAddress } from '#stress/target.ts';
import { YOUNG_SPACE_OPTIONS } from '#stress/young-space.ts';
import { startTerminals } from '#terminal/start-terminals.ts';
import { dataFolderPaths } from '#wire/data-folder.ts';
import { isFolderLocked } from '#wire/folder-lock.ts';

/** A bank of its own process on a folder of its own, for one stress run; gone afterwards. */
export interface ScratchBank {
  readonly address: TargetAddress;
  readonly folder: string;
  readonly processId: number | undefined;
  /** Shops with live terminals for the terminal route. */
  openTerminals(count: number): Promise<readonly Payee[]>;
  close(): Promise<void>;
}

const START_WITHIN_MS = 120_000;
const BANK_PROGRAM = join(import.meta.dirname, '..', 'bank.ts');
const LOOPBACK = '127.0.0.1';
/** Its standard input ends with this process, however that ends. */
const END_WITH_INPUT = '--end-with-input';
const SCRATCH_PREFIX = 'upi-stress-';
/** A folder this old that no bank holds was left behind by a run that was killed. */
const STALE_MS = 600_000;

interface ReadyLine {
  readonly host: string;
  readonly port: number;
}

function readyLine(child: ChildProcess): Promise<ReadyLine> {
  return new Promise((resolve, reject) => {
    let complaint = '';
    const fail = (why: string): void =>
      reject(new Error(`The scratch bank did not start: ${complaint.trim() || why}`));
    const timer = setTimeout(() => fail('it took longer than two minutes'), START_WITHIN_MS);
    child.stderr?.on('data', (chunk) => {
      complaint = (complaint + String(chunk)).slice(-2_000);
    });
    child.once('exit', () => fail('it ended'));
    if (!child.stdout) return fail('it has no output');
    createInterface({ input: child.stdout }).once('line', (line) => {
      clearTimeout(timer);
      resolve(JSON.parse(line) as ReadyLine);
    });
  });
}

const exited = (child: ChildProcess): Promise<void> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((resolve) => child.once('exit', () => resolve()));

/** Not on the command line, where everybody on the machine could read the password in it. */
function environmentFor(store: string | undefined): NodeJS.ProcessEnv {
  const { [STORE_VARIABLE]: _own, ...others } = process.env;
  return store === undefined ? others : { ...others, [STORE_VARIABLE]: store };
}

/** Removes what runs that were killed left behind. */
function removeStaleFolders(): void {
  for (const name of readdirSync(tmpdir()).filter((one) => one.startsWith(SCRATCH_PREFIX))) {
    const folder = join(tmpdir(), name);
    const age = Date.now() - (statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age < STALE_MS || isFolderLocked(dataFolderPaths(folder).lock)) continue;
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param storeUrl a PostgreSQL database in which the bank gets a schema of its own */
export async function startScratchBank(storeUrl?: string): Promise<ScratchBank> {
  removeStaleFolders();
  const name = randomBytes(6).toString('hex');
  const store = storeUrl === undefined ? undefined : await scratchStoreUrl(storeUrl, name);
  const folder = mkdtempSync(join(tmpdir(), SCRATCH_PREFIX));
  const paths = dataFolderPaths(folder);
  const child = spawn(
    process.execPath,
    [
      ...YOUNG_SPACE_OPTIONS,
      BANK_PROGRAM,
      '--data',
      folder,
      '--bank-port',
      '0',
      '--json',
      END_WITH_INPUT,
    ],
    { stdio: ['pipe', 'pipe', 'pipe'], env: environmentFor(store) },
  );
  const closers: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const end of closers) await end();
    child.kill('SIGTERM');
    await exited(child);
    if (store !== undefined) await removeStore(store);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const { host, port } = await readyLine(child);
    const caPem = readFileSync(paths.caCertificate, 'utf8');
    const stressKey = readFileSync(paths.stressKey, 'utf8').trim();
    return {
      address: { host, port, caPem, stressKey },
      folder,
      processId: child.pid,
      async openTerminals(count) {
        const bank = { host, port, caPem };
        const terminals = await startTerminals({
          dataFolder: folder,
          bank,
          listenHost: LOOPBACK,
          host: LOOPBACK,
        });
        closers.push(terminals.close);
        return openShops(count, terminals.register);
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
