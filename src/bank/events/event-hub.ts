import type { AdminEvent } from '#shared/protocol/admin-methods.ts';
import { refusal } from '#shared/protocol/json-rpc.ts';
import type { BankEvent } from '../core.ts';

/** Events of one kind that administrators hear in a second; under load the rest is left out. */
const ADMIN_PER_SECOND: Readonly<Record<AdminEvent['kind'], number>> = {
  payment: 200,
  block: 50,
  account: 200,
  terminal: 200,
  trace: 350,
  sms: 200,
  health: 10,
  order: 200,
  verify: 10,
  faults: 20,
};
const SECOND_MS = 1_000;

export interface EventHub {
  emit(event: BankEvent): void;
  /** Emits to administrators unless this second's share of the kind is used up. */
  toAdmin<K extends AdminEvent['kind']>(
    kind: K,
    make: () => Extract<AdminEvent, { kind: K }>,
  ): void;
  /** Takes `count` of this second's share for later use; false when there is not enough left. */
  reserve(kind: AdminEvent['kind'], count: number): boolean;
  listen(listener: (event: BankEvent) => void): () => void;
}

export function createEventHub(listenersMax: number, nowMs: () => number): EventHub {
  const listeners = new Set<(event: BankEvent) => void>();
  const used = new Map<AdminEvent['kind'], number>();
  let second = 0;

  function reserve(kind: AdminEvent['kind'], count: number): boolean {
    if (listeners.size === 0) return false;
    const now = Math.floor(nowMs() / SECOND_MS);
    if (now !== second) {
      second = now;
      used.clear();
    }
    const total = (used.get(kind) ?? 0) + count;
    if (total > ADMIN_PER_SECOND[kind]) return false;
    used.set(kind, total);
    return true;
  }
  function emit(event: BankEvent): void {
    for (const listener of listeners) listener(event);
  }
  return {
    emit,
    reserve,
    toAdmin(kind, make) {
      if (reserve(kind, 1)) emit({ to: 'admin', event: make() });
    },
    listen(listener) {
      if (listeners.size >= listenersMax) {
        throw refusal('U80', `Not more than ${listenersMax} listeners at once.`);
      }
      // Wrapped so that the same function may listen twice and unsubscribe once.
      const own = (event: BankEvent) => listener(event);
      listeners.add(own);
      return () => listeners.delete(own);
    },
  };
}
