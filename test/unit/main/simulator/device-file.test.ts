import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createDeviceFile } from '#main/simulator/device-file.ts';
import { DEVICES_MAX, type StoredPhone } from '#main/simulator/device-records.ts';
import { createDeviceRegistry } from '#main/simulator/device-registry.ts';

const phone: StoredPhone = {
  kind: 'phone',
  deviceId: 'phone-0000000000000001',
  name: 'Asha',
  createdMs: 1,
  profile: 'iphone',
  mobile: '9876543210',
  uid: '',
  vpa: '',
  isDemo: false,
};

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'devices-'));
  path = join(folder, 'devices.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('devices.json', () => {
  test('comes back as it was saved, for its owner only', () => {
    const file = createDeviceFile(path, () => 5);
    expect(file.load()).toEqual({ devices: [] });
    file.save([phone]);
    expect(file.load()).toEqual({ devices: [phone] });
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['devices.json']);
  });

  test.each([
    ['nothing', ''],
    ['half of it', '{"version":1,"devices":[{"kind":"phone","dev'],
    ['binary noise', '\u0000\u0001\uffff'],
    ['another version', JSON.stringify({ version: 2, devices: [] })],
    ['a list', '[]'],
    [
      'a device of no kind',
      JSON.stringify({ version: 1, devices: [{ ...phone, kind: 'tablet' }] }),
    ],
    ['a hostile id', JSON.stringify({ version: 1, devices: [{ ...phone, deviceId: '../../x' }] })],
    ['an unknown key', JSON.stringify({ version: 1, devices: [{ ...phone, pin: '1234' }] })],
    ['too many', JSON.stringify({ version: 1, devices: Array(DEVICES_MAX + 1).fill(phone) })],
  ])('%s is kept aside, said, and starts empty', (_name, text) => {
    writeFileSync(path, text);
    const { devices, notice } = createDeviceFile(path, () => 7).load();
    expect(devices).toEqual([]);
    expect(notice).toContain('kept aside');
    expect(readFileSync(`${path}.damaged-7`, 'utf8')).toBe(text);
    expect(createDeviceFile(path, () => 8).load()).toEqual({ devices: [] });
  });
});

describe('device registry', () => {
  const registry = () => {
    const file = createDeviceFile(path, () => 5);
    let changes = 0;
    const devices = createDeviceRegistry({
      file,
      initial: file.load().devices,
      isOpen: (deviceId) => deviceId === phone.deviceId,
      terminal: () => undefined,
      onChange: () => {
        changes += 1;
      },
    });
    return { devices, changes: () => changes };
  };

  test('every change is on disk before it is told', () => {
    const { devices, changes } = registry();
    expect(devices.put(phone)).toEqual({ ...phone, isOpen: true });
    expect(registry().devices.list()).toHaveLength(1);
    devices.remove('phone-unknown');
    expect(changes()).toBe(1);
    devices.remove(phone.deviceId);
    expect([changes(), registry().devices.list()]).toEqual([2, []]);
  });

  test('a POS without its terminal says so', () => {
    const { devices } = registry();
    const pos = { deviceId: 'pos-vm7k2m9q4t', name: 'Tea', createdMs: 1, isDemo: false };
    const ids = { mid: 'M000000001', vmid: 'VM7K2M9Q4T', vpa: 'tea@upisim', port: 6001 };
    expect(devices.put({ kind: 'pos', ...pos, ...ids })).toMatchObject({
      isOpen: false,
      isListening: false,
      problem: 'Its terminal is not running.',
    });
  });

  test('a full desk takes no more, but still changes what it has', () => {
    const { devices } = registry();
    for (let count = 0; count < DEVICES_MAX; count += 1) {
      devices.put({ ...phone, deviceId: `phone-${String(count).padStart(8, '0')}` });
    }
    expect(() => devices.put({ ...phone, deviceId: 'phone-one-more' })).toThrow(
      `This desk has ${DEVICES_MAX} devices`,
    );
    expect(devices.put({ ...phone, deviceId: 'phone-00000000', name: 'New' }).name).toBe('New');
  });

  test('an unknown device is not found', () => {
    expect(() => registry().devices.find('phone-unknown')).toThrow('no longer on this desk');
  });
});
