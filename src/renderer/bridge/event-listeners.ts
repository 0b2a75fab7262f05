import type { EventName, EventPayload, SimulatorApi } from '#shared/simulator/contract.ts';

/** Listeners of one window by event name; a throwing listener does not stop the others. */
export interface EventListeners {
  readonly on: SimulatorApi['on'];
  emit(name: string, payload: unknown): void;
}

export function createEventListeners(): EventListeners {
  const listeners = new Map<string, Set<(payload: never) => void>>();
  return {
    on<N extends EventName>(name: N, listener: (payload: EventPayload<N>) => void) {
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set);
      set.add(listener);
      return () => void set.delete(listener);
    },
    emit(name, payload) {
      for (const listener of [...(listeners.get(name) ?? [])]) {
        try {
          listener(payload as never);
        } catch (error) {
          // Seen by the window's own error handling, after the other listeners were told.
          queueMicrotask(() => {
            throw error;
          });
        }
      }
    },
  };
}
