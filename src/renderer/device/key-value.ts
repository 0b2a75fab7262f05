import { clear, createStore, del, entries, get, set } from 'idb-keyval';

/** What a phone keeps between starts: one IndexedDB object store, or a map in tests. */
export interface KeyValue {
  get(key: string): Promise<unknown>;
  /** Resolves when the value is stored. */
  set(key: string, value: unknown): Promise<void>;
  delete(key: string): Promise<void>;
  entries(): Promise<readonly (readonly [string, unknown])[]>;
  clear(): Promise<void>;
}

/**
 * The name holds the bank's id and the device's id: a phone of another bank, or of a bank that was
 * reset, starts empty and never finds foreign keys.
 */
export const phoneDatabaseName = (bankId: string, deviceId: string): string =>
  `upi-sim phone ${deviceId} at ${bankId}`;

/** @throws DOMException on use, when the browser refuses storage (private mode, full disk). */
export function openIndexedDb(name: string): KeyValue {
  const store = createStore(name, 'phone');
  return {
    get: (key) => get(key, store),
    set: (key, value) => set(key, value, store),
    delete: (key) => del(key, store),
    entries: () => entries<string, unknown>(store),
    clear: () => clear(store),
  };
}
