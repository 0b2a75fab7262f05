import type { PhoneProfileName } from './records.ts';

/**
 * Sizes of the devices on the desk in CSS pixels: one table for who draws them (renderer/ui/shells)
 * and for who opens their windows (main, and `window.open` in the control room).
 */

export interface PhoneProfile {
  readonly title: string;
  readonly screen: { readonly width: number; readonly height: number };
  /** Ring of case around the screen. */
  readonly bezel: number;
  /** Radius of the screen's corners. */
  readonly corner: number;
  readonly camera: 'punch-hole' | 'punch-hole-left' | 'island';
  /** Height kept free for clock, camera and battery. */
  readonly statusHeight: number;
  readonly platform: 'android' | 'ios';
}

export const PHONE_PROFILES: Readonly<Record<PhoneProfileName, PhoneProfile>> = {
  'android-small': {
    title: 'Small Android',
    screen: { width: 360, height: 720 },
    bezel: 10,
    corner: 30,
    camera: 'punch-hole-left',
    statusHeight: 38,
    platform: 'android',
  },
  'android-large': {
    title: 'Large Android',
    screen: { width: 384, height: 812 },
    bezel: 11,
    corner: 44,
    camera: 'punch-hole',
    statusHeight: 44,
    platform: 'android',
  },
  iphone: {
    title: 'iPhone-like',
    screen: { width: 378, height: 806 },
    bezel: 12,
    corner: 52,
    camera: 'island',
    statusHeight: 52,
    platform: 'ios',
  },
};

/** The smart POS: room for a 380 px code, a printer above, a light strip below. */
export const POS_PROFILE = {
  screen: { width: 448, height: 660 },
  /** Case left, right and above the screen. */
  bezel: 18,
  /** Case under the screen, with the light strip. */
  chin: 54,
  printerHeight: 58,
  /** Space above the printer where the receipt comes out. */
  receiptRoom: 124,
} as const;

/** Free space around a device in its window. */
export const DEVICE_MARGIN = 14;
/** Handle with name, minimise and close above a device in a frameless window. */
export const HANDLE_HEIGHT = 34;
/** Strip over a device while the network is being disturbed. */
export const WEATHER_HEIGHT = 28;

export interface DeviceSize {
  readonly width: number;
  readonly height: number;
}

export const phoneSize = ({ screen, bezel }: PhoneProfile): DeviceSize => ({
  width: screen.width + 2 * bezel,
  height: screen.height + 2 * bezel,
});

export const posSize = (): DeviceSize => {
  const { screen, bezel, chin, printerHeight, receiptRoom } = POS_PROFILE;
  return {
    width: screen.width + 2 * bezel,
    height: receiptRoom + printerHeight + bezel + screen.height + chin,
  };
};

/** A device at its full size, case included. */
export const deviceSize = (
  device: { readonly kind: 'pos' } | { readonly kind: 'phone'; readonly profile: PhoneProfileName },
): DeviceSize => (device.kind === 'pos' ? posSize() : phoneSize(PHONE_PROFILES[device.profile]));

/** Content size of a window that shows the device at its full size. */
export const deviceWindowSize = (device: DeviceSize, isFrameless: boolean): DeviceSize => ({
  width: device.width + 2 * DEVICE_MARGIN,
  height: device.height + 2 * DEVICE_MARGIN + (isFrameless ? HANDLE_HEIGHT : 0),
});
