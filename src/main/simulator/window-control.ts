import type { Device, HostInfo, PosDevice } from '#shared/simulator/records.ts';
import type { SimulatorWindow } from './windows.ts';

/** What the two hosts do differently; everything else is the same program. */
export interface WindowControl {
  readonly host: HostInfo['host'];
  readonly capabilities: HostInfo['capabilities'];
  /** Desktop: opens or raises the window. Browser: answers a one-time URL to open. */
  open(device: Device): Promise<{ readonly url?: string }>;
  /** All open device windows side by side; absent where the windows go there themselves. */
  arrange?(devices: readonly Device[]): void;
  /** Where this phone window finds the bank and, with `{vmid}` and `{port}`, terminals. */
  phoneUrls(window: SimulatorWindow): { readonly bank: string; readonly terminal: string };
  posUrl(window: SimulatorWindow, device: PosDevice): string;
  /** Wipes what the device kept in its window's storage, where the host can. */
  forgetDevice(deviceId: string): Promise<void>;
}
