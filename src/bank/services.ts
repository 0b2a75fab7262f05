import type { NodeDeviceSigner } from '#wire/node-crypto.ts';
import type { PasswordTries } from './accounts/password-tries.ts';
import type { PasswordHasher } from './accounts/passwords.ts';
import type { RecordSearch } from './accounts/searches.ts';
import type { BankClock, BankIdentity, RandomBytes, VerifySignature } from './core.ts';
import type { Defences } from './defences.ts';
import type { DueTimer } from './due-timer.ts';
import type { EventHub } from './events/event-hub.ts';
import type { Meter } from './events/meter.ts';
import type { FaultBook } from './faults/fault-book.ts';
import type { KeyWrap } from './identity/key-wrap.ts';
import type { SignedLedger } from './ledger/signed-ledger.ts';
import type { HoldWatch } from './payments/held/hold-watch.ts';
import type { ReportProblem } from './report-problem.ts';
import type { PinGuard } from './sessions/pin-guard.ts';
import type { SessionBook } from './sessions/session-book.ts';
import type { BankState } from './state/bank-state.ts';
import type { BatchRunner } from './state/batch-runner.ts';
import type { BankBounds } from './state/bounds.ts';
import type { BankStore } from './store/bank-store.ts';
import type { Timers } from './timers.ts';

/** What the bank's parts share; made once by `openBank`. */
export interface BankServices {
  readonly identity: BankIdentity;
  readonly state: BankState;
  readonly store: BankStore;
  readonly search: RecordSearch;
  readonly runner: BatchRunner;
  readonly sessions: SessionBook;
  readonly ledger: SignedLedger;
  readonly events: EventHub;
  readonly meter: Meter;
  /** Faults on demand; empty in an ordinary bank. */
  readonly faults: FaultBook;
  readonly pinGuard: PinGuard;
  readonly defences: Defences;
  readonly passwords: PasswordHasher;
  readonly passwordTries: PasswordTries;
  readonly keyWrap: KeyWrap;
  /** Certifies merchants. */
  readonly certifier: NodeDeviceSigner;
  readonly bounds: BankBounds;
  readonly verifySignature: VerifySignature;
  readonly randomBytes: RandomBytes;
  readonly nowMs: BankClock['nowMs'];
  /** Never runs backwards; for durations only. */
  readonly monotonicMs: () => number;
  /** Ends payments that wait in SUSPENSE. */
  readonly holdWatch: HoldWatch;
  readonly timers: Timers;
  /** For the next collect request that runs out. */
  readonly collectTimer: DueTimer;
  /** Hears of what nobody's call can answer for. */
  readonly onProblem: ReportProblem;
  readonly startedMs: number;
  /** Where backups are written; undefined for a bank without a data folder. */
  readonly backupFolder: string | undefined;
}
