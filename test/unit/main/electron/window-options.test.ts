import { describe, expect, test } from 'vitest';
import {
  CONTROL_ROOM_PARTITION,
  controlRoomOptions,
  deviceContentSize,
  devicePartition,
  deviceWindowOptions,
  type Platform,
  STRESS_PARTITION,
  stressWindowOptions,
} from '#main/electron/window-options.ts';
import {
  deviceWindowSize,
  PHONE_PROFILES,
  phoneSize,
  posSize,
} from '#shared/simulator/device-profiles.ts';
import type { Device } from '#shared/simulator/records.ts';

const files = { preloadFolder: '/app/preload', isPackaged: true };
const placement = { x: 10, y: 20, width: 300, height: 600, zoom: 0.75 };
const base = { isOpen: false, createdMs: 0, isDemo: false, vpa: 'a@upisim' };
const phone: Device = {
  ...base,
  kind: 'phone',
  deviceId: 'phone-1',
  name: 'Asha',
  profile: 'iphone',
  mobile: '9876543210',
  uid: '',
};
const pos: Device = {
  ...base,
  kind: 'pos',
  deviceId: 'pos-1',
  name: 'Tea stall',
  mid: 'M000000001',
  vmid: 'VM7K2M9Q4T',
  port: 6001,
  isListening: true,
};
const PLATFORMS: readonly Platform[] = ['darwin', 'win32', 'linux'];

const everyWindow = PLATFORMS.flatMap((platform) => [
  [platform, 'control room', controlRoomOptions(files)] as const,
  [platform, 'phone', deviceWindowOptions(phone, platform, placement, files)] as const,
  [platform, 'POS', deviceWindowOptions(pos, platform, placement, files)] as const,
]);

describe('window options', () => {
  test.each(everyWindow)(
    '%s %s is sandboxed, isolated and without Node',
    (_platform, _kind, options) => {
      expect(options.webPreferences).toMatchObject({
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webSecurity: true,
        webviewTag: false,
        devTools: false,
      });
      expect(options.show).toBe(false);
    },
  );

  test('the hidden stress window alone has no sandbox, and a page without Node all the same', () => {
    const options = stressWindowOptions(files);
    expect(options).toMatchObject({ show: false, skipTaskbar: true, focusable: false });
    expect(options.webPreferences).toMatchObject({
      preload: '/app/preload/stress.cjs',
      partition: STRESS_PARTITION,
      sandbox: false,
      backgroundThrottling: false,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      devTools: false,
    });
    expect(STRESS_PARTITION.startsWith('persist:')).toBe(false);
  });

  test('every device has storage of its own', () => {
    const partitions = [phone, pos].map(
      (device) => deviceWindowOptions(device, 'linux', placement, files).webPreferences?.partition,
    );
    expect(partitions).toEqual([devicePartition('phone-1'), devicePartition('pos-1')]);
    expect(controlRoomOptions(files).webPreferences?.partition).toBe(CONTROL_ROOM_PARTITION);
  });

  test('each kind gets its own preload', () => {
    expect(deviceWindowOptions(phone, 'linux', placement, files).webPreferences?.preload).toBe(
      '/app/preload/phone.cjs',
    );
    expect(deviceWindowOptions(pos, 'linux', placement, files).webPreferences?.preload).toBe(
      '/app/preload/pos.cjs',
    );
    expect(controlRoomOptions(files).webPreferences?.preload).toBe('/app/preload/control-room.cjs');
  });

  test.each([
    ['darwin', { roundedCorners: true, hasShadow: true }],
    ['win32', { roundedCorners: false, hasShadow: true }],
    ['linux', { roundedCorners: false, hasShadow: false }],
  ] as const)('a device on %s is opaque and frameless, at its place', (platform, looks) => {
    expect(deviceWindowOptions(phone, platform, placement, files)).toMatchObject({
      title: 'Asha',
      x: 10,
      y: 20,
      width: 300,
      height: 600,
      useContentSize: true,
      frame: false,
      transparent: false,
      resizable: false,
      ...looks,
      webPreferences: { zoomFactor: 0.75 },
    });
  });

  test('a covered POS still answers who looks at it', () => {
    const throttling = (device: Device) =>
      deviceWindowOptions(device, 'linux', placement, files).webPreferences?.backgroundThrottling;
    expect([throttling(pos), throttling(phone)]).toEqual([false, true]);
  });

  test('device sizes come from the shared table', () => {
    expect(deviceContentSize(phone)).toEqual(
      deviceWindowSize(phoneSize(PHONE_PROFILES.iphone), true),
    );
    expect(deviceContentSize(pos)).toEqual(deviceWindowSize(posSize(), true));
  });
});
