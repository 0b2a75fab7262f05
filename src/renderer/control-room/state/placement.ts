import {
  type DeviceSize,
  deviceSize,
  deviceWindowSize,
} from '#shared/simulator/device-profiles.ts';
import type { Device } from '#shared/simulator/records.ts';

export interface Area {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const GAP_PX = 16;

const sizeOf = (device: Device): DeviceSize => deviceWindowSize(deviceSize(device), false);

/**
 * Where a device's pop-up goes: side by side from the right edge of the screen leftwards in the
 * order of the list, so that the control room at the left stays visible; round again when full.
 * @param screen the part of the screen that windows may cover, CSS pixels
 */
export function placeDevice(
  devices: readonly Device[],
  deviceId: string,
  screen: Area,
): Area | undefined {
  let right = screen.left + screen.width;
  for (const device of devices) {
    const { width, height } = sizeOf(device);
    if (right - width < screen.left) right = screen.left + screen.width;
    const left = Math.max(screen.left, right - width);
    if (device.deviceId === deviceId) {
      return { left, top: screen.top, width, height: Math.min(height, screen.height) };
    }
    right = left - GAP_PX;
  }
  return undefined;
}

/** The third argument of `window.open`: a pop-up without an opener, which would share its thread. */
export const windowFeatures = (area: Area): string =>
  ['popup', 'noopener', ...Object.entries(area).map(([key, value]) => `${key}=${value}`)].join(',');
