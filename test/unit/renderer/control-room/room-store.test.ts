import { describe, expect, it, vi } from 'vitest';
import type { AdminEvent } from '#shared/protocol/admin-methods.ts';
import {
  type ApiProblem,
  type SimulatorApi,
  SimulatorApiError,
} from '#shared/simulator/contract.ts';
import { createRoomStore } from '../../../../src/renderer/control-room/app/room-store.ts';
import { QUEUE_MAX } from '../../../../src/renderer/control-room/state/event-queue.ts';
import { account, block, health, hostInfo, NOW, payment, phone, pos } from './samples.ts';

type Answers = Readonly<Record<string, unknown>>;

/** A host by table: what each call answers, and a hand to push events. */
function hostWith(answers: Answers) {
  const calls: string[] = [];
  const listeners = new Map<string, (payload: never) => void>();
  const api = {
    async call(name: string) {
      calls.push(name);
      const answer = answers[name];
      if (answer === undefined) throw new SimulatorApiError({ code: 'internal', message: name });
      if (answer instanceof SimulatorApiError) throw answer;
      return answer;
    },
    on(name: string, listener: (payload: never) => void) {
      listeners.set(name, listener);
      return () => void listeners.delete(name);
    },
  } as unknown as SimulatorApi;
  const push = (name: string, payload: unknown): void => listeners.get(name)?.(payload as never);
  return { api, calls, push, listeners };
}

function clock() {
  const later: (() => void)[] = [];
  const every: (() => void)[] = [];
  return {
    now: () => NOW,
    later: (run: () => void) => void later.push(run),
    every: (run: () => void) => {
      every.push(run);
      return () => void every.pop();
    },
    flush: () => {
      for (const run of later.splice(0)) run();
    },
    tick: () => {
      for (const run of every) run();
    },
  };
}

const refused = (code: ApiProblem['code']) => new SimulatorApiError({ code, message: code });
const full: Answers = {
  'host.info': hostInfo(),
  'devices.list': { devices: [pos(), phone()], nextPort: 6002 },
  'admin.payments': { rows: [payment(1)], hasMore: false },
  'ledger.blocks': { rows: [block(1)], hasMore: false },
  'bank.health': health(),
  'admin.faults': { faults: [] },
  'admin.accounts': { rows: [account()], total: 1 },
};

describe('the room store', () => {
  it('loads what was there before, as soon as the bank is open', async () => {
    const { api } = hostWith(full);
    const store = createRoomStore(api, clock());
    store.start();
    await vi.waitFor(() => expect(Object.keys(store.getState().accounts)).toHaveLength(1));
    expect(store.getState()).toMatchObject({ nextPort: 6002, loadProblem: undefined });
    expect(store.getState().payments).toHaveLength(1);
    expect(store.getState().blocks).toHaveLength(1);
  });

  it('waits for a bank that is starting, and loads again when it comes back', async () => {
    const { api, calls, push } = hostWith({
      ...full,
      'host.info': hostInfo({ state: 'starting' }),
    });
    const store = createRoomStore(api, clock());
    store.start();
    await vi.waitFor(() => expect(store.getState().host).toBeDefined());
    expect(calls).toEqual(['host.info']);
    push('host.changed', hostInfo());
    await vi.waitFor(() => expect(store.getState().payments).toHaveLength(1));
    push('host.changed', hostInfo({ state: 'unreachable' }));
    push('host.changed', hostInfo());
    expect(calls.filter((name) => name === 'devices.list')).toHaveLength(2);
  });

  it('reads only what anybody may read when it can only observe', async () => {
    const { api, calls } = hostWith({
      ...full,
      'host.info': hostInfo({ isObserving: true }),
      'ledger.entries': { rows: [], hasMore: false },
      'admin.payments': refused('observing'),
    });
    const store = createRoomStore(api, clock());
    store.start();
    await vi.waitFor(() => expect(store.getState().payments).toEqual([]));
    expect(calls.some((name) => name.startsWith('admin.'))).toBe(false);
  });

  it('says what could not be loaded and keeps the rest', async () => {
    const { api } = hostWith({ ...full, 'admin.payments': refused('limit') });
    const store = createRoomStore(api, clock());
    store.start();
    await vi.waitFor(() => expect(store.getState().loadProblem?.code).toBe('limit'));
    expect(store.getState().blocks).toHaveLength(1);
  });

  it('says that the host does not answer', async () => {
    const { api } = hostWith({ 'host.info': refused('host-unreachable') });
    const store = createRoomStore(api, clock());
    store.start();
    await vi.waitFor(() => expect(store.getState().hostProblem?.code).toBe('host-unreachable'));
  });

  it('shows a flood of events in one go, drops the oldest over its bound and counts them', async () => {
    const { api, push } = hostWith(full);
    const time = clock();
    const store = createRoomStore(api, time);
    store.start();
    await vi.waitFor(() => expect(store.getState().blocks).toHaveLength(1));
    const seen = vi.fn();
    store.subscribe(seen);
    for (let height = 1; height <= QUEUE_MAX + 50; height++) {
      push('bank.event', { kind: 'block', block: block(height) } satisfies AdminEvent);
    }
    expect(seen).not.toHaveBeenCalled();
    time.flush();
    expect(seen).toHaveBeenCalledTimes(1);
    expect(store.getState().blocks?.[0]?.height).toBe(QUEUE_MAX + 50);
    expect(store.getState().droppedEvents).toBe(50);
  });

  it('asks for the health only when the bank has not told it lately', async () => {
    const { api, calls, push } = hostWith({
      ...full,
      'bank.health': health({ timeMs: NOW - 9_000 }),
    });
    const time = clock();
    const store = createRoomStore(api, time);
    store.start();
    await vi.waitFor(() => expect(store.getState().health).toBeDefined());
    time.tick();
    const asked = () => calls.filter((name) => name === 'bank.health').length;
    expect(asked()).toBe(2);
    push('bank.event', { kind: 'health', health: health({ timeMs: NOW }) });
    time.flush();
    time.tick();
    expect(asked()).toBe(2);
  });

  it('stops listening at its end', () => {
    const { api, listeners } = hostWith(full);
    const end = createRoomStore(api, clock()).start();
    expect(listeners.size).toBe(3);
    end();
    expect(listeners.size).toBe(0);
  });
});
