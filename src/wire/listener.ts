import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import {
  type AddressInfo,
  createServer as createTcpServer,
  type Socket,
  type Server as TcpServer,
} from 'node:net';
import {
  createServer as createTlsServer,
  type TLSSocket,
  type Server as TlsServer,
} from 'node:tls';
import { ALPN_FRAMES, ALPN_WEBSOCKET, MAX_FRAME_BYTES } from '#shared/protocol/json-rpc.ts';
import type { Connection } from './connection.ts';
import { createFrameConnection } from './frame-connection.ts';
import { createHandshakes, type Handshakes } from './handshakes.ts';
import { createWebSocketAcceptor } from './websocket-acceptor.ts';
import { WireError } from './wire-error.ts';

export interface ListenerLimits {
  /** Open sockets; the next one is dropped by the operating system's accept loop. */
  readonly connectionsMax: number;
  /** Sockets that are still opening; over it the oldest of them is cut. */
  readonly handshakesMax: number;
  readonly handshakeTimeoutMs: number;
  /** An open connection must send its first whole message within this time. */
  readonly firstMessageTimeoutMs: number;
  readonly incomingMaxBytes: number;
  /** A reader that lets more than this wait is cut off. */
  readonly outgoingMaxBytes: number;
}

export const DEFAULT_LISTENER_LIMITS: ListenerLimits = {
  connectionsMax: 12_000,
  handshakesMax: 512,
  handshakeTimeoutMs: 10_000,
  firstMessageTimeoutMs: 120_000,
  incomingMaxBytes: MAX_FRAME_BYTES,
  outgoingMaxBytes: 4 * 1_024 * 1_024,
};

/** PEM texts; `certificate` may hold the chain. */
export interface ServerCertificate {
  readonly certificate: string;
  readonly key: string;
}

export interface ListenOptions {
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
  readonly certificate: ServerCertificate;
  /** Called before any message is read; sets `onText` and `onClose`. */
  readonly onConnection: (connection: Connection) => void;
  readonly limits?: Partial<ListenerLimits>;
}

export interface Listener {
  readonly host: string;
  readonly port: number;
  /** Open connections, without those still opening. */
  readonly connectionCount: number;
  readonly handshakeCount: number;
  /** Takes effect for the next connections. */
  setCertificate(certificate: ServerCertificate): void;
  /** Takes no new connection and frees the port; the open connections go on. */
  stopAccepting(): void;
  /** Lets every connection send what it has, then ends it; returns when all are gone. */
  close(reason?: string): Promise<void>;
}

const SWEEP_EVERY_MS = 1_000;
/** Connections the kernel may hold before they are accepted. */
const BACKLOG = 4_096;
const TCP_KEEP_ALIVE_MS = 30_000;
/** X25519 first: the cheapest handshake (a third less than the default on the server). */
const GROUPS = 'X25519:P-256:P-384';

interface OpenConnection {
  readonly connection: Connection;
  readonly openedMs: number;
}

/** Answers everything that is not a WebSocket upgrade. */
function createUpgradeServer(): HttpServer {
  return createHttpServer({ maxHeaderSize: 8_192 }, (_request, response) => {
    response.writeHead(426, {
      'content-type': 'text/plain; charset=utf-8',
      connection: 'close',
      upgrade: 'websocket',
    });
    response.end('This port speaks JSON-RPC over WebSocket (UPI Simulator).\n');
  });
}

const secureOptions = (certificate: ServerCertificate) => ({
  cert: certificate.certificate,
  key: certificate.key,
  minVersion: 'TLSv1.3' as const,
  ecdhCurve: GROUPS,
});

function startListening(server: TcpServer, options: ListenOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(WireError.fromListen(error, options.host, options.port)),
    );
    server.listen({ host: options.host, port: options.port, backlog: BACKLOG }, () => {
      server.removeAllListeners('error');
      // Accept errors (out of file handles) must not end the process; the next accept may work.
      server.on('error', () => {});
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** Connections that never say anything make room for those that do. */
function sweepSilent(open: ReadonlyMap<number, OpenConnection>, timeoutMs: number): void {
  const limitMs = performance.now() - timeoutMs;
  for (const { connection, openedMs } of open.values()) {
    if (openedMs > limitMs) return;
    if (!connection.hasReceived) connection.close('No message came.');
  }
}

/** TLS sockets become connections here: by ALPN frames, or a WebSocket after its upgrade. */
function createTlsEnd(
  options: ListenOptions,
  limits: ListenerLimits,
  handshakes: Handshakes,
  open: Map<number, OpenConnection>,
): TlsServer {
  const adopt = (connection: Connection, socket: Pick<Socket, 'once'>): void => {
    open.set(connection.id, { connection, openedMs: performance.now() });
    socket.once('close', () => open.delete(connection.id));
    options.onConnection(connection);
  };
  const acceptor = createWebSocketAcceptor(limits);
  const upgradeServer = createUpgradeServer();
  upgradeServer.on('upgrade', (request, socket, head) => {
    handshakes.finish(request.socket);
    acceptor.accept(request, socket, head, (connection) => adopt(connection, request.socket));
  });

  const server = createTlsServer({
    ...secureOptions(options.certificate),
    ALPNProtocols: [ALPN_FRAMES, ALPN_WEBSOCKET],
    handshakeTimeout: limits.handshakeTimeoutMs,
  });
  server.on('tlsClientError', (_error, socket) => socket.destroy());
  server.on('secureConnection', (socket: TLSSocket) => {
    socket.setKeepAlive(true, TCP_KEEP_ALIVE_MS);
    if (socket.alpnProtocol === ALPN_FRAMES) {
      handshakes.finish(socket);
      adopt(createFrameConnection(socket, limits), socket);
    } else {
      upgradeServer.emit('connection', socket);
    }
  });
  return server;
}

/**
 * Accepts sockets. TLS begins with the first byte that comes: a silent half-open socket then costs
 * 0.1 ms instead of 0.25, and thousands of them do not keep the thread from genuine clients.
 */
function createTcpEnd(limits: ListenerLimits, handshakes: Handshakes, tls: TlsServer): TcpServer {
  const server = createTcpServer((socket) => {
    socket.on('error', () => socket.destroy());
    handshakes.begin(socket);
    socket.once('readable', () => {
      if (socket.readableLength > 0) tls.emit('connection', socket);
      else socket.destroy();
    });
  });
  server.maxConnections = limits.connectionsMax;
  return server;
}

/**
 * One TLS 1.3 port for both framings: ALPN `upi-sim/1` is newline-delimited frames, `http/1.1` or
 * none is WebSocket.
 * @throws WireError `port-taken`, `port-forbidden` or `address-unknown`
 */
export async function listen(options: ListenOptions): Promise<Listener> {
  const limits = { ...DEFAULT_LISTENER_LIMITS, ...options.limits };
  const handshakes = createHandshakes(limits, () => performance.now());
  const open = new Map<number, OpenConnection>();
  const tls = createTlsEnd(options, limits, handshakes, open);
  const server = createTcpEnd(limits, handshakes, tls);
  const port = await startListening(server, options);
  const sweeper = setInterval(() => {
    handshakes.sweep();
    sweepSilent(open, limits.firstMessageTimeoutMs);
  }, SWEEP_EVERY_MS);
  sweeper.unref();

  let closed: Promise<void> | undefined;
  const stopAccepting = (): Promise<void> => {
    closed ??= new Promise((resolve) => server.close(() => resolve()));
    handshakes.cutAll();
    return closed;
  };
  return {
    host: options.host,
    port,
    get connectionCount() {
      return open.size;
    },
    get handshakeCount() {
      return handshakes.count;
    },
    setCertificate: (certificate) => tls.setSecureContext(secureOptions(certificate)),
    stopAccepting() {
      void stopAccepting();
    },
    async close(reason = 'The server is stopping.') {
      clearInterval(sweeper);
      for (const { connection } of open.values()) connection.close(reason);
      await stopAccepting();
    },
  };
}
