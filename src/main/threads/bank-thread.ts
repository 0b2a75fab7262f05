import { startBankThread } from '#bank/start-bank-thread.ts';
import { WRAPPING_KEY_VARIABLE } from '#bank/wrapping-key.ts';
import type { Keychain } from '../electron/keychain.ts';
import type { RunningBank } from '../simulator/links.ts';

/** The bank's thread as the simulator sees it. */
export interface LocalBankOptions {
  /** Held by this process. */
  readonly dataFolder: string;
  /** A PostgreSQL database in place of the folder's file. */
  readonly storeUrl?: string | undefined;
  /** The next free one is taken when it is not. */
  readonly port: number;
  /** The thread's program; a bundle names its own. */
  readonly workerUrl?: URL;
  /** Of the host that has one. */
  readonly keychain?: Keychain | undefined;
  /** A backup to put in the database's place first. */
  readonly backupToRestore?: string | undefined;
}

const LOOPBACK = '127.0.0.1';

/** @throws BankThreadError with a message for people */
export async function startLocalBank(options: LocalBankOptions): Promise<RunningBank> {
  const { keychain, ...settings } = options;
  const bank = await startBankThread({
    ...settings,
    keychainKeys: await keychain?.open(),
    host: LOOPBACK,
    isNextPortAllowed: true,
    environmentKey: process.env[WRAPPING_KEY_VARIABLE],
  });
  keychain?.settle();
  return {
    keyPlace: bank.keyPlace,
    address: { host: LOOPBACK, port: bank.port, caPem: bank.caPem },
    onFailure: bank.onFailure,
    close: bank.close,
  };
}
