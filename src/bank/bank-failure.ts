import { WireError } from '#wire/wire-error.ts';
import { StartupFailure } from './startup-failure.ts';
import { StoreFailure } from './store/store-failure.ts';

/** Why a bank did not start, as it crosses threads and reaches people. */
export interface BankFailure {
  /** Stable name: a WireErrorCode, StoreFailureKind or StartupFailureKind, or `internal`. */
  readonly code: string;
  readonly message: string;
}

export function bankFailure(error: unknown): BankFailure {
  if (error instanceof WireError) return { code: error.code, message: error.message };
  if (error instanceof StoreFailure || error instanceof StartupFailure) {
    return { code: error.kind, message: error.message };
  }
  return { code: 'internal', message: 'The bank could not start. What happened is in its log.' };
}
