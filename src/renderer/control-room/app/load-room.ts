import type { SimulatorApi } from '#shared/simulator/contract.ts';
import { paymentOfEntry } from '../state/entry-payments.ts';
import { problemOf } from '../state/problem-of.ts';
import { BLOCKS_MAX, PAYMENTS_MAX } from '../state/room-state.ts';
import type { RoomStore } from './room-store.ts';

type Target = Pick<RoomStore, 'dispatch' | 'getState' | 'now'>;

/** Accounts of the devices here, one search each; a host keeps few devices. */
async function loadAccounts(api: SimulatorApi, store: Target): Promise<void> {
  for (const { vpa } of store.getState().devices ?? []) {
    if (vpa === '') continue;
    const { rows } = await api.call('admin.accounts', { search: vpa, limit: 5 });
    store.dispatch({ kind: 'accounts', rows });
  }
}

async function loadBlocks(api: SimulatorApi, store: Target): Promise<void> {
  const { rows } = await api.call('ledger.blocks', { limit: BLOCKS_MAX });
  store.dispatch({ kind: 'blocks', rows });
}

async function loadPayments(api: SimulatorApi, store: Target): Promise<void> {
  const { rows } = await api.call('admin.payments', { limit: PAYMENTS_MAX });
  store.dispatch({ kind: 'payments', rows });
}

async function loadFaults(api: SimulatorApi, store: Target): Promise<void> {
  const { faults } = await api.call('admin.faults', {});
  store.dispatch({ kind: 'faults', faults });
}

async function loadObservedPayments(api: SimulatorApi, store: Target): Promise<void> {
  const { rows } = await api.call('ledger.entries', { limit: PAYMENTS_MAX });
  store.dispatch({ kind: 'payments', rows: rows.map(paymentOfEntry) });
}

async function loadDevices(api: SimulatorApi, store: Target): Promise<void> {
  const { devices, nextPort } = await api.call('devices.list', {});
  store.dispatch({ kind: 'devices', devices, nextPort });
}

/** Answers of the bank that did not come are asked for again; the header says what is wrong. */
export async function refreshHealth(api: SimulatorApi, store: Target): Promise<void> {
  try {
    store.dispatch({ kind: 'health', health: await api.call('bank.health', {}) });
  } catch (error) {
    if (problemOf(error).code !== 'bank-unreachable') reportError(error);
  }
}

/** An observer gets no events: what anybody may read is read again. */
export async function refreshObserved(api: SimulatorApi, store: Target): Promise<void> {
  await Promise.allSettled([loadBlocks(api, store), loadObservedPayments(api, store)]);
}

/** Everything that was there before this window opened or the bank came back. */
export async function loadRoom(api: SimulatorApi, store: Target): Promise<void> {
  const isObserving = store.getState().host?.bank.isObserving ?? false;
  const devices = loadDevices(api, store);
  const rest = isObserving
    ? [loadObservedPayments(api, store)]
    : [
        loadPayments(api, store),
        loadFaults(api, store),
        devices.then(() => loadAccounts(api, store)),
      ];
  const done = await Promise.allSettled([
    devices,
    loadBlocks(api, store),
    refreshHealth(api, store),
    ...rest,
  ]);
  const failure = done.find((one) => one.status === 'rejected');
  if (failure) store.dispatch({ kind: 'load-problem', problem: problemOf(failure.reason) });
}
