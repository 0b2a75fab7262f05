import { RPC_ERROR, RpcError } from '#shared/protocol/json-rpc.ts';
import type { BankLink } from './bank-link.ts';

/**
 * Passes phones' sealed messages to the bank and back without reading them. All a relay looks at is
 * the session's id, to bring the bank's events to the phone that used the session last.
 */
export interface Relay {
  /** @throws RpcError of the bank, `throttled` over the bound, `unreachable` without a bank. */
  pass(phone: RelayedPhone, method: RelayedMethod, params: unknown): Promise<unknown>;
  /** A `session.event` from the bank. */
  deliverEvent(params: unknown): void;
  leave(phone: RelayedPhone): void;
  readonly sessionCount: number;
}

export type RelayedMethod = 'bank.info' | 'session.open' | 'session.call';

/** One phone's connection. */
export interface RelayedPhone {
  /** Filled by the relay: sessions that were used over this connection last. */
  readonly sessionIds: Set<string>;
  notify(method: string, params: unknown): void;
}

/** Relayed calls unanswered at once; the rest of the bank connection's room is the POS's own. */
export const RELAYED_MAX = 960;
/** Sessions whose events can find their phone; the one that was idle longest is forgotten. */
export const SESSIONS_MAX = 16_384;

function sessionIdIn(value: unknown): string | undefined {
  const id = (value as { sessionId?: unknown } | null | undefined)?.sessionId;
  return typeof id === 'string' && id.length <= 64 ? id : undefined;
}

export function createRelay(bank: Pick<BankLink, 'caller'>): Relay {
  const phones = new Map<string, RelayedPhone>();
  let inFlight = 0;

  const forget = (id: string): void => {
    phones.get(id)?.sessionIds.delete(id);
    phones.delete(id);
  };
  const remember = (phone: RelayedPhone, answer: unknown): void => {
    const id = sessionIdIn(answer);
    if (id === undefined) return;
    forget(id);
    phones.set(id, phone);
    phone.sessionIds.add(id);
    if (phones.size <= SESSIONS_MAX) return;
    const [oldest] = phones.keys();
    if (oldest !== undefined) forget(oldest);
  };

  return {
    async pass(phone, method, params) {
      if (inFlight >= RELAYED_MAX) {
        const detail = 'This UPI machine is too busy. Try again in a moment.';
        throw new RpcError(RPC_ERROR.throttled, detail, { detail, responseCode: 'U80' });
      }
      inFlight += 1;
      try {
        const answer = await bank.caller().callRaw(method, params);
        // Only the bank's own answer shows that the session is this phone's.
        remember(phone, answer);
        return answer;
      } finally {
        inFlight -= 1;
      }
    },
    deliverEvent(params) {
      const id = sessionIdIn(params);
      if (id !== undefined) phones.get(id)?.notify('session.event', params);
    },
    leave(phone) {
      for (const id of phone.sessionIds) phones.delete(id);
      phone.sessionIds.clear();
    },
    get sessionCount() {
      return phones.size;
    },
  };
}
