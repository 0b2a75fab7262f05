import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { Connection, TransportLimits } from './connection.ts';
import { createWebSocketConnection } from './websocket-connection.ts';

export interface WebSocketAcceptor {
  /**
   * Answers an HTTP server's `upgrade` event. Whoever calls has checked path, Host and Origin.
   * The socket is destroyed when it is no proper WebSocket handshake.
   */
  accept(
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    onConnection: (connection: Connection) => void,
  ): void;
}

/** WebSocket over a server that already exists, encrypted or not, without compression. */
export function createWebSocketAcceptor(limits: TransportLimits): WebSocketAcceptor {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: limits.incomingMaxBytes,
    perMessageDeflate: false,
    clientTracking: false,
    autoPong: false,
  });
  return {
    accept(request, socket, head, onConnection) {
      const remoteAddress = request.socket.remoteAddress ?? '';
      server.handleUpgrade(request, socket, head, (webSocket) =>
        onConnection(createWebSocketConnection(webSocket, remoteAddress, limits)),
      );
    },
  };
}
