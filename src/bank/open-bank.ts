import { pooledRandom } from '#wire/pooled-random.ts';
import { createPasswordTries } from './accounts/password-tries.ts';
import { createPasswordHasher, PASSWORD_COST, type PasswordCost } from './accounts/passwords.ts';
import { createRecordSearch } from './accounts/searches.ts';
import { bankCore } from './bank-core.ts';
import { watchExpiry } from './collects/expiry.ts';
import type { BankClock, BankCore, RandomBytes, VerifySignature } from './core.ts';
import { ALL_DEFENCES, type Defences } from './defences.ts';
import { createDueTimer } from './due-timer.ts';
import { createEventHub } from './events/event-hub.ts';
import { createMeter } from './events/meter.ts';
import { createFaultBook } from './faults/fault-book.ts';
import type { KeyWrap } from './identity/key-wrap.ts';
import type { CheckpointKeeper } from './ledger/checkpoint-keeper.ts';
import { LEDGER_META } from './ledger/ledger-meta.ts';
import { endHeldPayment } from './payments/held/end-hold.ts';
import { createHoldWatch } from './payments/held/hold-watch.ts';
import type { ReportProblem } from './report-problem.ts';
import type { BankServices } from './services.ts';
import { createPinGuard } from './sessions/pin-guard.ts';
import { createSessionBook } from './sessions/session-book.ts';
import { durableHook } from './startup/durable-hook.ts';
import { loadBank } from './startup/load-bank.ts';
import { createBatchRunner } from './state/batch-runner.ts';
import { type BankBounds, DEFAULT_BOUNDS } from './state/bounds.ts';
import type { BankStore } from './store/bank-store.ts';
import { systemTimers, type Timers } from './timers.ts';

export interface BankOptions {
  /** The bank owns it from now on and closes it. */
  readonly store: BankStore;
  readonly clock: BankClock;
  readonly randomBytes: RandomBytes;
  /** Ed25519, off this thread where that matters. */
  readonly verifySignature: VerifySignature;
  /** Seals PIN keys and the bank's own keys; its key is kept outside the database. */
  readonly keyWrap: KeyWrap;
  /** Keys the database may still be sealed under; it is sealed again under `keyWrap`. */
  readonly previousKeyWraps?: readonly KeyWrap[];
  /** Keeps the newest signed checkpoint outside the database. */
  readonly checkpointKeeper: CheckpointKeeper;
  /** Go on from a database that was put back to an older state, under a new log origin. */
  readonly isRestoreAccepted?: boolean;
  /** Where `admin.backup` writes; without it there are no backups. */
  readonly backupFolder?: string;
  readonly bounds?: Partial<BankBounds>;
  /** All of them when absent; only the attack lab's scratch bank goes without. */
  readonly defences?: Partial<Defences>;
  /** Work of hashing a merchant's password; OWASP's when absent. */
  readonly passwordCost?: PasswordCost;
  /** Hears of what nobody's call can answer for: a mistake in the program, a checkpoint not kept. */
  readonly onProblem?: ReportProblem;
  /** For durations; performance.now when absent. */
  readonly monotonicMs?: () => number;
  /** For what happens later by itself; Node's when absent. */
  readonly timers?: Timers;
}

/**
 * Opens the bank on its store: makes it on first start, otherwise loads it and checks that the
 * database is the newest one that was signed.
 * @throws StartupFailure or StoreFailure, each with a message for people; the store is closed then
 */
export async function openBank(options: BankOptions): Promise<BankCore> {
  try {
    return await open(options);
  } catch (error) {
    await options.store.close();
    throw error;
  }
}

async function open(options: BankOptions): Promise<BankCore> {
  const { store, keyWrap, checkpointKeeper } = options;
  const bounds = { ...DEFAULT_BOUNDS, ...options.bounds };
  const defences = { ...ALL_DEFENCES, ...options.defences };
  const monotonicMs = options.monotonicMs ?? (() => performance.now());
  const { onProblem = () => undefined } = options;
  const randomBytes = pooledRandom(options.randomBytes);
  const faults = createFaultBook(randomBytes);
  const nowMs = () => options.clock.nowMs() + faults.skewMs;
  const { state, identity, ledger, certifier, sealHead } = await loadBank(
    options,
    randomBytes,
    nowMs(),
  );
  const events = createEventHub(bounds.listenersMax, nowMs);
  const meter = createMeter(monotonicMs);
  const runner = createBatchRunner({
    state,
    store,
    bounds,
    sealHead,
    nowMs,
    monotonicMs,
    lastBatch: await store.lastBatch(),
    onCommit: (batch) => {
      batch.meta.set(LEDGER_META.checkpoint, Buffer.from(ledger.checkpoint));
    },
    onProblem,
    onDurable: durableHook(ledger, events, meter),
  });
  const timers = options.timers ?? systemTimers;
  const services: BankServices = {
    identity,
    certifier,
    state,
    store,
    search: createRecordSearch({ store, bounds }),
    runner,
    sessions: createSessionBook({ bounds, nowMs, randomBytes }),
    ledger,
    events,
    meter,
    faults,
    timers,
    collectTimer: createDueTimer(timers, nowMs),
    onProblem,
    holdWatch: createHoldWatch({
      state,
      timers,
      nowMs,
      onProblem,
      end: (hold) => endHeldPayment(services, hold),
    }),
    pinGuard: createPinGuard(keyWrap, defences),
    defences,
    passwords: createPasswordHasher(bounds, randomBytes, options.passwordCost ?? PASSWORD_COST),
    passwordTries: createPasswordTries(nowMs),
    keyWrap,
    bounds,
    verifySignature: options.verifySignature,
    randomBytes,
    nowMs,
    monotonicMs,
    startedMs: nowMs(),
    backupFolder: options.backupFolder,
  };
  watchExpiry(services);
  return bankCore(services, checkpointKeeper, onProblem);
}
