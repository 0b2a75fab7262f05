import type { BankClock, BankCore, BankEvent, RandomBytes, VerifySignature } from '#bank/core.ts';
import { ALL_DEFENCES, type Defences } from '#bank/defences.ts';
import type { PhoneEvent } from '#shared/protocol/sealed-methods.ts';
import type { Connection } from '#wire/connection.ts';
import { type Listener, type ListenOptions, listen } from '#wire/listener.ts';
import type { Logger } from '#wire/logger.ts';
import { serveRpc } from '#wire/rpc-server.ts';
import { createAdminFeed } from './admin-feed.ts';
import type { Client } from './client.ts';
import { createGate, type Gate } from './gate.ts';
import { startHealthMonitor } from './health.ts';
import { createRunners, type MethodParts } from './methods.ts';
import { sealText } from './sealing.ts';
import type { AdminKeys } from './secrets.ts';
import { createSessionBook, DEFAULT_SESSION_LIMITS, type SessionLimits } from './session-book.ts';
import { createTerminalDesk } from './terminal-desk.ts';

export interface BankServerOptions {
  readonly core: BankCore;
  readonly listener: Omit<ListenOptions, 'onConnection'>;
  readonly keys: AdminKeys;
  readonly verifySignature: VerifySignature;
  readonly logger: Logger;
  readonly clock: BankClock;
  readonly randomBytes: RandomBytes;
  readonly sessionLimits?: Partial<SessionLimits>;
  /** Calls being worked on in the whole bank; one more is refused as throttled (U80). */
  readonly inFlightMax?: number;
  /** All of them when absent; only the attack lab's scratch bank goes without. */
  readonly defences?: Partial<Defences>;
}

export interface BankServer {
  readonly host: string;
  readonly port: number;
  readonly connectionCount: number;
  readonly setCertificate: Listener['setCertificate'];
  /**
   * Takes no new connection, refuses new calls, lets the calls in flight finish for at most
   * `drainMs`, then ends every connection. The core stays open.
   */
  stop(drainMs?: number): Promise<void>;
}

const DEFAULT_IN_FLIGHT_MAX = 32_768;
const DEFAULT_DRAIN_MS = 5_000;
const HEALTH_EVERY_MS = 1_000;

function notifyPhone({ core, book }: MethodParts, uid: string, event: PhoneEvent): void {
  const text = JSON.stringify(event);
  for (const session of book.ofUser(uid)) {
    const { id } = session.bank;
    if (!core.session(id)) {
      book.drop(id);
      continue;
    }
    session.lastEventCounter += 1;
    const box = sealText(session.keys.events, id, 'event', session.lastEventCounter, text);
    session.client.notify('session.event', box);
  }
}

function deliver(parts: MethodParts, message: BankEvent): void {
  if (message.to === 'terminal') parts.desk.notify(message.vmid, message.event);
  else if (message.to === 'admin') parts.feed.publish(message.event);
  else notifyPhone(parts, message.uid, message.event);
}

function serveClient(parts: MethodParts, gate: Gate, connection: Connection): void {
  const client: Client = {
    connection,
    role: 'anonymous',
    vmid: '',
    challenge: undefined,
    notify: (method, params) => serving.notify(method, params),
  };
  const serving = serveRpc(connection, (call) => gate.run(client, call), { logger: parts.logger });
  connection.onClose = () => {
    parts.desk.leave(client);
    parts.feed.leave(client);
  };
}

/** Everything between the sockets and the core. @throws WireError when it cannot listen */
export async function startBankServer(options: BankServerOptions): Promise<BankServer> {
  const { core, logger, randomBytes, clock } = options;
  const limits = { ...DEFAULT_SESSION_LIMITS, ...options.sessionLimits };
  let listener: Listener | undefined;
  const feed = createAdminFeed();
  const health = startHealthMonitor(core, () => listener?.connectionCount ?? 0);
  const parts: MethodParts = {
    core,
    logger,
    randomBytes,
    feed,
    health,
    keys: options.keys,
    defences: { ...ALL_DEFENCES, ...options.defences },
    verifySignature: options.verifySignature,
    book: createSessionBook(limits, (sessionId) => core.endSession(sessionId)),
    desk: createTerminalDesk({ core, randomBytes, nowMs: clock.nowMs }),
  };
  const gate = createGate(createRunners(parts), options.inFlightMax ?? DEFAULT_IN_FLIGHT_MAX);
  const stopEvents = core.onEvent((message) => deliver(parts, message));
  const healthTimer = setInterval(() => {
    if (feed.subscriberCount > 0) feed.publish({ kind: 'health', health: health.read() });
  }, HEALTH_EVERY_MS);
  healthTimer.unref();
  const release = (): void => {
    clearInterval(healthTimer);
    stopEvents();
    health.close();
  };

  try {
    const onConnection = (connection: Connection): void => serveClient(parts, gate, connection);
    listener = await listen({ ...options.listener, onConnection });
  } catch (error) {
    release();
    throw error;
  }
  const open = listener;
  logger.log('info', 'bank listens', { host: open.host, port: open.port });
  return {
    host: open.host,
    port: open.port,
    get connectionCount() {
      return open.connectionCount;
    },
    setCertificate: open.setCertificate,
    async stop(drainMs = DEFAULT_DRAIN_MS) {
      open.stopAccepting();
      const left = await gate.drain(drainMs);
      if (left > 0) logger.log('warn', 'calls unfinished at stop', { count: left });
      await open.close('The bank is stopping.');
      release();
    },
  };
}
