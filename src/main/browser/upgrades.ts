import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { MAX_FRAME_BYTES } from '#shared/protocol/json-rpc.ts';
import { API_PATH, MAX_API_MESSAGE_BYTES } from '#shared/simulator/bridge.ts';
import type { Connection } from '#wire/connection.ts';
import { proxyConnection } from '#wire/proxy.ts';
import { createWebSocketAcceptor } from '#wire/websocket-acceptor.ts';
import type { WireTarget } from '../simulator/links.ts';
import type { SimulatorHandle } from '../simulator/simulator.ts';
import { acceptApiSocket } from './api-socket.ts';
import { isFromOwnPage, type OwnOrigin, requestTarget } from './request-guard.ts';
import type { WindowTokens } from './window-tokens.ts';
import { wireTargetFor } from './wire-target.ts';

/**
 * The WebSockets of the browser host. `/api` is the window's own connection; `/bank` and
 * `/terminal/<vmid>` carry the wire over the page's origin, because browsers refuse a private
 * certificate authority. Only the bank's directory says where a terminal is.
 */
export interface UpgradeOptions {
  readonly own: OwnOrigin;
  readonly tokens: WindowTokens;
  readonly simulator: SimulatorHandle;
}

const API_SOCKETS_MAX = 128;
const WIRE_SOCKETS_MAX = 512;
const WIRE_LIMITS = { incomingMaxBytes: MAX_FRAME_BYTES, outgoingMaxBytes: 4 * 1_024 * 1_024 };

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}

/** The proxied connections, bounded in number. */
function createWireSockets(simulator: SimulatorHandle) {
  const acceptor = createWebSocketAcceptor(WIRE_LIMITS);
  const open = new Set<Connection>();
  return {
    accept(request: IncomingMessage, socket: Duplex, head: Buffer, target: WireTarget) {
      if (open.size >= WIRE_SOCKETS_MAX) return refuse(socket, '503 Service Unavailable');
      acceptor.accept(request, socket, head, (connection) => {
        open.add(connection);
        socket.once('close', () => open.delete(connection));
        proxyConnection(connection, () => simulator.connectWire(target));
      });
    },
    close(): void {
      for (const connection of open) connection.close('The simulator is stopping.');
    },
  };
}

export function createUpgradeHandler(options: UpgradeOptions) {
  const { own, tokens, simulator } = options;
  const api = new WebSocketServer({ noServer: true, maxPayload: MAX_API_MESSAGE_BYTES });
  const wire = createWireSockets(simulator);

  const upgradeApi = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (api.clients.size >= API_SOCKETS_MAX) return refuse(socket, '503 Service Unavailable');
    api.handleUpgrade(request, socket, head, (accepted) =>
      acceptApiSocket(accepted, { simulator, tokens }),
    );
  };
  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const target = requestTarget(request.url);
    if (!target) return refuse(socket, '400 Bad Request');
    const { pathname, searchParams } = target;
    if (!isFromOwnPage(request.headers, own)) return refuse(socket, '403 Forbidden');
    if (pathname === API_PATH) return upgradeApi(request, socket, head);
    const window = tokens.findByWireToken(searchParams.get('token') ?? '');
    if (!window) return refuse(socket, '401 Unauthorized');
    const wanted = wireTargetFor(pathname, window, simulator.vmidOf(window));
    if (!wanted) return refuse(socket, '403 Forbidden');
    wire.accept(request, socket, head, wanted);
  };
  return {
    upgrade,
    close(): void {
      for (const client of api.clients) client.terminate();
      wire.close();
    },
  };
}
