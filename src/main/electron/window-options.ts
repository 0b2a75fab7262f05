import type { BrowserWindowConstructorOptions } from 'electron';
import { deviceSize, deviceWindowSize } from '#shared/simulator/device-profiles.ts';
import type { Device } from '#shared/simulator/records.ts';
import type { Placement } from './placement.ts';

/** What a BrowserWindow is made with; pure, so that every platform is tested on one. */
export type Platform = 'darwin' | 'win32' | 'linux';

export interface WindowFiles {
  readonly preloadFolder: string;
  readonly isPackaged: boolean;
}

const DESK_COLOUR = '#f4f1ea';
const CASE_COLOUR = '#17181c';

const webPreferences = (
  preload: string,
  partition: string,
  files: WindowFiles,
): NonNullable<BrowserWindowConstructorOptions['webPreferences']> => ({
  preload: `${files.preloadFolder}/${preload}.cjs`,
  partition,
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  webviewTag: false,
  spellcheck: false,
  devTools: !files.isPackaged,
});

/** Storage of its own per device: keys and settings of one phone are out of another's reach. */
export const devicePartition = (deviceId: string): string => `persist:device-${deviceId}`;
export const CONTROL_ROOM_PARTITION = 'persist:control-room';

export const controlRoomOptions = (files: WindowFiles): BrowserWindowConstructorOptions => ({
  title: 'UPI Simulator',
  width: 1280,
  height: 832,
  minWidth: 960,
  minHeight: 640,
  useContentSize: true,
  show: false,
  backgroundColor: DESK_COLOUR,
  webPreferences: webPreferences('control-room', CONTROL_ROOM_PARTITION, files),
});

/** Kept in memory only: the stress window stores nothing. */
export const STRESS_PARTITION = 'stress';

/**
 * The hidden window of the stress test, the one exception to the sandbox: its preload needs Node's
 * sockets. The page itself has no Node, is empty, and cannot go anywhere.
 */
export function stressWindowOptions(files: WindowFiles): BrowserWindowConstructorOptions {
  const preferences = webPreferences('stress', STRESS_PARTITION, files);
  return {
    title: 'Stress test',
    show: false,
    skipTaskbar: true,
    focusable: false,
    webPreferences: { ...preferences, sandbox: false, backgroundThrottling: false },
  };
}

/** Content size at full zoom. */
export const deviceContentSize = (device: Device): { width: number; height: number } =>
  deviceWindowSize(deviceSize(device), true);

/**
 * Opaque and frameless with our own bezel: transparent windows cannot be relied on across
 * platforms. The page draws close and minimise, since a frameless window has no system buttons.
 */
export function deviceWindowOptions(
  device: Device,
  platform: Platform,
  placement: Placement,
  files: WindowFiles,
): BrowserWindowConstructorOptions {
  const { x, y, width, height, zoom } = placement;
  return {
    title: device.name,
    ...{ x, y, width, height },
    useContentSize: true,
    show: false,
    frame: false,
    transparent: false,
    resizable: false,
    maximizable: false,
    fullscreenable: false,
    backgroundColor: CASE_COLOUR,
    // Windows and Linux would clip the drawn bezel; macOS has rounded corners everywhere.
    roundedCorners: platform === 'darwin',
    // On Wayland a shadow brings a resize border with it.
    hasShadow: platform !== 'linux',
    webPreferences: {
      ...webPreferences(device.kind, devicePartition(device.deviceId), files),
      zoomFactor: zoom,
      // A phone may look at a POS whose window is covered.
      backgroundThrottling: device.kind !== 'pos',
    },
  };
}
