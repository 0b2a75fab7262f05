import type {
  AccountRow,
  AdminEvent,
  BankHealth,
  BlockRow,
  VerifyReport,
} from '#shared/protocol/admin-methods.ts';
import type { FaultRow } from '#shared/protocol/fault-methods.ts';
import type { ChargeOrder, PaymentRow } from '#shared/protocol/payments.ts';
import type { ApiProblem } from '#shared/simulator/contract.ts';
import type { Device, HostInfo } from '#shared/simulator/records.ts';
import { pushBounded, putNewest } from './bounded.ts';
import { happeningOf } from './happenings.ts';
import {
  BLOCKS_MAX,
  emptyRoom,
  HAPPENINGS_MAX,
  HEALTH_MAX,
  PAYMENTS_MAX,
  type RoomState,
  type Watch,
} from './room-state.ts';
import { addTraceStep } from './trace.ts';

export type RoomAction =
  | { readonly kind: 'host'; readonly host: HostInfo }
  | { readonly kind: 'host-problem'; readonly problem: ApiProblem }
  | { readonly kind: 'load-problem'; readonly problem: ApiProblem | undefined }
  | { readonly kind: 'devices'; readonly devices: readonly Device[]; readonly nextPort: number }
  | { readonly kind: 'made'; readonly deviceIds: readonly string[] }
  | { readonly kind: 'payments'; readonly rows: readonly PaymentRow[] }
  | { readonly kind: 'blocks'; readonly rows: readonly BlockRow[] }
  | { readonly kind: 'accounts'; readonly rows: readonly AccountRow[] }
  | { readonly kind: 'health'; readonly health: BankHealth }
  | { readonly kind: 'event'; readonly event: AdminEvent; readonly nowMs: number }
  | { readonly kind: 'faults'; readonly faults: readonly FaultRow[] }
  | { readonly kind: 'dropped'; readonly count: number }
  | { readonly kind: 'verify-started' }
  | { readonly kind: 'verify-done'; readonly report: VerifyReport; readonly nowMs: number }
  | { readonly kind: 'verify-failed'; readonly problem: ApiProblem; readonly nowMs: number }
  | { readonly kind: 'watched'; readonly watch: Watch }
  /** Everything was wiped: only what the host says about itself stays. */
  | { readonly kind: 'wiped' };

const paymentOrder = {
  key: (row: PaymentRow) => row.txnId,
  rank: (row: PaymentRow) => row.timeMs,
};
const blockOrder = { key: (row: BlockRow) => row.height, rank: (row: BlockRow) => row.height };

/** Opening balances are entries of the ledger, but nobody paid anybody. */
const isPayment = (row: PaymentRow): boolean => row.type !== 'opening';

const withPayments = (state: RoomState, rows: readonly PaymentRow[]): RoomState => ({
  ...state,
  payments: putNewest(state.payments ?? [], rows.filter(isPayment), PAYMENTS_MAX, paymentOrder),
});

const withBlocks = (state: RoomState, rows: readonly BlockRow[]): RoomState => ({
  ...state,
  blocks: putNewest(state.blocks ?? [], rows, BLOCKS_MAX, blockOrder),
});

const withHealth = (state: RoomState, health: BankHealth): RoomState => ({
  ...state,
  health,
  healthHistory: pushBounded(state.healthHistory, health, HEALTH_MAX),
});

/** During a stress run the bank reports thousands of strangers; only our devices are kept. */
function withAccounts(state: RoomState, rows: readonly AccountRow[]): RoomState {
  const ours = new Set(state.devices?.map((device) => device.vpa));
  const kept = rows.filter((row) => ours.has(row.vpa)).map((row) => [row.vpa, row] as const);
  if (kept.length === 0) return state;
  return { ...state, accounts: { ...state.accounts, ...Object.fromEntries(kept) } };
}

const isOurPos = (state: RoomState, vmid: string): boolean =>
  state.devices?.some((one) => one.kind === 'pos' && one.vmid === vmid) ?? false;

function withOrder(state: RoomState, order: ChargeOrder): RoomState {
  const known = state.orders[order.vmid];
  if (!isOurPos(state, order.vmid) || (known && known.createdMs > order.createdMs)) return state;
  return { ...state, orders: { ...state.orders, [order.vmid]: order } };
}

function withDevices(state: RoomState, devices: readonly Device[], nextPort: number): RoomState {
  const closed = new Set(devices.filter((one) => !one.isOpen).map((one) => one.deviceId));
  const waitingToOpen = state.waitingToOpen.filter((id) => closed.has(id));
  return { ...state, devices, nextPort, waitingToOpen };
}

function withEvent(state: RoomState, event: AdminEvent): RoomState {
  switch (event.kind) {
    case 'payment':
      return withPayments(state, [event.row]);
    case 'block':
      return withBlocks(state, [event.block]);
    case 'account':
      return withAccounts(state, [event.account]);
    case 'terminal':
      if (!isOurPos(state, event.vmid)) return state;
      return { ...state, terminals: { ...state.terminals, [event.vmid]: event.isOnline } };
    case 'trace':
      return { ...state, traces: addTraceStep(state.traces, event.step) };
    case 'health':
      return withHealth(state, event.health);
    case 'order':
      return withOrder(state, event.order);
    case 'verify': {
      const { checkedLeaves, leaves } = event;
      if (state.verification.state !== 'running') return state;
      return { ...state, verification: { state: 'running', checkedLeaves, leaves } };
    }
    case 'faults':
      return { ...state, faults: event.faults };
    case 'sms':
      return state;
  }
}

function withHappening(state: RoomState, event: AdminEvent, nowMs: number): RoomState {
  const id = (state.happenings.at(-1)?.id ?? 0) + 1;
  const line = happeningOf(event, id, nowMs);
  if (!line) return state;
  return { ...state, happenings: pushBounded(state.happenings, line, HAPPENINGS_MAX) };
}

function withMade(state: RoomState, deviceIds: readonly string[]): RoomState {
  const open = new Set(state.devices?.filter((one) => one.isOpen).map((one) => one.deviceId));
  const waiting = [...state.waitingToOpen, ...deviceIds].filter((id) => !open.has(id));
  return { ...state, waitingToOpen: [...new Set(waiting)] };
}

/** The next state; the only place where the room's knowledge changes. */
export function reduceRoom(state: RoomState, action: RoomAction): RoomState {
  switch (action.kind) {
    case 'host':
      return { ...state, host: action.host, hostProblem: undefined };
    case 'host-problem':
      return { ...state, hostProblem: action.problem };
    case 'load-problem':
      return { ...state, loadProblem: action.problem };
    case 'devices':
      return withDevices(state, action.devices, action.nextPort);
    case 'made':
      return withMade(state, action.deviceIds);
    case 'payments':
      return withPayments(state, action.rows);
    case 'blocks':
      return withBlocks(state, action.rows);
    case 'accounts':
      return withAccounts(state, action.rows);
    case 'health':
      return withHealth(state, action.health);
    case 'event':
      return withHappening(withEvent(state, action.event), action.event, action.nowMs);
    case 'faults':
      return { ...state, faults: action.faults };
    case 'dropped':
      return { ...state, droppedEvents: state.droppedEvents + action.count };
    case 'verify-started': {
      const leaves = state.health?.ledgerSize ?? 0;
      return { ...state, verification: { state: 'running', checkedLeaves: 0, leaves } };
    }
    case 'verify-done': {
      const { report, nowMs } = action;
      return { ...state, verification: { state: 'done', report, atMs: nowMs } };
    }
    case 'verify-failed': {
      const { problem, nowMs } = action;
      return { ...state, verification: { state: 'failed', problem, atMs: nowMs } };
    }
    case 'watched':
      // The oldest checkpoint is looked at first and says most; a bad verdict counts whenever.
      return state.watch && action.watch.verdict.kind === 'consistent'
        ? state
        : { ...state, watch: action.watch };
    case 'wiped':
      return { ...emptyRoom, host: state.host, nextPort: state.nextPort };
  }
}
