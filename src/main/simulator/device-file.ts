import { renameSync } from 'node:fs';
import { readTextFile, writePrivateFile } from '#wire/private-file.ts';
import { deviceFile, type StoredDevice } from './device-records.ts';

/** `devices.json`: which phones and POS this desk has. Losing it loses no money. */
export interface DeviceFile {
  load(): LoadedDevices;
  /** Whole or not at all. */
  save(devices: readonly StoredDevice[]): void;
}

interface LoadedDevices {
  readonly devices: readonly StoredDevice[];
  /** What was wrong and what it means, for people. */
  readonly notice?: string;
}

function parse(text: string): readonly StoredDevice[] | undefined {
  try {
    const parsed = deviceFile.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data.devices : undefined;
  } catch {
    return undefined;
  }
}

/** @param path of the file; a damaged one is kept beside it under another name */
export const createDeviceFile = (path: string, nowMs: () => number): DeviceFile => ({
  load() {
    const text = readTextFile(path);
    if (text === undefined) return { devices: [] };
    const devices = parse(text);
    if (devices) return { devices };
    const aside = `${path}.damaged-${nowMs()}`;
    renameSync(path, aside);
    return {
      devices: [],
      notice: `The list of devices was damaged and is kept aside as ${aside}. Accounts and balances are at the bank and not affected; add the phones again with their mobile numbers.`,
    };
  },
  save: (devices) =>
    writePrivateFile(path, `${JSON.stringify({ version: 1, devices }, undefined, 2)}\n`),
});
