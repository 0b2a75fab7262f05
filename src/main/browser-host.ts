import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { listenLocally } from './browser/listen-local.ts';
import { controlRoomAddress, createBrowserControl } from './browser/page-address.ts';
import { createPageHandler } from './browser/page-server.ts';
import { ownOrigin } from './browser/request-guard.ts';
import { createUpgradeHandler } from './browser/upgrades.ts';
import { createWindowTokens } from './browser/window-tokens.ts';
import type { SimulatorHandle } from './simulator/simulator.ts';
import type { WindowControl } from './simulator/window-control.ts';

/** The browser host's own part: pages and sockets on a loopback port, around a simulator. */
export interface BrowserHost {
  readonly port: number;
  readonly origin: string;
  readonly control: WindowControl;
  /** From now on windows can connect. */
  serve(simulator: SimulatorHandle): void;
  /** A fresh address of a control room; works once. */
  newControlRoomAddress(): string;
  close(): Promise<void>;
}

export interface BrowserHostOptions {
  /** The next free one when it is taken. */
  readonly port: number;
  readonly pagesFolder: string;
  readonly nowMs?: () => number;
}

export async function openBrowserHost(options: BrowserHostOptions): Promise<BrowserHost> {
  const local = await listenLocally(options.port);
  const own = ownOrigin(local.port);
  const tokens = createWindowTokens({ nowMs: options.nowMs ?? Date.now, randomBytes });
  let closeSockets = (): void => undefined;
  // Pages of an earlier start connect again before bank and terminals are there.
  let onPage = (_request: IncomingMessage, response: ServerResponse): void => {
    response.writeHead(503, { 'retry-after': '1' }).end('The simulator is starting.');
  };
  let onUpgrade = (_request: IncomingMessage, socket: Duplex, _head: Buffer): void => {
    socket.destroy();
  };
  for (const server of local.servers) {
    server.on('request', (request, response) => onPage(request, response));
    server.on('upgrade', (request, socket, head) => onUpgrade(request, socket, head));
  }
  return {
    port: local.port,
    origin: own.origin,
    control: createBrowserControl(own, tokens),
    serve(simulator) {
      onPage = createPageHandler({
        pagesFolder: options.pagesFolder,
        own,
        tokens,
        onExchange(window) {
          tokens.forgetOthersOf(window);
          for (const other of simulator.windows.ofDevice(window.deviceId)) {
            simulator.windows.find(other.windowId)?.sink.close('replaced');
          }
        },
      });
      const sockets = createUpgradeHandler({ own, tokens, simulator });
      closeSockets = sockets.close;
      onUpgrade = sockets.upgrade;
    },
    newControlRoomAddress: () => controlRoomAddress(own, tokens),
    async close() {
      closeSockets();
      await local.close();
    },
  };
}
