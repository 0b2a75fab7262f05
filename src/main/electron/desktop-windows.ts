import { BrowserWindow, screen } from 'electron';
import { arrangeWindows } from '#shared/simulator/arrange-windows.ts';
import type { Device } from '#shared/simulator/records.ts';
import { sendEvent } from '../ipc.ts';
import type { SimulatorWindow, WindowRegistry, WindowSink } from '../simulator/windows.ts';
import { windowUrl } from './app-url.ts';
import { openSession, type SessionRules } from './device-session.ts';
import { placeDevice } from './placement.ts';
import {
  CONTROL_ROOM_PARTITION,
  controlRoomOptions,
  deviceContentSize,
  devicePartition,
  deviceWindowOptions,
  type Platform,
  type WindowFiles,
} from './window-options.ts';

/** The desktop's windows: made, found again, raised. */
export interface DesktopWindows {
  /** By web contents, for calls and permissions. */
  readonly byContents: ReadonlyMap<number, SimulatorWindow>;
  showControlRoom(): void;
  showDevice(device: Device): void;
  show(windowId: string): void;
  /** All device windows side by side on the screen of the control room. */
  arrange(devices: readonly Device[]): void;
  titles(): readonly { readonly windowId: string; readonly title: string }[];
  closeAll(): void;
}

export interface DesktopWindowsOptions {
  readonly files: WindowFiles;
  readonly platform: Platform;
  readonly registry: WindowRegistry;
  readonly rules: Omit<SessionRules, 'windows'>;
  onUnexpected(error: unknown): void;
  /** The last window that people can see has closed; the hidden one does not count. */
  onAllClosed(): void;
}

export function createDesktopWindows(options: DesktopWindowsOptions): DesktopWindows {
  const { files, platform, registry } = options;
  const windows = new Map<string, BrowserWindow>();
  const byContents = new Map<number, SimulatorWindow>();
  const prepared = new Set<string>();

  const prepare = (partition: string): void => {
    if (prepared.has(partition)) return;
    prepared.add(partition);
    openSession(partition, { ...options.rules, windows: byContents });
  };
  const raise = (window: BrowserWindow): void => {
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  };
  /** Known to the registry before its page loads, so that its first call finds it. */
  const adopt = (window: BrowserWindow, known: SimulatorWindow): void => {
    const contentsId = window.webContents.id;
    const sink: WindowSink = {
      send: (name, payload) => sendEvent(window.webContents, name, payload),
      close: () => window.close(),
      minimise: () => window.minimize(),
    };
    windows.set(known.windowId, window);
    byContents.set(contentsId, known);
    registry.add(known, sink);
    window.once('ready-to-show', () => window.show());
    window.on('closed', () => {
      windows.delete(known.windowId);
      byContents.delete(contentsId);
      registry.remove(known.windowId, sink);
      if (windows.size === 0) options.onAllClosed();
    });
    window.loadURL(windowUrl(known.role, known.deviceId)).catch(options.onUnexpected);
  };

  return {
    byContents,
    showControlRoom() {
      const existing = windows.get('control-room');
      if (existing) return raise(existing);
      prepare(CONTROL_ROOM_PARTITION);
      const window = new BrowserWindow(controlRoomOptions(files));
      adopt(window, { windowId: 'control-room', role: 'control-room', deviceId: '' });
    },
    showDevice(device) {
      const existing = windows.get(device.deviceId);
      if (existing) return raise(existing);
      prepare(devicePartition(device.deviceId));
      const { workArea } = screen.getDisplayNearestPoint(screen.getCursorScreenPoint());
      const others = [...windows]
        .filter(([windowId]) => windowId !== 'control-room')
        .map(([, window]) => window.getBounds());
      const placement = placeDevice(deviceContentSize(device), others, workArea);
      const window = new BrowserWindow(deviceWindowOptions(device, platform, placement, files));
      window.accessibleTitle = device.name;
      const { deviceId, kind } = device;
      adopt(window, { windowId: deviceId, role: kind, deviceId });
    },
    show(windowId) {
      const window = windows.get(windowId);
      if (window) raise(window);
    },
    arrange(devices) {
      const shown = devices.flatMap((device) => {
        const window = windows.get(device.deviceId);
        return window ? [{ window, size: deviceContentSize(device) }] : [];
      });
      const anchor = windows.get('control-room')?.getBounds() ?? screen.getCursorScreenPoint();
      const { x, y, width, height } = screen.getDisplayNearestPoint(anchor).workArea;
      const places = arrangeWindows(
        shown.map(({ size }) => size),
        { left: x, top: y, width, height },
      );
      for (const [index, { window }] of shown.entries()) {
        const place = places[index];
        if (!place) continue;
        window.setBounds({ x: place.left, y: place.top, width: place.width, height: place.height });
        raise(window);
      }
    },
    titles: () =>
      [...windows].map(([windowId, window]) => ({ windowId, title: window.getTitle() })),
    closeAll() {
      for (const window of [...windows.values()]) window.destroy();
    },
  };
}
