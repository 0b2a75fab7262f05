import { EventEmitter } from 'node:events';
import { MessageChannel, type MessagePort } from 'node:worker_threads';

/**
 * Stands in for `electron`, whose program cannot run here: windows, sessions and the two IPC
 * halves, joined. Everything on either side of it is the real code.
 */
type Listener = (...values: never[]) => void;
type Invoked = (event: unknown, ...values: unknown[]) => Promise<unknown>;

const handlers = new Map<string, Invoked>();
const rendererListeners = new Map<number, Map<string, Set<Listener>>>();
const exposed = new Map<number, Record<string, unknown>>();
/** Which window's page code is running now: its preload, or a call out of it. */
let current: FakeWindow | undefined;

export const ipcMain = {
  handle: (channel: string, handler: Invoked) => void handlers.set(channel, handler),
  removeHandler: (channel: string) => void handlers.delete(channel),
};

interface FakeFrame {
  url: string;
  parent: FakeFrame | null;
}

class FakeContents extends EventEmitter {
  static lastId = 0;
  readonly id = ++FakeContents.lastId;
  readonly mainFrame: FakeFrame = { url: '', parent: null };
  isGone = false;
  windowOpen: ((details: { url: string }) => { action: string }) | undefined;

  isDestroyed(): boolean {
    return this.isGone;
  }
  send(channel: string, ...values: unknown[]): void {
    const cloned = structuredClone(values) as never[];
    for (const listener of rendererListeners.get(this.id)?.get(channel) ?? []) {
      listener({ sender: 'main' } as never, ...cloned);
    }
  }
  postMessage(channel: string, message: unknown, ports: readonly FakePort[]): void {
    const event = { sender: 'main', ports: ports.map(({ port }) => port) };
    for (const listener of rendererListeners.get(this.id)?.get(channel) ?? []) {
      listener(event as never, structuredClone(message) as never);
    }
  }
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.windowOpen = handler;
  }
}

/** Electron's ports have the events of an emitter on the host's side, a page's own on the other. */
class FakePort extends EventEmitter {
  readonly port: MessagePort;

  constructor(port: MessagePort) {
    super();
    this.port = port;
  }
  start(): void {
    this.port.on('message', (data) => this.emit('message', { data }));
  }
  postMessage(message: unknown): void {
    this.port.postMessage(message);
  }
  close(): void {
    this.port.close();
  }
}

export class MessageChannelMain {
  readonly port1: FakePort;
  readonly port2: FakePort;

  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.port1 = new FakePort(port1);
    this.port2 = new FakePort(port2);
  }
}

/** Preloads that run when a window loads, by the end of their path. */
export const preloads = new Map<string, () => Promise<unknown>>();

async function runPreload(window: FakeWindow): Promise<void> {
  const { preload = '' } = (window.options.webPreferences ?? {}) as { preload?: string };
  const run = preloads.get(preload.slice(preload.lastIndexOf('/') + 1));
  if (!run) return;
  current = window;
  await run();
  current = undefined;
}

export class FakeWindow extends EventEmitter {
  static readonly all: FakeWindow[] = [];
  readonly webContents = new FakeContents();
  readonly options: Record<string, unknown>;
  accessibleTitle = '';
  calls: string[] = [];

  constructor(options: Record<string, unknown>) {
    super();
    this.options = options;
    FakeWindow.all.push(this);
    app.emit('web-contents-created', {}, this.webContents);
  }
  async loadURL(url: string): Promise<void> {
    this.webContents.mainFrame.url = url;
    this.emit('ready-to-show');
    await runPreload(this);
    this.webContents.emit('did-finish-load');
  }
  getTitle(): string {
    return String(this.options.title);
  }
  getBounds() {
    const { x = 0, y = 0, width, height } = this.options;
    return { x, y, width, height };
  }
  setBounds(bounds: Record<string, number>): void {
    Object.assign(this.options, bounds);
  }
  isMinimized = () => this.calls.at(-1) === 'minimize';
  isDestroyed = () => this.webContents.isGone;
  show = () => void this.calls.push('show');
  focus = () => void this.calls.push('focus');
  restore = () => void this.calls.push('restore');
  minimize = () => void this.calls.push('minimize');
  close(): void {
    this.destroy();
  }
  destroy(): void {
    if (this.webContents.isGone) return;
    this.webContents.isGone = true;
    this.emit('closed');
  }
}
export { FakeWindow as BrowserWindow };

/** Runs page code as the page of that window. */
export function inPage<T>(window: FakeWindow, run: () => T): T {
  const before = current;
  current = window;
  try {
    return run();
  } finally {
    current = before;
  }
}

const running = (): FakeWindow => {
  if (!current) throw new Error('no page is running');
  return current;
};

export const ipcRenderer = {
  invoke(channel: string, ...values: unknown[]): Promise<unknown> {
    const { webContents } = running();
    const event = { sender: webContents, senderFrame: webContents.mainFrame };
    const handler = handlers.get(channel);
    if (!handler) return Promise.reject(new Error(`no handler for ${channel}`));
    return handler(event, ...(structuredClone(values) as unknown[])).then(structuredClone);
  },
  on(channel: string, listener: Listener): void {
    const { id } = running().webContents;
    const channels = rendererListeners.get(id) ?? new Map<string, Set<Listener>>();
    rendererListeners.set(id, channels);
    channels.set(channel, (channels.get(channel) ?? new Set()).add(listener));
  },
  once(channel: string, listener: Listener): void {
    const once = (...values: never[]): void => {
      ipcRenderer.off(channel, once);
      listener(...values);
    };
    ipcRenderer.on(channel, once);
  },
  off(channel: string, listener: Listener): void {
    for (const channels of rendererListeners.values()) channels.get(channel)?.delete(listener);
  },
};
export const contextBridge = {
  exposeInMainWorld(name: string, value: unknown): void {
    const { id } = running().webContents;
    exposed.set(id, { ...exposed.get(id), [name]: value });
  },
};
export const exposedIn = (window: FakeWindow): Record<string, unknown> =>
  exposed.get(window.webContents.id) ?? {};

const fakeSession = (partition: string) => ({
  partition,
  handlers: {} as Record<string, unknown>,
  protocol: { handle: (scheme: string, handler: unknown) => sessionOf(partition, scheme, handler) },
  setPermissionCheckHandler: (handler: unknown) => sessionOf(partition, 'check', handler),
  setPermissionRequestHandler: (handler: unknown) => sessionOf(partition, 'request', handler),
  setDevicePermissionHandler: (handler: unknown) => sessionOf(partition, 'device', handler),
  setCertificateVerifyProc: (handler: unknown) => sessionOf(partition, 'certificate', handler),
  on: (name: string, handler: unknown) => sessionOf(partition, name, handler),
  clearStorageData: async () => void cleared.push(partition),
});
const sessions = new Map<string, ReturnType<typeof fakeSession>>();
export const cleared: string[] = [];
export const session = {
  fromPartition(partition: string) {
    const existing = sessions.get(partition) ?? fakeSession(partition);
    sessions.set(partition, existing);
    return existing;
  },
};
function sessionOf(partition: string, name: string, handler: unknown): void {
  session.fromPartition(partition).handlers[name] = handler;
}

export const screen = {
  getCursorScreenPoint: () => ({ x: 0, y: 0 }),
  getDisplayNearestPoint: () => ({ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }),
};
export const app = new EventEmitter();
