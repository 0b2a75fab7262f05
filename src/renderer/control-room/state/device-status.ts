import type { PaymentRow } from '#shared/protocol/payments.ts';
import type { Device } from '#shared/simulator/records.ts';
import type { RoomState } from './room-state.ts';
import type { Trace } from './trace.ts';

/** One word for what a device is doing, the most urgent first. */
export type DeviceState =
  | 'not-listening'
  | 'frozen'
  | 'locked'
  | 'unregistered'
  | 'paying'
  | 'paid'
  | 'charging'
  | 'scanned'
  | 'idle'
  | 'closed';

export interface DeviceStatus {
  readonly state: DeviceState;
  /** The money it is about, when it charges, pays or was just paid. */
  readonly amountPaise?: number;
  /** When a PIN lock ends, Unix ms. */
  readonly untilMs?: number;
  /** Why its terminal does not listen. */
  readonly problem?: string;
}

/** For how long a finished payment shows on the miniatures. */
export const JUST_PAID_MS = 6_000;
/** A trace without an answer is under way only this long; the bank gives up after 15 s. */
const UNDER_WAY_MAX_MS = 15_000;

type Known = Pick<RoomState, 'accounts' | 'orders' | 'payments' | 'traces' | 'terminals'>;

const isAnswered = (trace: Trace): boolean => trace.steps.some((one) => one.step === 'answered');

function justPaid(known: Known, vpa: string, nowMs: number): PaymentRow | undefined {
  return known.payments?.find(
    (row) =>
      row.status === 'SUCCESS' &&
      nowMs - row.timeMs < JUST_PAID_MS &&
      (row.payer === vpa || row.payee === vpa),
  );
}

/** A payment of this phone that the bank has begun and not answered. */
function underWay(known: Known, vpa: string, nowMs: number): PaymentRow | undefined {
  return known.payments?.find(
    (row) =>
      row.payer === vpa &&
      row.status === 'PENDING' &&
      nowMs - row.timeMs < UNDER_WAY_MAX_MS &&
      !known.traces.some((trace) => trace.txnId === row.txnId && isAnswered(trace)),
  );
}

function accountState(known: Known, vpa: string, nowMs: number): DeviceStatus | undefined {
  const account = known.accounts[vpa];
  if (account && account.state !== 'active') return { state: 'frozen' };
  const untilMs = account?.pinLockedUntilMs;
  return untilMs !== undefined && untilMs > nowMs ? { state: 'locked', untilMs } : undefined;
}

function posState(
  device: Extract<Device, { kind: 'pos' }>,
  known: Known,
  nowMs: number,
): DeviceStatus | undefined {
  const isOnline = known.terminals[device.vmid] ?? device.isListening;
  if (!device.isListening || !isOnline) {
    return { state: 'not-listening', ...(device.problem ? { problem: device.problem } : {}) };
  }
  const order = known.orders[device.vmid];
  const isRunning = order !== undefined && order.expiresMs > nowMs;
  if (order?.state === 'pending') {
    return { state: 'scanned', amountPaise: Number(order.amountPaise) };
  }
  if (isRunning && (order.state === 'active' || order.state === 'scanned')) {
    const state = order.state === 'active' ? 'charging' : 'scanned';
    return { state, amountPaise: Number(order.amountPaise) };
  }
  return undefined;
}

/** What a device shows in the list of devices. @param nowMs clock of the window, Unix ms */
export function deviceStatus(device: Device, known: Known, nowMs: number): DeviceStatus {
  const account = accountState(known, device.vpa, nowMs);
  if (account) return account;
  if (device.kind === 'phone' && device.uid === '') {
    return { state: device.isOpen ? 'unregistered' : 'closed' };
  }
  const running = device.kind === 'phone' ? underWay(known, device.vpa, nowMs) : undefined;
  if (running) return { state: 'paying', amountPaise: Number(running.amountPaise) };
  const busy = device.kind === 'pos' ? posState(device, known, nowMs) : undefined;
  if (busy) return busy;
  const paid = device.isOpen ? justPaid(known, device.vpa, nowMs) : undefined;
  if (paid) return { state: 'paid', amountPaise: Number(paid.amountPaise) };
  return { state: device.isOpen ? 'idle' : 'closed' };
}

/**
 * The device whose Open button stands out: the one waiting longest for its click; after a reload,
 * when nothing is open at all, the first one.
 */
export function nextToOpen(
  room: Pick<RoomState, 'devices' | 'waitingToOpen' | 'host'>,
): string | undefined {
  if (room.host?.capabilities.opensWindows !== false) return undefined;
  const devices = room.devices ?? [];
  if (devices.some((one) => one.isOpen) || room.waitingToOpen.length > 0) {
    return room.waitingToOpen[0];
  }
  return devices[0]?.deviceId;
}
