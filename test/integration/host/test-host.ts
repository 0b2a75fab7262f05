import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { type RunningBrowserHost, startBrowserHost } from '#main/browser.ts';
import type { LaunchOptions } from '#main/launch/options.ts';
import type { SimulatorApi } from '#shared/simulator/contract.ts';
import { createBrowserApi } from '../../../src/renderer/bridge/create-browser-api.ts';
import type { PageSurroundings } from '../../../src/renderer/bridge/window-session.ts';

/** The real browser host with real threads and sockets, on free ports and a folder of its own. */
export interface TestHost {
  readonly host: RunningBrowserHost;
  readonly origin: string;
  readonly dataFolder: string;
  readonly unexpected: unknown[];
  /** A page opened at this address, as a browser would. */
  page(address: string, storage?: Map<string, string>): TestPage;
  controlRoom(): Promise<SimulatorApi>;
  close(): Promise<void>;
}

interface TestPage extends PageSurroundings {
  readonly sockets: WebSocket[];
  isClosed: boolean;
}

function makePages(folder: string): string {
  const pages = join(folder, 'pages');
  for (const kind of ['control-room', 'phone', 'pos']) {
    mkdirSync(join(pages, kind), { recursive: true });
    writeFileSync(join(pages, kind, 'index.html'), `<!doctype html><title>${kind}</title>`);
  }
  mkdirSync(join(pages, 'assets'));
  writeFileSync(join(pages, 'assets', 'main-1234.js'), 'export {};');
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  return pages;
}

function openPage(address: string, storage: Map<string, string>): TestPage {
  const url = new URL(address);
  const headers = { origin: url.origin };
  return {
    sockets: [],
    isClosed: false,
    origin: url.origin,
    fragment: url.hash,
    forgetFragment: () => undefined,
    storage: {
      getItem: (key) => storage.get(key) ?? null,
      setItem: (key, value) => void storage.set(key, value),
      removeItem: (key) => void storage.delete(key),
    },
    fetch: (input, init) => fetch(input, { ...init, headers: { ...init?.headers, ...headers } }),
    openSocket(target) {
      if (this.isClosed) throw new Error('The page is closed.');
      const socket = new WebSocket(target, { headers });
      // A browser's socket reports a failed connection by its close event alone.
      socket.on('error', () => undefined);
      this.sockets.push(socket);
      return socket as unknown as globalThis.WebSocket;
    },
    placeWindow: () => undefined,
    closeWindow() {
      this.isClosed = true;
    },
  };
}

export interface TestHostOptions {
  readonly remoteBank?: LaunchOptions['remoteBank'];
  readonly storeUrl?: string;
  /** A folder that outlives this host, to start again on. */
  readonly dataFolder?: string;
  /** Any free ones when absent. */
  readonly port?: number;
  readonly bankPort?: number;
}

export async function openTestHost(options: TestHostOptions = {}): Promise<TestHost> {
  const { remoteBank, storeUrl } = options;
  const folder = mkdtempSync(join(tmpdir(), 'browser-host-'));
  const dataFolder = options.dataFolder ?? join(folder, 'data');
  const unexpected: unknown[] = [];
  const opened: TestPage[] = [];
  const host = await startBrowserHost({
    pagesFolder: makePages(folder),
    version: '0.0.0-test',
    launch: {
      host: 'browser',
      port: options.port ?? 0,
      bankPort: options.bankPort ?? 0,
      dataFolder,
      open: false,
      keychain: true,
      ...(remoteBank ? { remoteBank } : {}),
      ...(storeUrl ? { storeUrl } : {}),
    },
    onUnexpected: (error) => unexpected.push(error),
  });
  const page = (address: string, storage = new Map<string, string>()): TestPage => {
    const made = openPage(address, storage);
    opened.push(made);
    return made;
  };
  return {
    host,
    dataFolder,
    unexpected,
    origin: `http://localhost:${host.port}`,
    page,
    controlRoom: () => createBrowserApi(page(host.newControlRoomAddress())),
    async close() {
      await host.close();
      for (const page of opened) {
        page.isClosed = true;
        for (const socket of page.sockets) socket.terminate();
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
