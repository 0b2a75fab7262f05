import { toBase64Url } from '#shared/bytes.ts';
import { refusal } from '#shared/protocol/json-rpc.ts';
import type { BankSession, RandomBytes } from '../core.ts';
import type { BankBounds } from '../state/bounds.ts';
import type { Account, User } from '../state/entities.ts';
import type { PinKeyCache } from './pin-keys.ts';

/** A session as the core keeps it. Held in memory only. */
export interface Session extends BankSession {
  readonly user: User;
  readonly account: Account;
  nonce: string;
  nonceMs: number;
  lastUsedMs: number;
  /** A payment is being answered. */
  isPaying: boolean;
  /** The account's PIN keys, unwrapped on first use. */
  pinKeys: PinKeyCache | undefined;
}

export interface SessionBook {
  readonly size: number;
  open(user: User, account: Account, deviceId: string, sessionId: string): Session;
  get(sessionId: string): Session | undefined;
  end(sessionId: string): void;
  /** Ends every session of a device, or of all of a user's devices. */
  endAll(uid: string, deviceId?: string): void;
  hasUser(uid: string): boolean;
}

const NONCE_LENGTH = 16;
/** Sessions looked at when one must make room. */
const EVICTION_PROBES = 64;

export const newNonce = (randomBytes: RandomBytes): string =>
  toBase64Url(randomBytes(NONCE_LENGTH));

interface SessionBookOptions {
  readonly bounds: BankBounds;
  readonly nowMs: () => number;
  readonly randomBytes: RandomBytes;
}

export function createSessionBook({ bounds, nowMs, randomBytes }: SessionBookOptions): SessionBook {
  const sessions = new Map<string, Session>();
  const byUser = new Map<string, Session[]>();

  function end(sessionId: string): void {
    const session = sessions.get(sessionId);
    if (!session) return;
    sessions.delete(sessionId);
    session.pinKeys = undefined;
    const rest = (byUser.get(session.uid) ?? []).filter((other) => other !== session);
    if (rest.length > 0) byUser.set(session.uid, rest);
    else byUser.delete(session.uid);
  }

  /** Ends the longest unused of the oldest sessions. @throws U80 when all of them are paying */
  function makeRoom(): void {
    let idle: Session | undefined;
    let probes = 0;
    for (const session of sessions.values()) {
      if (
        !session.isPaying &&
        session.lastUsedMs < (idle?.lastUsedMs ?? Number.POSITIVE_INFINITY)
      ) {
        idle = session;
      }
      if (++probes === EVICTION_PROBES) break;
    }
    if (!idle) throw refusal('U80', 'The bank has too many open sessions. Try again in a moment.');
    end(idle.id);
  }

  return {
    get size() {
      return sessions.size;
    },
    open(user, account, deviceId, sessionId) {
      if (sessions.has(sessionId)) throw new Error('session id was used before');
      const own = (byUser.get(user.uid) ?? []).filter((other) => other.deviceId === deviceId);
      for (const old of own.slice(0, Math.max(0, own.length + 1 - bounds.sessionsPerDeviceMax))) {
        end(old.id);
      }
      if (sessions.size >= bounds.sessionsMax) makeRoom();
      const session: Session = {
        id: sessionId,
        uid: user.uid,
        vpa: account.vpa,
        deviceId,
        user,
        account,
        nonce: newNonce(randomBytes),
        nonceMs: nowMs(),
        lastUsedMs: nowMs(),
        isPaying: false,
        pinKeys: undefined,
        renewNonce() {
          this.nonce = newNonce(randomBytes);
          this.nonceMs = nowMs();
        },
      };
      sessions.set(sessionId, session);
      byUser.set(user.uid, [...(byUser.get(user.uid) ?? []), session]);
      return session;
    },
    get: (sessionId) => sessions.get(sessionId),
    end,
    endAll(uid, deviceId) {
      for (const session of byUser.get(uid) ?? []) {
        if (deviceId === undefined || session.deviceId === deviceId) end(session.id);
      }
    },
    hasUser: (uid) => byUser.has(uid),
  };
}
