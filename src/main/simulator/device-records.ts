import { z } from 'zod';
import { phoneDevice, posDevice } from '#shared/simulator/records.ts';

/** What `devices.json` keeps of a device: all but what only the running program knows. */
const storedPhone = phoneDevice.omit({ isOpen: true }).strict();
const storedPos = posDevice.omit({ isOpen: true, isListening: true, problem: true }).strict();
const storedDevice = z.discriminatedUnion('kind', [storedPhone, storedPos]);
export type StoredPhone = z.infer<typeof storedPhone>;
export type StoredPos = z.infer<typeof storedPos>;
export type StoredDevice = z.infer<typeof storedDevice>;

/** Devices a data folder may hold. */
export const DEVICES_MAX = 256;

export const deviceFile = z.strictObject({
  version: z.literal(1),
  devices: z.array(storedDevice).max(DEVICES_MAX),
});
