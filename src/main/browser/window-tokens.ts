import { createHash } from 'node:crypto';
import type { WindowRole } from '#shared/simulator/records.ts';
import type { SimulatorWindow } from '../simulator/windows.ts';

/**
 * Which browser window is which. A ticket travels in a URL's fragment and works once; the window
 * token it is exchanged for stays with the window, and a second, weaker token goes into the URLs
 * of its bank and terminal sockets. Only digests are kept.
 */
export interface WindowTokens {
  issueTicket(target: WindowTarget, options?: { readonly lifetimeMs?: number }): string;
  /** Uses the ticket up. Undefined when it is unknown, used or too old. */
  exchange(
    ticket: string,
  ): { readonly token: string; readonly window: SimulatorWindow } | undefined;
  find(token: string): SimulatorWindow | undefined;
  /** Token for the window's `/bank` and `/terminal` URLs; the same for as long as it lives. */
  wireToken(windowId: string): string;
  findByWireToken(token: string): SimulatorWindow | undefined;
  forget(windowId: string): void;
  /** A device has one window: the others' tokens end. Control rooms do not count. */
  forgetOthersOf(window: SimulatorWindow): void;
}

interface WindowTarget {
  readonly role: WindowRole;
  /** Empty for the control room. */
  readonly deviceId: string;
}

interface WindowEntry {
  readonly window: SimulatorWindow;
  readonly tokenDigest: string;
  wire?: { readonly token: string; readonly digest: string };
}

/** Open tickets and windows remembered at once; the oldest makes room for a new one. */
const TICKETS_MAX = 128;
const WINDOWS_MAX = 128;

const digestOf = (token: string): string => createHash('sha256').update(token).digest('base64url');

function dropOldest<K, V>(map: Map<K, V>, max: number): void {
  const oldest = map.keys().next();
  if (map.size >= max && !oldest.done) map.delete(oldest.value);
}

export function createWindowTokens(options: {
  readonly nowMs: () => number;
  readonly randomBytes: (length: number) => Uint8Array;
}): WindowTokens {
  const tickets = new Map<string, WindowTarget & { readonly expiresMs: number }>();
  const windows = new Map<string, WindowEntry>();
  const newToken = (): string => Buffer.from(options.randomBytes(32)).toString('base64url');
  const windowBy = (matches: (entry: WindowEntry) => boolean): SimulatorWindow | undefined =>
    [...windows.values()].find(matches)?.window;

  return {
    issueTicket(target, { lifetimeMs = Number.POSITIVE_INFINITY } = {}) {
      dropOldest(tickets, TICKETS_MAX);
      const ticket = newToken();
      tickets.set(digestOf(ticket), { ...target, expiresMs: options.nowMs() + lifetimeMs });
      return ticket;
    },
    exchange(ticket) {
      const digest = digestOf(ticket);
      const found = tickets.get(digest);
      tickets.delete(digest);
      if (!found || found.expiresMs <= options.nowMs()) return undefined;
      dropOldest(windows, WINDOWS_MAX);
      const token = newToken();
      const windowId = Buffer.from(options.randomBytes(12)).toString('hex');
      const window = { windowId, role: found.role, deviceId: found.deviceId };
      windows.set(windowId, { window, tokenDigest: digestOf(token) });
      return { token, window };
    },
    find(token) {
      const digest = digestOf(token);
      return windowBy((entry) => entry.tokenDigest === digest);
    },
    wireToken(windowId) {
      const entry = windows.get(windowId);
      if (!entry) return '';
      if (!entry.wire) {
        const token = newToken();
        entry.wire = { token, digest: digestOf(token) };
      }
      return entry.wire.token;
    },
    findByWireToken(token) {
      const digest = digestOf(token);
      return windowBy((entry) => entry.wire?.digest === digest);
    },
    forget: (windowId) => void windows.delete(windowId),
    forgetOthersOf({ windowId, deviceId }) {
      for (const { window } of [...windows.values()]) {
        if (deviceId !== '' && window.deviceId === deviceId && window.windowId !== windowId) {
          windows.delete(window.windowId);
        }
      }
    },
  };
}
