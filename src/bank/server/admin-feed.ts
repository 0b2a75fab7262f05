import type { AdminEvent } from '#shared/protocol/admin-methods.ts';
import type { Client } from './client.ts';

/**
 * `admin.event` to everybody who subscribed. The first event after a quiet moment goes out at
 * once; under load each kind is gathered for a tenth of a second and only the newest go, so that
 * 10,000 payments a second do not drown a window. What a reader cannot take is dropped in the
 * order of how little it matters: health and trace first.
 */
export interface AdminFeed {
  /** @returns false when there are too many subscribers */
  subscribe(client: Client): boolean;
  leave(client: Client): void;
  publish(event: AdminEvent): void;
  readonly subscriberCount: number;
  close(): void;
}

export interface AdminFeedLimits {
  readonly subscribersMax: number;
  readonly windowMs: number;
  /** Events of one kind that go out per window; the newest are kept. */
  readonly perKindMax: number;
  /** A reader this far behind gets no health and no trace. */
  readonly behindBytes: number;
}

export const DEFAULT_FEED_LIMITS: AdminFeedLimits = {
  subscribersMax: 16,
  windowMs: 100,
  perKindMax: 100,
  behindBytes: 256 * 1_024,
};

/** What stands for the same thing: a newer event replaces an older one with the same key. */
function keyOf(event: AdminEvent, serial: number): string {
  if (event.kind === 'account') return event.account.id;
  if (event.kind === 'terminal') return event.vmid;
  if (event.kind === 'health') return 'health';
  return String(serial);
}

type Gathered = Map<AdminEvent['kind'], Map<string, AdminEvent>>;

export function createAdminFeed(limits: AdminFeedLimits = DEFAULT_FEED_LIMITS): AdminFeed {
  const subscribers = new Set<Client>();
  let gathered: Gathered = new Map();
  let timer: NodeJS.Timeout | undefined;
  let serial = 0;

  const send = (event: AdminEvent): void => {
    const isMinor = event.kind === 'health' || event.kind === 'trace';
    for (const client of subscribers) {
      if (isMinor && client.connection.bufferedBytes > limits.behindBytes) continue;
      client.notify('admin.event', event);
    }
  };
  const gather = (event: AdminEvent): void => {
    const ofKind = gathered.get(event.kind) ?? new Map<string, AdminEvent>();
    gathered.set(event.kind, ofKind);
    const key = keyOf(event, ++serial);
    ofKind.delete(key);
    ofKind.set(key, event);
    if (ofKind.size <= limits.perKindMax) return;
    for (const oldest of ofKind.keys()) {
      ofKind.delete(oldest);
      break;
    }
  };
  const startWindow = (): void => {
    timer = setTimeout(() => {
      timer = undefined;
      const ready = gathered;
      gathered = new Map();
      if (ready.size === 0) return;
      startWindow();
      for (const ofKind of ready.values()) for (const event of ofKind.values()) send(event);
    }, limits.windowMs);
    timer.unref();
  };

  return {
    subscribe(client) {
      if (!subscribers.has(client) && subscribers.size >= limits.subscribersMax) return false;
      subscribers.add(client);
      return true;
    },
    leave(client) {
      subscribers.delete(client);
    },
    publish(event) {
      if (subscribers.size === 0) return;
      if (timer) {
        gather(event);
      } else {
        send(event);
        startWindow();
      }
    },
    get subscriberCount() {
      return subscribers.size;
    },
    close() {
      clearTimeout(timer);
      subscribers.clear();
    },
  };
}
