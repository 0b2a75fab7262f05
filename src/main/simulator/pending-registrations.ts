import type { PhoneStart } from '#shared/simulator/records.ts';

/**
 * PINs on their way from the control room's form to the phone window that registers with them.
 * In memory only, until `phone.registered`; bounded by the number of devices.
 */
export type PendingRegistration = NonNullable<PhoneStart['registration']>;

export interface PendingRegistrations {
  put(deviceId: string, registration: PendingRegistration): void;
  find(deviceId: string): PendingRegistration | undefined;
  forget(deviceId: string): void;
  clear(): void;
}

export function createPendingRegistrations(): PendingRegistrations {
  const pending = new Map<string, PendingRegistration>();
  return {
    put: (deviceId, registration) => void pending.set(deviceId, registration),
    find: (deviceId) => pending.get(deviceId),
    forget: (deviceId) => void pending.delete(deviceId),
    clear: () => pending.clear(),
  };
}
