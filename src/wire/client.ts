import { isIP } from 'node:net';
import {
  type ConnectionOptions,
  connect as connectTls,
  createSecureContext,
  type DetailedPeerCertificate,
  type SecureContext,
  type TLSSocket,
} from 'node:tls';
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
  /** As in FrameConnectionOptions. */
  readonly gathers?: boolean;
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
/** X25519 first: the cheapest key share. */
const GROUPS = 'X25519:P-256';

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

/** Making one parses the authority and takes as long as half a handshake; most programs pin one. */
let lastContext: { readonly caPem: string; readonly context: SecureContext } | undefined;

function contextFor(caPem: string): SecureContext {
  if (lastContext?.caPem !== caPem) {
    const context = createSecureContext({ ca: caPem, minVersion: 'TLSv1.3', ecdhCurve: GROUPS });
    lastContext = { caPem, context };
  }
  return lastContext.context;
}

/** The check of RFC 6125 as Node does it: IP addresses exactly, host names by the certificate. */
function nameProblem(socket: TLSSocket, name: string): Error | undefined {
  const certificate = socket.getPeerX509Certificate();
  const isFor = isIP(name) === 0 ? certificate?.checkHost(name) : certificate?.checkIP(name);
  if (isFor !== undefined) return undefined;
  const error = new Error(`the certificate is not for ${name}`);
  return Object.assign(error, { code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
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
  const socket: TLSSocket = connectTls({
    host: options.host,
    port: options.port,
    secureContext: contextFor(options.caPem),
    ALPNProtocols: [ALPN_FRAMES],
    checkServerIdentity: (name) => nameProblem(socket, name),
    ...nameOptions(options),
  });
  // Node asks for this only to hand it to the check above, and spells out the whole chain for it:
  // a quarter of a connection's cost here.
  socket.getPeerCertificate = () => ({}) as DetailedPeerCertificate;
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
      const { gathers = false } = options;
      resolve(createFrameConnection(socket, CLIENT_LIMITS, { gathers }));
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
    ecdhCurve: GROUPS,
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
