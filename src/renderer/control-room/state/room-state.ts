import type {
  AccountRow,
  BankHealth,
  BlockRow,
  VerifyReport,
} from '#shared/protocol/admin-methods.ts';
import type { FaultRow } from '#shared/protocol/fault-methods.ts';
import type { ChargeOrder, PaymentRow } from '#shared/protocol/payments.ts';
import type { ApiProblem } from '#shared/simulator/contract.ts';
import type { Device, HostInfo } from '#shared/simulator/records.ts';
import type { ConsistencyVerdict } from './check-consistency.ts';
import type { Happening } from './happenings.ts';
import type { Trace } from './trace.ts';

/** What the last or running check of the whole ledger says. */
export type Verification =
  | { readonly state: 'never' }
  | { readonly state: 'running'; readonly checkedLeaves: number; readonly leaves: number }
  | { readonly state: 'done'; readonly report: VerifyReport; readonly atMs: number }
  | { readonly state: 'failed'; readonly problem: ApiProblem; readonly atMs: number };

/** What this window found when it held the ledger to a checkpoint it remembered. */
export interface Watch {
  readonly verdict: ConsistencyVerdict;
  /** When the remembered checkpoint was seen, Unix ms. */
  readonly sinceMs: number;
}

/** Everything the control room knows; changed only by `reduceRoom`. */
export interface RoomState {
  readonly host: HostInfo | undefined;
  /** Why the host did not answer. */
  readonly hostProblem: ApiProblem | undefined;
  /** Why something that was there before could not be loaded. */
  readonly loadProblem: ApiProblem | undefined;
  readonly devices: readonly Device[] | undefined;
  readonly nextPort: number;
  /** Devices that were just made and still need their one click, oldest first (browser host). */
  readonly waitingToOpen: readonly string[];
  /** Newest first; undefined until the bank has answered once. */
  readonly payments: readonly PaymentRow[] | undefined;
  readonly blocks: readonly BlockRow[] | undefined;
  readonly traces: readonly Trace[];
  readonly health: BankHealth | undefined;
  /** Oldest first, one a second. */
  readonly healthHistory: readonly BankHealth[];
  /** Accounts of the devices here, by UPI ID. */
  readonly accounts: Readonly<Record<string, AccountRow>>;
  /** Whether a terminal has its line to the bank, by VMID. */
  readonly terminals: Readonly<Record<string, boolean>>;
  /** The newest charge of each POS here, by VMID. */
  readonly orders: Readonly<Record<string, ChargeOrder>>;
  /** What is made to go wrong at the bank now. */
  readonly faults: readonly FaultRow[];
  readonly verification: Verification;
  readonly watch: Watch | undefined;
  /** Newest last. */
  readonly happenings: readonly Happening[];
  /** Events that arrived faster than the window could show them. */
  readonly droppedEvents: number;
}

export const emptyRoom: RoomState = {
  host: undefined,
  hostProblem: undefined,
  loadProblem: undefined,
  devices: undefined,
  nextPort: 0,
  waitingToOpen: [],
  payments: undefined,
  blocks: undefined,
  traces: [],
  health: undefined,
  healthHistory: [],
  accounts: {},
  terminals: {},
  orders: {},
  faults: [],
  verification: { state: 'never' },
  watch: undefined,
  happenings: [],
  droppedEvents: 0,
};

export const PAYMENTS_MAX = 50;
export const BLOCKS_MAX = 24;
export const HEALTH_MAX = 300;
export const HAPPENINGS_MAX = 500;
