import type { BankFailure } from './bank-failure.ts';
import type { RunBankOptions } from './run-bank.ts';
import type { KeyPlace } from './wrapping-key.ts';

/** What the hosting thread gives the bank's thread to begin with. */
export interface BankThreadSettings
  extends Pick<
    RunBankOptions,
    | 'storeUrl'
    | 'host'
    | 'port'
    | 'isNextPortAllowed'
    | 'certificateHosts'
    | 'keychainKeys'
    | 'environmentKey'
    | 'isRestoreAccepted'
    | 'backupToRestore'
  > {
  /** A data folder that this process holds already (`openDataFolder`). */
  readonly dataFolder: string;
}

/** From the bank's thread: `ready` or `failed` first, `stopped` last. */
export type BankThreadMessage =
  | {
      readonly kind: 'ready';
      readonly bankId: string;
      readonly host: string;
      readonly port: number;
      readonly caPem: string;
      readonly keyPlace: KeyPlace;
    }
  | ({ readonly kind: 'failed' } & BankFailure)
  | { readonly kind: 'stopped' };

/** To the bank's thread. */
export type BankThreadRequest = { readonly kind: 'stop' };
