import type { AdminEvent } from '#shared/protocol/admin-methods.ts';
import type { SimulatorApi } from '#shared/simulator/contract.ts';
import { canRead } from '../state/bank-status.ts';
import { createEventQueue } from '../state/event-queue.ts';
import { problemOf } from '../state/problem-of.ts';
import { type RoomAction, reduceRoom } from '../state/reduce-room.ts';
import { emptyRoom, type RoomState } from '../state/room-state.ts';
import { loadRoom, refreshHealth, refreshObserved } from './load-room.ts';

/** The control room's one state, fed by the host's calls and events. */
export interface RoomStore {
  getState(): RoomState;
  subscribe(listener: () => void): () => void;
  dispatch(action: RoomAction): void;
  now(): number;
  /** Begins to listen and load; returns the end. */
  start(): () => void;
}

export interface RoomClock {
  now(): number;
  later(run: () => void, delayMs: number): void;
  /** Returns the end. */
  every(run: () => void, intervalMs: number): () => void;
}

export const windowClock: RoomClock = {
  now: () => Date.now(),
  later: (run, delayMs) => void setTimeout(run, delayMs),
  every(run, intervalMs) {
    const timer = setInterval(run, intervalMs);
    return () => clearInterval(timer);
  },
};

/** The bank reports its health by itself; when it does not, the window asks. */
const TICK_MS = 1_000;
const HEALTH_STALE_MS = 2_500;

function createStore(now: () => number) {
  let state = emptyRoom;
  const listeners = new Set<() => void>();
  const dispatchAll = (actions: readonly RoomAction[]): void => {
    const next = actions.reduce(reduceRoom, state);
    if (next === state) return;
    state = next;
    for (const listener of [...listeners]) listener();
  };
  return {
    getState: () => state,
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    dispatch: (action: RoomAction) => dispatchAll([action]),
    dispatchAll,
    now,
  };
}

export function createRoomStore(api: SimulatorApi, clock: RoomClock = windowClock): RoomStore {
  const { dispatchAll, ...store } = createStore(clock.now);
  const queue = createEventQueue<AdminEvent>((events, dropped) => {
    const nowMs = clock.now();
    const actions = events.map((event) => ({ kind: 'event', event, nowMs }) as const);
    dispatchAll(dropped > 0 ? [...actions, { kind: 'dropped', count: dropped }] : actions);
  }, clock.later);

  const onHost = (host: NonNullable<RoomState['host']>): void => {
    const wasReadable = canRead(store.getState());
    store.dispatch({ kind: 'host', host });
    if (!wasReadable && canRead(store.getState())) void loadRoom(api, store);
  };
  const tick = (): void => {
    const state = store.getState();
    if (!canRead(state)) return;
    const age = clock.now() - (state.health?.timeMs ?? 0);
    if (age > HEALTH_STALE_MS) void refreshHealth(api, store);
    if (state.host?.bank.isObserving) void refreshObserved(api, store);
  };

  return {
    ...store,
    start() {
      const ends = [
        api.on('host.changed', onHost),
        api.on('devices.changed', (list) => store.dispatch({ kind: 'devices', ...list })),
        api.on('bank.event', queue.push),
        clock.every(tick, TICK_MS),
      ];
      api.call('host.info', {}).then(onHost, (error: unknown) => {
        store.dispatch({ kind: 'host-problem', problem: problemOf(error) });
      });
      return () => {
        for (const end of ends) end();
      };
    },
  };
}
