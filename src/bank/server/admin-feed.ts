import type { AdminEvent } from '#shared/protocol/admin-methods.ts';
import type { Client } from './client.ts';

/**
 * `admin.event` to everybody who subscribed. How often each kind comes is bounded by the core's
 * event hub. To a reader that falls behind the passing figures are no longer sent, then, at the
 * connection's own bound, it is cut off and may come back.
 */
export interface AdminFeed {
  /** @returns false when there are too many subscribers */
  subscribe(client: Client): boolean;
  leave(client: Client): void;
  publish(event: AdminEvent): void;
  readonly subscriberCount: number;
}

const SUBSCRIBERS_MAX = 16;
/** A reader this far behind gets no passing figures. */
const BEHIND_BYTES = 256 * 1_024;
/** What the next one of its kind makes worthless, or what is only to look at. */
const PASSING: ReadonlySet<AdminEvent['kind']> = new Set(['health', 'trace', 'verify']);

export function createAdminFeed(): AdminFeed {
  const subscribers = new Set<Client>();
  return {
    subscribe(client) {
      if (!subscribers.has(client) && subscribers.size >= SUBSCRIBERS_MAX) return false;
      subscribers.add(client);
      return true;
    },
    leave(client) {
      subscribers.delete(client);
    },
    publish(event) {
      const isPassing = PASSING.has(event.kind);
      for (const client of subscribers) {
        if (isPassing && client.connection.bufferedBytes > BEHIND_BYTES) continue;
        client.notify('admin.event', event);
      }
    },
    get subscriberCount() {
      return subscribers.size;
    },
  };
}
