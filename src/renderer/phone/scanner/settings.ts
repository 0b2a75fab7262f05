import type { VirtualView } from '../../device/frames/frame-source.ts';
import { FIRST_VIEW } from '../../device/frames/view-limits.ts';
import type { ScannerSource } from '../state/scanning.ts';

/** What the scanner remembers between openings; kept in this window's localStorage. */
export interface ScannerSettings {
  readonly source: ScannerSource;
  readonly cameraId: string;
  /** The POS looked at last. */
  readonly windowId: string;
  readonly isMirrored: boolean;
  readonly view: VirtualView;
}

export const FIRST_SETTINGS: ScannerSettings = {
  source: 'camera',
  cameraId: '',
  windowId: '',
  isMirrored: true,
  view: FIRST_VIEW,
};

const SOURCES: readonly ScannerSource[] = ['camera', 'window', 'screen', 'picture', 'typed'];

/** Anything unknown in storage counts as not set. The view always starts at arm's length. */
export function parseSettings(stored: string | null): ScannerSettings {
  try {
    const value = JSON.parse(stored ?? '{}') as Partial<ScannerSettings>;
    return {
      ...FIRST_SETTINGS,
      source: SOURCES.find((source) => source === value.source) ?? FIRST_SETTINGS.source,
      cameraId: typeof value.cameraId === 'string' ? value.cameraId : '',
      windowId: typeof value.windowId === 'string' ? value.windowId : '',
      isMirrored: value.isMirrored !== false,
    };
  } catch {
    return FIRST_SETTINGS;
  }
}

const keyOf = (deviceId: string): string => `upi-sim/phone/${deviceId}/scanner`;

/** A preference that cannot be read or kept is no reason to stop. */
export function loadSettings(deviceId: string): ScannerSettings {
  try {
    return parseSettings(localStorage.getItem(keyOf(deviceId)));
  } catch {
    return FIRST_SETTINGS;
  }
}

export function saveSettings(deviceId: string, settings: ScannerSettings): void {
  try {
    localStorage.setItem(keyOf(deviceId), JSON.stringify(settings));
  } catch {
    return;
  }
}
