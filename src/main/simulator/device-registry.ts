import type { Device, PosDevice } from '#shared/simulator/records.ts';
import type { DeviceFile } from './device-file.ts';
import { DEVICES_MAX, type StoredDevice } from './device-records.ts';
import { problem } from './handlers.ts';
import type { TerminalStatus } from './links.ts';

/** Every phone and POS of this desk; the only place that says which device is which. */
export interface DeviceRegistry {
  list(): readonly Device[];
  /** @throws SimulatorApiError `not-found` */
  find(deviceId: string): Device;
  /** Undefined when unknown. */
  stored(deviceId: string): StoredDevice | undefined;
  allStored(): readonly StoredDevice[];
  /** Adds or replaces, on disk when it returns. @throws SimulatorApiError `limit` */
  put(device: StoredDevice): Device;
  remove(deviceId: string): void;
  clear(): void;
}

export interface DeviceRegistryOptions {
  readonly file: DeviceFile;
  readonly initial: readonly StoredDevice[];
  readonly isOpen: (deviceId: string) => boolean;
  readonly terminal: (vmid: string) => TerminalStatus | undefined;
  /** After every change that is on disk. */
  readonly onChange: () => void;
}

export function createDeviceRegistry(options: DeviceRegistryOptions): DeviceRegistry {
  const devices = new Map(options.initial.map((device) => [device.deviceId, device]));

  const live = (device: StoredDevice): Device => {
    const isOpen = options.isOpen(device.deviceId);
    if (device.kind === 'phone') return { ...device, isOpen };
    return { ...device, isOpen, ...listening(options.terminal(device.vmid)) };
  };
  const save = (): void => {
    options.file.save([...devices.values()]);
    options.onChange();
  };

  return {
    list: () => [...devices.values()].map(live),
    find(deviceId) {
      const device = devices.get(deviceId);
      if (!device) throw problem('not-found', 'That device is no longer on this desk.');
      return live(device);
    },
    stored: (deviceId) => devices.get(deviceId),
    allStored: () => [...devices.values()],
    put(device) {
      if (!devices.has(device.deviceId) && devices.size >= DEVICES_MAX) {
        throw problem('limit', `This desk has ${DEVICES_MAX} devices, the most it can keep.`);
      }
      devices.set(device.deviceId, device);
      save();
      return live(device);
    },
    remove(deviceId) {
      if (devices.delete(deviceId)) save();
    },
    clear() {
      devices.clear();
      save();
    },
  };
}

function listening(status: TerminalStatus | undefined): Pick<PosDevice, 'isListening' | 'problem'> {
  if (!status) return { isListening: false, problem: 'Its terminal is not running.' };
  const { isListening, problem: reason } = status;
  return reason === undefined ? { isListening } : { isListening, problem: reason };
}
