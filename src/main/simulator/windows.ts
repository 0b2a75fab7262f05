import type { EventName, EventPayload } from '#shared/simulator/contract.ts';
import type { WindowRole } from '#shared/simulator/records.ts';

/** A window as the host knows it; what it says about itself never counts. */
export interface SimulatorWindow {
  readonly windowId: string;
  readonly role: WindowRole;
  /** Empty for the control room. */
  readonly deviceId: string;
}

/** How a host reaches one of its windows. */
export interface WindowSink {
  send(name: EventName, payload: unknown): void;
  /** `replaced`: another window has the device now. */
  close(reason: 'closed' | 'replaced'): void;
  /** Absent where windows have the browser's own buttons. */
  minimise?(): void;
}

/** The live windows of a host, in the order they opened. */
export interface WindowRegistry {
  add(window: SimulatorWindow, sink: WindowSink): void;
  /** Only while `sink` is still the window's: a reloaded page may have come before its old end. */
  remove(windowId: string, sink: WindowSink): void;
  find(
    windowId: string,
  ): { readonly window: SimulatorWindow; readonly sink: WindowSink } | undefined;
  ofDevice(deviceId: string): readonly SimulatorWindow[];
  all(): readonly SimulatorWindow[];
  sendTo<N extends EventName>(windowId: string, name: N, payload: EventPayload<N>): boolean;
  /** Called after every coming and going. */
  onChange(listener: () => void): void;
}

export function createWindowRegistry(): WindowRegistry {
  const entries = new Map<string, { window: SimulatorWindow; sink: WindowSink }>();
  const listeners: (() => void)[] = [];
  const changed = (): void => {
    for (const listener of listeners) listener();
  };
  return {
    add(window, sink) {
      entries.set(window.windowId, { window, sink });
      changed();
    },
    remove(windowId, sink) {
      if (entries.get(windowId)?.sink !== sink) return;
      entries.delete(windowId);
      changed();
    },
    find: (windowId) => entries.get(windowId),
    ofDevice: (deviceId) =>
      [...entries.values()]
        .map((entry) => entry.window)
        .filter((window) => deviceId !== '' && window.deviceId === deviceId),
    all: () => [...entries.values()].map((entry) => entry.window),
    sendTo(windowId, name, payload) {
      const entry = entries.get(windowId);
      entry?.sink.send(name, payload);
      return entry !== undefined;
    },
    onChange: (listener) => void listeners.push(listener),
  };
}
