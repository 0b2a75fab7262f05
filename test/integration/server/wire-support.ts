import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRpcCaller, type RpcCaller } from '#shared/json-rpc-peer.ts';
import { openAuthority } from '#wire/certificates.ts';
import { connectFrames, connectWebSocket } from '#wire/client.ts';
import type { Connection } from '#wire/connection.ts';
import {
  type Listener,
  type ListenerLimits,
  listen,
  type ServerCertificate,
} from '#wire/listener.ts';
import { createLogger, type Logger } from '#wire/logger.ts';
import { type RpcHandler, type ServeOptions, serveRpc } from '#wire/rpc-server.ts';

/** A fresh folder and what removes it. */
export async function makeFolder(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'upi-sim-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

export interface TestAuthority {
  readonly caPem: string;
  readonly certificate: ServerCertificate;
}

/** One authority for a whole test file. */
export async function makeTestAuthority(folder: string): Promise<TestAuthority> {
  const authority = await openAuthority(
    { caCertificate: join(folder, 'ca.pem'), caKey: join(folder, 'ca.key') },
    Date.now,
  );
  return {
    caPem: authority.caPem,
    certificate: await authority.certificateIn(join(folder, 'tls.pem')),
  };
}

export const quietLogger = (): Logger => createLogger({ nowMs: Date.now, level: 'debug' });

export interface TestServer {
  readonly listener: Listener;
  readonly connections: Connection[];
  readonly logger: Logger;
  frames(): Promise<Connection>;
  webSocket(): Promise<Connection>;
}

/** A real listener on a free port that answers with the handler. */
export async function startTestServer(
  authority: TestAuthority,
  handler: RpcHandler,
  options: { limits?: Partial<ListenerLimits>; serve?: Partial<ServeOptions> } = {},
): Promise<TestServer> {
  const connections: Connection[] = [];
  const logger = quietLogger();
  const listener = await listen({
    host: '127.0.0.1',
    port: 0,
    certificate: authority.certificate,
    ...(options.limits ? { limits: options.limits } : {}),
    onConnection(connection) {
      connections.push(connection);
      serveRpc(connection, handler, { logger, ...options.serve });
    },
  });
  return {
    listener,
    connections,
    logger,
    frames: () => connectFrames({ host: '127.0.0.1', port: listener.port, caPem: authority.caPem }),
    webSocket: () =>
      connectWebSocket({ url: `wss://127.0.0.1:${listener.port}/`, caPem: authority.caPem }),
  };
}

export const callerOn = async (connection: Promise<Connection>): Promise<RpcCaller> =>
  createRpcCaller(await connection);

/** The next text, and the reason of the end, of a raw connection. */
export function listenTo(connection: Connection): {
  next(): Promise<Record<string, unknown>>;
  readonly ended: Promise<string>;
} {
  const texts: string[] = [];
  const waiting: ((text: string) => void)[] = [];
  connection.onText = (text) => {
    const waiter = waiting.shift();
    if (waiter) waiter(text);
    else texts.push(text);
  };
  const ended = new Promise<string>((resolve) => {
    connection.onClose = resolve;
  });
  return {
    ended,
    async next() {
      const text = texts.shift() ?? (await new Promise<string>((resolve) => waiting.push(resolve)));
      return JSON.parse(text) as Record<string, unknown>;
    },
  };
}
