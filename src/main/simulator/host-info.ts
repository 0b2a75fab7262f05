import type { FaultKind } from '#shared/faults.ts';
import type { HostInfo } from '#shared/simulator/records.ts';
import type { BankLink } from './bank-link.ts';
import type { RunningBank } from './links.ts';
import type { WindowControl } from './window-control.ts';
import type { SimulatorWindow } from './windows.ts';

/** What a host says about itself, and where its bank stands. */
export interface HostFacts {
  readonly version: string;
  readonly dataFolder: string;
  readonly isRemote: boolean;
  readonly control: WindowControl;
  readonly notice: string | undefined;
}

export interface BankStanding {
  readonly port: number;
  readonly keyPlace: RunningBank['keyPlace'];
  readonly link: BankLink | undefined;
  /** Kinds of faults in force at the bank. */
  readonly weather: readonly FaultKind[];
  /** The bank's thread ended or did not start, and why. */
  readonly failure: string | undefined;
}

function bankState(
  { link, port, keyPlace, failure }: BankStanding,
  isRemote: boolean,
): HostInfo['bank'] {
  const isObserving = link?.state === 'open' && !link.isAdmin;
  const standing = { port, isRemote, isObserving, ...(keyPlace && { keyPlace }) };
  if (failure !== undefined) return { ...standing, state: 'failed', problem: failure };
  const problem = link?.problem;
  const state = link?.state ?? 'starting';
  return problem === undefined ? { ...standing, state } : { ...standing, state, problem };
}

export const hostInfoFor = (
  window: SimulatorWindow,
  facts: HostFacts,
  bank: BankStanding,
): HostInfo => ({
  host: facts.control.host,
  version: facts.version,
  role: window.role,
  deviceId: window.deviceId,
  dataFolder: facts.dataFolder,
  ...(facts.notice === undefined ? {} : { notice: facts.notice }),
  bank: bankState(bank, facts.isRemote),
  weather: bank.weather,
  capabilities: facts.control.capabilities,
});
