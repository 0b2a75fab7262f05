import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDesk } from '#main/desk.ts';
import { createDesktopControl } from '#main/electron/desktop-control.ts';
import { createDesktopWindows, type DesktopWindows } from '#main/electron/desktop-windows.ts';
import { launchStressWindow } from '#main/electron/stress-window.ts';
import { serveWindows } from '#main/ipc.ts';
import type { PreloadBridge } from '#shared/simulator/bridge.ts';
import {
  type ApiAnswer,
  type SimulatorApi,
  SimulatorApiError,
} from '#shared/simulator/contract.ts';
import { CALL_CHANNEL } from '#shared/simulator/ipc-channels.ts';
import { openDataFolder } from '#wire/data-folder.ts';
import { controlRoomSurface, phoneSurface, posSurface } from '../../../src/preload/call-names.ts';
import { exposeSurface } from '../../../src/preload/expose.ts';
import { createBrowserApi } from '../../../src/renderer/bridge/create-browser-api.ts';
import { createElectronApi } from '../../../src/renderer/bridge/create-electron-api.ts';
import { exposedIn, FakeWindow, inPage, ipcRenderer } from '../../support/electron-double.ts';
import { openTestHost } from './test-host.ts';

/** A host with its windows, the same for the suite whichever host it is. */
export type Role = 'control-room' | 'phone' | 'pos';

export interface ContractWindow {
  readonly api: SimulatorApi;
  /** The same call without anything the window's side checks. */
  raw(name: string, params: unknown): Promise<ApiAnswer>;
}

export interface ContractDesk {
  readonly dataFolder: string;
  readonly unexpected: unknown[];
  readonly controlRoom: ContractWindow;
  /** Opens the device as its user would. */
  openDevice(deviceId: string): Promise<ContractWindow>;
  close(): Promise<void>;
}

const answerOf = (work: Promise<unknown>): Promise<ApiAnswer> =>
  work.then(
    (result): ApiAnswer => ({ ok: true, result }),
    (error: unknown): ApiAnswer => {
      if (error instanceof SimulatorApiError) return { ok: false, problem: error.problem };
      throw error;
    },
  );

export async function openBrowserDesk(): Promise<ContractDesk> {
  const desk = await openTestHost();
  const windowOf = (api: SimulatorApi): ContractWindow => ({
    api,
    raw: (name, params) => answerOf(api.call(name as never, params as never)),
  });
  const controlRoom = windowOf(await desk.controlRoom());
  return {
    dataFolder: desk.dataFolder,
    unexpected: desk.unexpected,
    controlRoom,
    async openDevice(deviceId) {
      const { url = '' } = await controlRoom.api.call('devices.open', { deviceId });
      return windowOf(await createBrowserApi(desk.page(url)));
    },
    close: desk.close,
  };
}

const SURFACES = { 'control-room': controlRoomSurface, phone: phoneSurface, pos: posSurface };

/** Runs the real preload of a window and the real constructor on what it exposes. */
function loadPage(window: FakeWindow, role: Role): ContractWindow {
  inPage(window, () => exposeSurface(SURFACES[role]));
  const { calls, on } = exposedIn(window).upiSimulator as PreloadBridge;
  const inWindow = Object.fromEntries(
    Object.entries(calls).map(([name, call]) => [
      name,
      (params: unknown) => inPage(window, () => call(params)),
    ]),
  );
  return {
    api: createElectronApi({
      calls: inWindow,
      on: (name, listener) => inPage(window, () => on(name, listener)),
    }),
    raw: (name, params) =>
      inPage(window, () => ipcRenderer.invoke(CALL_CHANNEL, name, params)) as Promise<ApiAnswer>,
  };
}

export async function openDesktopDesk(): Promise<ContractDesk> {
  const folder = mkdtempSync(join(tmpdir(), 'desktop-host-'));
  const unexpected: unknown[] = [];
  const onUnexpected = (error: unknown): void => void unexpected.push(error);
  const dataFolder = join(folder, randomUUID());
  const policy = { connectOrigins: [] };
  const rules = { pagesFolder: folder, policy, pinnedHosts: () => [] };
  const files = { preloadFolder: folder, isPackaged: true };
  let windows: DesktopWindows | undefined;
  const desk = await openDesk(openDataFolder(dataFolder), {
    launch: { bankPort: 0 },
    version: '0.0.0-test',
    reservedPorts: [],
    launchStress: launchStressWindow({ files, rules }),
    createControl(registry) {
      const made = createDesktopWindows({
        ...{ files, platform: 'linux', registry, rules, onUnexpected },
        onAllClosed: () => undefined,
      });
      windows = made;
      return createDesktopControl(
        undefined,
        () => made,
        () => desk.simulator,
      );
    },
    onUnexpected,
  });
  if (!windows) throw new Error('no windows were made');
  const stopServing = serveWindows(windows.byContents, desk.simulator.handle);
  windows.showControlRoom();
  const newest = (): FakeWindow => FakeWindow.all.at(-1) as FakeWindow;
  const controlRoom = loadPage(newest(), 'control-room');
  return {
    dataFolder,
    unexpected,
    controlRoom,
    async openDevice(deviceId) {
      await controlRoom.api.call('devices.open', { deviceId });
      const address = `?device=${deviceId}`;
      const window = FakeWindow.all.findLast(
        ({ webContents }) => webContents.mainFrame.url.endsWith(address) && !webContents.isGone,
      );
      if (!window) throw new Error(`no window opened for ${deviceId}`);
      return loadPage(window, deviceId.startsWith('pos-') ? 'pos' : 'phone');
    },
    async close() {
      stopServing();
      await desk.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
