import { rrnDayFrom } from '#shared/ids.ts';
import type { BankSession } from '../core.ts';
import type { BankState } from './bank-state.ts';
import { type Changes, createChanges } from './changes.ts';
import type {
  Account,
  Binding,
  CategorySpending,
  Charge,
  Collect,
  Device,
  Merchant,
  PaymentRecord,
  Restriction,
  User,
} from './entities.ts';

/** What changes about a session when a call uses up its nonce. */
export interface SessionNonce {
  nonce: string;
  nonceMs: number;
}

/**
 * The changes that one commit will make durable. Commands run against it one after the other; each
 * sees what those before it did. Nothing leaves the bank before the commit.
 */
export interface Batch {
  readonly state: BankState;
  /** Bank clock when the batch began. */
  readonly nowMs: number;
  /** Time of its records and block, never before those of earlier batches. */
  readonly timeMs: number;
  /** What the RRNs of its records begin with. */
  readonly rrnDay: string;
  readonly accounts: Changes<Account>;
  readonly users: Changes<User>;
  readonly merchants: Changes<Merchant>;
  readonly devices: Changes<Device>;
  readonly bindings: Changes<Binding>;
  readonly charges: Changes<Charge>;
  readonly collects: Changes<Collect>;
  readonly restrictions: Changes<Restriction>;
  readonly spendings: Changes<CategorySpending>;
  readonly sessions: Changes<BankSession & SessionNonce>;
  readonly records: PaymentRecord[];
  /** Records of the ids that this batch's commands asked for, its own new ones included. */
  readonly known: Map<string, PaymentRecord[]>;
  /** Ended collect requests that this batch's commands asked for; open ones are in the state. */
  readonly endedCollects: ReadonlyMap<string, Collect>;
  /** Refunded so far of the payments that this batch's refunds belong to. */
  readonly refunded: Map<string, number>;
  readonly meta: Map<string, Uint8Array>;
  /** Run after the commit, once everybody has their answer. */
  readonly after: (() => void)[];
  /** Undone in reverse order when the commit fails. */
  readonly undo: (() => void)[];
}

const kinds = () => ({
  accounts: createChanges<Account>(),
  users: createChanges<User>(),
  merchants: createChanges<Merchant>(),
  devices: createChanges<Device>(),
  bindings: createChanges<Binding>(),
  charges: createChanges<Charge>(),
  collects: createChanges<Collect>(),
  restrictions: createChanges<Restriction>(),
  spendings: createChanges<CategorySpending>(),
  sessions: createChanges<BankSession & SessionNonce>(),
});

/** What the store was asked for before the commands run. */
export type Prefetched = Pick<Batch, 'known' | 'endedCollects' | 'refunded'>;

export const NOTHING_PREFETCHED: Prefetched = {
  known: new Map(),
  endedCollects: new Map(),
  refunded: new Map(),
};

export function beginBatch(state: BankState, nowMs: number, found: Prefetched): Batch {
  const { recordCount, userCount, merchantCount, collectCount, settings } = state;
  const timeMs = Math.max(nowMs, state.lastTimeMs);
  state.book.begin();
  return {
    state,
    nowMs,
    timeMs,
    rrnDay: rrnDayFrom(timeMs),
    ...kinds(),
    records: [],
    known: new Map(found.known),
    endedCollects: found.endedCollects,
    refunded: new Map(found.refunded),
    meta: new Map(),
    after: [],
    undo: [
      () => Object.assign(state, { recordCount, userCount, merchantCount, collectCount, settings }),
    ],
  };
}

/** Takes everything back that the batch did to the state. */
export function rollbackBatch(batch: Batch): void {
  batch.state.book.rollback();
  for (const kind of [
    batch.accounts,
    batch.users,
    batch.merchants,
    batch.devices,
    batch.bindings,
    batch.charges,
    batch.collects,
    batch.restrictions,
    batch.spendings,
    batch.sessions,
  ]) {
    kind.rollback();
  }
  for (const undo of batch.undo.toReversed()) undo();
}

/** Whether there is anything to make durable. */
export const hasWrites = (batch: Batch): boolean =>
  batch.records.length > 0 ||
  batch.meta.size > 0 ||
  batch.state.book.staged().leaves.length > 0 ||
  batch.accounts.rows().length > 0 ||
  batch.users.rows().length > 0 ||
  batch.merchants.rows().length > 0 ||
  batch.devices.rows().length > 0 ||
  batch.bindings.rows().length > 0 ||
  batch.charges.rows().length > 0 ||
  batch.collects.rows().length > 0 ||
  batch.restrictions.rows().length > 0;
