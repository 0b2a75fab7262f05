import type { BankSession } from '#bank/core.ts';
import type { SessionKeys } from '#shared/session.ts';
import type { Client } from './client.ts';

/** What the server keeps of an open session: its keys, counters and last way to the phone. */
export interface SealedSession {
  readonly bank: BankSession;
  readonly keys: SessionKeys;
  /** Highest counter of an accepted call; 0 before the first. */
  lastCounter: number;
  lastEventCounter: number;
  /** The connection that used the session last; events go there. */
  client: Client;
}

export interface SessionLimits {
  /**
   * Over it the session that was idle longest ends. The core bounds its sessions too, per device
   * as well; this is the bound for keys, also of sessions that the core has ended meanwhile.
   */
  readonly sessionsMax: number;
  /** Openings remembered so that a recorded one opens nothing again. */
  readonly openingsMax: number;
}

export const DEFAULT_SESSION_LIMITS: SessionLimits = {
  sessionsMax: 131_072,
  openingsMax: 100_000,
};

export interface SessionBook {
  /** False when this opening was seen before (a replay). */
  rememberOpening(clientKey: string): boolean;
  add(session: SealedSession): void;
  find(sessionId: string): SealedSession | undefined;
  /** Marks the session as just used by this connection. */
  use(session: SealedSession, client: Client): void;
  /** Forgets a session that the bank has ended. */
  drop(sessionId: string): void;
  ofUser(uid: string): readonly SealedSession[];
}

function createOpenings(openingsMax: number): (clientKey: string) => boolean {
  const seen = new Set<string>();
  return (clientKey) => {
    if (seen.has(clientKey)) return false;
    seen.add(clientKey);
    if (seen.size > openingsMax) {
      for (const oldest of seen) {
        seen.delete(oldest);
        break;
      }
    }
    return true;
  };
}

/** @param end tells the bank that a session was ended here to make room */
export function createSessionBook(
  limits: SessionLimits,
  end: (sessionId: string) => void,
): SessionBook {
  /** Both maps are in order of use: the first is the one that was idle longest. */
  const sessions = new Map<string, SealedSession>();
  const byUser = new Map<string, Map<string, SealedSession>>();

  const drop = (sessionId: string): void => {
    const session = sessions.get(sessionId);
    if (!session) return;
    sessions.delete(sessionId);
    const own = byUser.get(session.bank.uid);
    own?.delete(sessionId);
    if (own?.size === 0) byUser.delete(session.bank.uid);
  };
  const touch = (session: SealedSession): void => {
    const { id, uid } = session.bank;
    sessions.delete(id);
    sessions.set(id, session);
    const own = byUser.get(uid) ?? new Map<string, SealedSession>();
    own.delete(id);
    own.set(id, session);
    byUser.set(uid, own);
  };
  return {
    rememberOpening: createOpenings(limits.openingsMax),
    add(session) {
      touch(session);
      const [oldest] = sessions.keys();
      if (oldest === undefined || sessions.size <= limits.sessionsMax) return;
      drop(oldest);
      end(oldest);
    },
    find: (sessionId) => sessions.get(sessionId),
    use(session, client) {
      session.client = client;
      touch(session);
    },
    drop,
    ofUser: (uid) => [...(byUser.get(uid)?.values() ?? [])],
  };
}
