import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { MAX_FRAME_BYTES } from '#shared/protocol/json-rpc.ts';
import { API_PATH, MAX_API_MESSAGE_BYTES } from '#shared/simulator/bridge.ts';
import type { SimulatorHandle } from '../simulator/simulator.ts';
import { acceptApiSocket } from './api-socket.ts';
import { isFromOwnPage, type OwnOrigin } from './request-guard.ts';
import type { WindowTokens } from './window-tokens.ts';
import { proxyWire, wireTargetFor } from './wire-proxy.ts';

/** The WebSockets of the browser host: `/api`, `/bank` and `/terminal/<vmid>`, bounded in number. */
export interface UpgradeOptions {
  readonly own: OwnOrigin;
  readonly tokens: WindowTokens;
  readonly simulator: SimulatorHandle;
}

const API_SOCKETS_MAX = 128;
const WIRE_SOCKETS_MAX = 512;

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}

export function createUpgradeHandler(options: UpgradeOptions) {
  const { own, tokens, simulator } = options;
  const api = new WebSocketServer({ noServer: true, maxPayload: MAX_API_MESSAGE_BYTES });
  const wire = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES });

  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://host.invalid');
    if (!isFromOwnPage(request.headers, own)) return refuse(socket, '403 Forbidden');
    if (pathname === API_PATH) {
      if (api.clients.size >= API_SOCKETS_MAX) return refuse(socket, '503 Service Unavailable');
      api.handleUpgrade(request, socket, head, (accepted) =>
        acceptApiSocket(accepted, { simulator, tokens }),
      );
      return;
    }
    const window = tokens.findByWireToken(searchParams.get('token') ?? '');
    if (!window) return refuse(socket, '401 Unauthorized');
    const target = wireTargetFor(pathname, window, simulator.vmidOf(window));
    if (!target) return refuse(socket, '403 Forbidden');
    if (wire.clients.size >= WIRE_SOCKETS_MAX) return refuse(socket, '503 Service Unavailable');
    wire.handleUpgrade(request, socket, head, (accepted) =>
      proxyWire(accepted, target, simulator.connectWire),
    );
  };

  return {
    upgrade,
    close(): void {
      for (const client of [...api.clients, ...wire.clients]) client.terminate();
    },
  };
}
