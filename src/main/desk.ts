import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { labThreadStarter } from '#attacks/start-lab-thread.ts';
import { removeStore } from '#bank/store/open-store.ts';
import type { DataFolder, DataFolderPaths } from '#wire/data-folder.ts';
import { readTextFile } from '#wire/private-file.ts';
import { createAttackLab } from './attacks/attack-lab.ts';
import type { Keychain } from './electron/keychain.ts';
import type { LaunchOptions } from './launch/options.ts';
import { createDeviceFile } from './simulator/device-file.ts';
import type { EngineParts } from './simulator/engine.ts';
import type { RunningBank, WireAddress } from './simulator/links.ts';
import { createSimulator, type Simulator } from './simulator/simulator.ts';
import type { WindowControl } from './simulator/window-control.ts';
import type { WindowRegistry } from './simulator/windows.ts';
import type { ThreadPrograms } from './stress/scratch-threads.ts';
import { createStressRunner } from './stress/stress-runner.ts';
import type { LaunchStressWorker } from './stress/stress-worker.ts';
import { startLocalBank } from './threads/bank-thread.ts';
import { startTerminalThread } from './threads/terminal-thread.ts';

/** A data folder with everything that runs on it; both hosts open one. */
export interface Desk {
  readonly simulator: Simulator;
  /** Payments in flight are answered, then everything stops and the folder is given up. */
  close(): Promise<void>;
}

export interface DeskOptions {
  readonly launch: Pick<LaunchOptions, 'bankPort' | 'remoteBank' | 'storeUrl'>;
  readonly version: string;
  readonly reservedPorts: readonly number[];
  /** The threads' programs in a bundle; run from source they are found by themselves. */
  readonly workers?: ThreadPrograms & { readonly attacks: URL };
  readonly keychain?: Keychain;
  readonly launchStress: LaunchStressWorker;
  createControl(windows: WindowRegistry): WindowControl;
  onUnexpected(error: unknown): void;
}

type RemoteBank = NonNullable<LaunchOptions['remoteBank']>;

/** @throws Error when the file cannot be read or is no certificate */
export function readAuthorityFile(path: string): string {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new Error(`The certificate authority ${path} cannot be read. Ask for the bank's ca.pem.`);
  }
  if (!text.includes('-----BEGIN CERTIFICATE-----')) {
    throw new Error(`${path} is no certificate. Ask for the bank's ca.pem.`);
  }
  return text;
}

const bankElsewhere = ({ host, port, caFile }: RemoteBank): RunningBank => ({
  address: { host, port, caPem: readAuthorityFile(caFile) },
  onFailure: () => undefined,
  close: async () => undefined,
});

/** Terminals of this desk present our authority's certificates, those of others the bank's. */
const terminalAuthorities = (paths: DataFolderPaths, bank: WireAddress): string =>
  [...new Set([bank.caPem, readTextFile(paths.caCertificate) ?? ''])].join('\n');

function engineParts(
  paths: DataFolderPaths,
  { launch, workers, keychain }: Pick<DeskOptions, 'launch' | 'workers' | 'keychain'>,
): EngineParts {
  const { remoteBank, bankPort, storeUrl } = launch;
  const dataFolder = paths.folder;
  return {
    startBank: async (backupToRestore) =>
      remoteBank
        ? bankElsewhere(remoteBank)
        : startLocalBank({
            dataFolder,
            port: bankPort,
            storeUrl,
            backupToRestore,
            keychain,
            ...(workers ? { workerUrl: workers.bank } : {}),
          }),
    startTerminals: (bank) =>
      startTerminalThread({
        dataFolder,
        bank,
        ...(workers ? { workerUrl: workers.terminals } : {}),
      }),
    readAdminKey: () => readTextFile(paths.adminKey)?.trim(),
    terminalCaPem: (bank) => terminalAuthorities(paths, bank),
  };
}

/** What a reset removes. Authority and saved pictures stay, and so does another bank's admin key. */
function wipe(paths: DataFolderPaths, isRemote: boolean): void {
  const own = [paths.terminals, paths.codes];
  const bank = [
    ...['', '-wal', '-shm', '-journal'].map((suffix) => `${paths.database}${suffix}`),
    paths.checkpoint,
    paths.adminKey,
    paths.stressKey,
    paths.wrappingKey,
    paths.sealedKey,
  ];
  const codes = readdirSync(paths.folder).filter((name) => name.endsWith('_qr.png'));
  for (const path of isRemote ? own : [...own, ...bank]) {
    rmSync(path, { recursive: true, force: true });
  }
  for (const name of codes) rmSync(join(paths.folder, name), { force: true });
  for (const path of own) mkdirSync(path, { mode: 0o700 });
}

/**
 * @param folder taken by the caller; given up when the desk closes or cannot open
 * @throws WireError and other errors whose message is one clear sentence for people
 */
export async function openDesk(folder: DataFolder, options: DeskOptions): Promise<Desk> {
  const { launch } = options;
  const isRemoteBank = launch.remoteBank !== undefined;
  try {
    const simulator = await createSimulator({
      dataFolder: folder.paths.folder,
      version: options.version,
      isRemoteBank,
      deviceFile: createDeviceFile(folder.paths.devices, Date.now),
      parts: engineParts(folder.paths, options),
      reservedPorts: options.reservedPorts,
      createStress: (onStatus) =>
        createStressRunner({
          launch: options.launchStress,
          savedFolder: folder.paths.saved,
          onStatus,
        }),
      createAttacks: (parts) =>
        createAttackLab({
          ...parts,
          folder: folder.paths.attackLab,
          startThread: labThreadStarter(options.workers?.attacks),
          nowMs: Date.now,
        }),
      readStressKey: () => readTextFile(folder.paths.stressKey)?.trim(),
      async wipe() {
        // First what may fail: a bank whose keys are gone could never be opened again.
        if (!isRemoteBank && launch.storeUrl !== undefined) await removeStore(launch.storeUrl);
        wipe(folder.paths, isRemoteBank);
      },
      createControl: options.createControl,
      onUnexpected: options.onUnexpected,
      nowMs: Date.now,
      randomBytes,
    });
    return {
      simulator,
      async close() {
        await simulator.close();
        folder.close();
      },
    };
  } catch (error) {
    folder.close();
    throw error;
  }
}

/** The lock shows this to whoever finds the folder taken. */
export const PROGRAM_NAME = 'UPI Simulator';

/** The version people see; the same in every host. */
export function readVersion(root: string): string {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return String(version);
}
