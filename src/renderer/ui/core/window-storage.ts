/** The part of Web Storage that the kit needs; tests pass a Map. */
export interface WindowStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

/**
 * This window's localStorage. Reading or writing may throw (site data blocked, storage full); a
 * preference that cannot be kept is no reason to stop, so it then lasts as long as the window.
 */
export function browserStorage(): WindowStorage {
  return {
    getItem: (key) => {
      try {
        return localStorage.getItem(key);
      } catch {
        return null;
      }
    },
    setItem: (key, value) => {
      try {
        localStorage.setItem(key, value);
      } catch {
        return;
      }
    },
  };
}

/** All windows of the browser host share one origin, so a window's name is part of its keys. */
export const windowKey = (scope: string, name: string): string => `upi-sim/ui/${scope}/${name}`;
