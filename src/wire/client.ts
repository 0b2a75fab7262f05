import { type ConnectionOptions, connect as connectTls } from 'node:tls';
import { WebSocket } from 'ws';
import { ALPN_FRAMES, RPC_ERROR, RpcError } from '#shared/protocol/json-rpc.ts';
import type { Connection, TransportLimits } from './connection.ts';
import { createFrameConnection } from './frame-connection.ts';
import { createWebSocketConnection } from './websocket-connection.ts';

export interface ConnectFramesOptions {
  readonly host: string;
  readonly port: number;
  /** The only authority that is trusted: the pinned local CA. */
  readonly caPem: string;
  readonly timeoutMs?: number;
  /** Name the certificate must be for, when it is not `host`. */
  readonly servername?: string;
}

export interface ConnectWebSocketOptions {
  /** `wss://127.0.0.1:5000/`, or `ws:` to a host that proxies. */
  readonly url: string;
  readonly caPem?: string;
  readonly timeoutMs?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Answers are larger than requests (pages of rows), so a client takes more than a server does. */
const CLIENT_LIMITS: TransportLimits = {
  incomingMaxBytes: 1_024 * 1_024,
  outgoingMaxBytes: 16 * 1_024 * 1_024,
};
const DEFAULT_TIMEOUT_MS = 10_000;

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing is listening there',
  ECONNRESET: 'the other side cut the connection',
  ENOTFOUND: 'the host name is unknown',
  EHOSTUNREACH: 'the host cannot be reached',
  ETIMEDOUT: 'no answer came in time',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another address',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is not from the expected authority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is not from the expected authority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is not from the expected authority',
  CERT_SIGNATURE_FAILURE: 'its certificate is not from the expected authority',
};

function unreachable(place: string, error: NodeJS.ErrnoException | string): RpcError {
  const why = typeof error === 'string' ? error : (REASONS[error.code ?? ''] ?? 'it failed');
  const detail = `Cannot connect to ${place}: ${why}.`;
  return new RpcError(RPC_ERROR.unreachable, detail, { detail });
}

/** `servername` must be a name: SNI has no addresses (RFC 6066 section 3). */
const nameOptions = (options: ConnectFramesOptions): ConnectionOptions =>
  options.servername === undefined ? {} : { servername: options.servername };

/**
 * Newline-delimited frames over TLS 1.3, the form for programs.
 * @throws RpcError `unreachable` with a sentence that says why
 */
export function connectFrames(options: ConnectFramesOptions): Promise<Connection> {
  const place = `${options.host}, port ${options.port}`;
  const socket = connectTls({
    host: options.host,
    port: options.port,
    ca: options.caPem,
    minVersion: 'TLSv1.3',
    ecdhCurve: 'X25519:P-256',
    ALPNProtocols: [ALPN_FRAMES],
    ...nameOptions(options),
  });
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException | string): void => {
      clearTimeout(timer);
      socket.destroy();
      reject(unreachable(place, error));
    };
    const timer = setTimeout(
      () => fail('no answer came in time'),
      options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    );
    const onClose = (): void => fail('the other side cut the connection');
    socket.once('error', fail);
    socket.once('close', onClose);
    socket.once('secureConnect', () => {
      if (socket.alpnProtocol !== ALPN_FRAMES) return fail('it does not speak upi-sim/1');
      clearTimeout(timer);
      socket.off('error', fail);
      socket.off('close', onClose);
      resolve(createFrameConnection(socket, CLIENT_LIMITS));
    });
  });
}

/**
 * The same protocol as browsers speak it.
 * @throws RpcError `unreachable` with a sentence that says why
 */
export function connectWebSocket(options: ConnectWebSocketOptions): Promise<Connection> {
  const { host } = new URL(options.url);
  const webSocket = new WebSocket(options.url, {
    ...(options.caPem === undefined ? {} : { ca: options.caPem }),
    ...(options.headers === undefined ? {} : { headers: { ...options.headers } }),
    minVersion: 'TLSv1.3',
    ecdhCurve: 'X25519:P-256',
    perMessageDeflate: false,
    autoPong: false,
    maxPayload: CLIENT_LIMITS.incomingMaxBytes,
    handshakeTimeout: options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
  });
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException): void => {
      reject(unreachable(host, error));
    };
    webSocket.once('error', fail);
    webSocket.once('open', () => {
      webSocket.off('error', fail);
      resolve(createWebSocketConnection(webSocket, host, CLIENT_LIMITS));
    });
  });
}
