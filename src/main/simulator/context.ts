import type { HostInfo } from '#shared/simulator/records.ts';
import type { TargetAddress } from '#stress/target.ts';
import type { AttackLab } from '../attacks/attack-lab.ts';
import type { StressRunner } from '../stress/stress-runner.ts';
import type { BankLink } from './bank-link.ts';
import type { DeviceRegistry } from './device-registry.ts';
import type { RunningTerminals, WireAddress } from './links.ts';
import type { PendingRegistrations } from './pending-registrations.ts';
import type { WindowControl } from './window-control.ts';
import type { SimulatorWindow, WindowRegistry } from './windows.ts';

/** What the calls of a window work on. */
export interface SimulatorContext {
  readonly dataFolder: string;
  readonly devices: DeviceRegistry;
  readonly windows: WindowRegistry;
  readonly control: WindowControl;
  readonly pending: PendingRegistrations;
  /** Changed by a reset, so never keep them. */
  readonly link: BankLink;
  readonly terminals: RunningTerminals;
  /** Ports of this desk that a new terminal cannot have. */
  readonly takenPorts: () => readonly number[];
  readonly stress: StressRunner;
  readonly attacks: AttackLab;
  /** Undefined while there is none. */
  liveBank(): WireAddress | undefined;
  /** The bank of this desk for the stress engine; undefined without its key. */
  stressTarget(): TargetAddress | undefined;
  info(window: SimulatorWindow): HostInfo;
  /** Stops everything, wipes what this desk keeps and starts clean. */
  reset(): Promise<void>;
  /** Goes on from a file in `backups/`. @throws Error with a sentence for people */
  restore(name: string): Promise<void>;
  readonly isRemoteBank: boolean;
  nowMs(): number;
  randomBytes(length: number): Uint8Array;
}
