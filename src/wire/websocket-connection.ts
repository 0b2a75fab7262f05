import type { RawData, WebSocket } from 'ws';
import {
  CLOSE_GRACE_MS,
  type Connection,
  createConnectionEvents,
  nextConnectionId,
  type TransportLimits,
} from './connection.ts';

/** RFC 6455 section 7.4.1. */
const NORMAL = 1_000;
const UNSUPPORTED_DATA = 1_003;
/** A close frame's reason is at most 123 bytes of UTF-8. */
const REASON_MAX_LENGTH = 40;

/**
 * One JSON-RPC message per WebSocket text message. `ws` itself ends connections with invalid
 * UTF-8 or messages over `maxPayload`; set `autoPong: false` on it, pings are answered here so
 * that a flood of pings nobody reads the answers to counts as a slow reader.
 */
export function createWebSocketConnection(
  webSocket: WebSocket,
  remoteAddress: string,
  limits: TransportLimits,
): Connection {
  const id = nextConnectionId();
  const events = createConnectionEvents();
  let isOpen = true;
  let hasReceived = false;

  const finish = (reason: string): void => {
    isOpen = false;
    events.end(reason);
  };
  const cut = (reason: string): void => {
    finish(reason);
    webSocket.terminate();
  };
  const close = (reason = 'Closed.', code = NORMAL): void => {
    if (!isOpen) return;
    finish(reason);
    webSocket.close(code, reason.slice(0, REASON_MAX_LENGTH));
    const timer = setTimeout(() => webSocket.terminate(), CLOSE_GRACE_MS);
    webSocket.once('close', () => clearTimeout(timer));
  };
  const checkReader = (): void => {
    if (webSocket.bufferedAmount > limits.outgoingMaxBytes) cut('The other side reads too slowly.');
  };

  webSocket.on('message', (data: RawData, isBinary: boolean) => {
    if (!isOpen) return;
    if (isBinary) return close('Messages must be text.', UNSUPPORTED_DATA);
    hasReceived = true;
    events.onText(data.toString());
  });
  webSocket.on('ping', (data: Buffer) => {
    if (!isOpen) return;
    webSocket.pong(data);
    checkReader();
  });
  webSocket.on('error', () => cut('The connection broke.'));
  webSocket.on('close', () => finish('The connection ended.'));

  return {
    id,
    kind: 'websocket',
    remoteAddress,
    send(text) {
      if (!isOpen) return;
      webSocket.send(text);
      checkReader();
    },
    close: (reason) => close(reason),
    get isOpen() {
      return isOpen;
    },
    get hasReceived() {
      return hasReceived;
    },
    get bufferedBytes() {
      return webSocket.bufferedAmount;
    },
    get onText() {
      return events.onText;
    },
    set onText(handler) {
      events.onText = handler;
    },
    get onClose() {
      return events.onClose;
    },
    set onClose(handler) {
      events.onClose = handler;
    },
  };
}
