import { join } from 'node:path';
import type { HostInfo } from '#shared/simulator/records.ts';
import { dataFolderPaths } from '#wire/data-folder.ts';
import type { AttackLab, AttackLabOptions } from '../attacks/attack-lab.ts';
import { createLiveWatch } from '../attacks/live-watch.ts';
import type { StressRunner, StressRunnerOptions } from '../stress/stress-runner.ts';
import { createAnnouncements } from './announcements.ts';
import { createArrangeCall } from './calls/arrange-call.ts';
import { createAttackCalls } from './calls/attack-calls.ts';
import { createBackupCalls } from './calls/backup-calls.ts';
import { createBankCalls } from './calls/bank-calls.ts';
import { createDemoCall } from './calls/demo-call.ts';
import { createDeviceCalls, nextPort, posDeviceId } from './calls/device-calls.ts';
import { createFileCalls } from './calls/file-calls.ts';
import { createPhoneCalls } from './calls/phone-calls.ts';
import { createScreenCalls } from './calls/screen-calls.ts';
import { createStressCalls } from './calls/stress-calls.ts';
import { createSystemCalls } from './calls/system-calls.ts';
import type { SimulatorContext } from './context.ts';
import type { DeviceFile } from './device-file.ts';
import { createDeviceRegistry, type DeviceRegistry } from './device-registry.ts';
import type { EngineParts } from './engine.ts';
import { createEngineKeeper } from './engine-keeper.ts';
import { createHandle, type Handle, type Handlers } from './handlers.ts';
import { hostInfoFor } from './host-info.ts';
import type { ConnectWire, TerminalStatus } from './links.ts';
import { createPendingRegistrations } from './pending-registrations.ts';
import { createWeatherWatch } from './weather.ts';
import type { WindowControl } from './window-control.ts';
import { createWindowRegistry, type SimulatorWindow, type WindowRegistry } from './windows.ts';

/** What a host does with the simulator; the windows' calls and events pass through here. */
export interface SimulatorHandle {
  readonly windows: WindowRegistry;
  readonly handle: Handle;
  readonly connectWire: ConnectWire;
  info(window: SimulatorWindow): HostInfo;
  /** The terminal of a POS window. */
  vmidOf(window: SimulatorWindow): string | undefined;
}

export interface Simulator extends SimulatorHandle {
  /** Lets payments in flight finish, then stops terminals and bank. */
  close(): Promise<void>;
}

export interface SimulatorOptions {
  readonly dataFolder: string;
  readonly version: string;
  readonly isRemoteBank: boolean;
  readonly deviceFile: DeviceFile;
  readonly parts: EngineParts;
  createStress(onStatus: StressRunnerOptions['onStatus']): StressRunner;
  createAttacks(parts: Pick<AttackLabOptions, 'onStatus' | 'watch'>): AttackLab;
  /** The stress engine's credential; undefined when this desk has none. */
  readStressKey(): string | undefined;
  /** Ports of this process besides its terminals'. */
  readonly reservedPorts: readonly number[];
  /** Removes what this desk keeps on disk, devices excepted; nothing is running then. */
  wipe(): Promise<void>;
  createControl(windows: WindowRegistry): WindowControl;
  onUnexpected(error: unknown): void;
  nowMs(): number;
  randomBytes(length: number): Uint8Array;
}

/** Every terminal on disk has its POS on the desk, also when the list of devices was lost. */
function adoptTerminals(
  devices: DeviceRegistry,
  terminals: readonly TerminalStatus[],
  createdMs: number,
): void {
  const known = new Set(devices.allStored().map((each) => each.kind === 'pos' && each.vmid));
  for (const { vmid, mid, vpa, name, port } of terminals) {
    // Without its ids the terminal's own file is damaged; its status says so elsewhere.
    if (known.has(vmid) || mid === '') continue;
    const deviceId = posDeviceId(vmid);
    devices.put({ kind: 'pos', deviceId, createdMs, name, mid, vmid, vpa, port, isDemo: false });
  }
}

const allCalls = (context: SimulatorContext): Handlers => ({
  ...createAttackCalls(context),
  ...createBankCalls(context),
  ...createBackupCalls(context),
  ...createDeviceCalls(context),
  ...createArrangeCall(context),
  ...createDemoCall(context),
  ...createPhoneCalls(context),
  ...createScreenCalls(context),
  ...createFileCalls(context),
  ...createStressCalls(context),
  ...createSystemCalls(context),
});

/** The parts, joined; nothing runs yet. */
function assemble(options: SimulatorOptions) {
  const { dataFolder, version, nowMs, randomBytes, onUnexpected } = options;
  const loaded = options.deviceFile.load();
  const windows = createWindowRegistry();
  const control = options.createControl(windows);
  const pending = createPendingRegistrations();
  const weather = createWeatherWatch(() => announce.hostChanged());
  const keeper = createEngineKeeper(options.parts, {
    onBankEvent(event) {
      announce.bankEvent(event);
      if (event.kind === 'faults') weather.told(event.faults);
    },
    onChange() {
      weather.linkChanged(keeper.current?.link);
      announce.hostChanged();
    },
  });
  const devices = createDeviceRegistry({
    file: options.deviceFile,
    initial: loaded.devices,
    isOpen: (deviceId) => windows.ofDevice(deviceId).length > 0,
    terminal: (vmid) => keeper.current?.terminals.list().find((each) => each.vmid === vmid),
    onChange: () => announce.devicesChanged(),
  });
  const isRemote = options.isRemoteBank;
  const facts = { version, dataFolder, isRemote, control, notice: loaded.notice };
  const info = (window: SimulatorWindow): HostInfo =>
    hostInfoFor(window, facts, { ...keeper.standing(), weather: weather.kinds });
  const wipeAll = async (): Promise<void> => {
    const forgotten = devices.allStored();
    await options.wipe();
    pending.clear();
    devices.clear();
    for (const { deviceId } of forgotten) await control.forgetDevice(deviceId);
  };
  const stress = options.createStress((status) => announce.stressProgress(status));
  const attacks = options.createAttacks({
    onStatus: (status) => announce.attacksProgress(status),
    watch: createLiveWatch(() => keeper.running().link),
  });
  const context: SimulatorContext = {
    stress,
    attacks,
    liveBank: () => keeper.current?.bankAddress,
    stressTarget() {
      const stressKey = options.readStressKey();
      return stressKey === undefined ? undefined : { ...keeper.running().bankAddress, stressKey };
    },
    ...{ dataFolder, devices, windows, control, pending, info, nowMs, randomBytes },
    get link() {
      return keeper.running().link;
    },
    get terminals() {
      return keeper.running().terminals;
    },
    takenPorts: () => [...options.reservedPorts, ...(keeper.current?.ports() ?? [])],
    async reset() {
      await Promise.all([stress.close(), attacks.close()]);
      for (const { windowId, deviceId } of windows.all()) {
        if (deviceId !== '') windows.find(windowId)?.sink.close('closed');
      }
      await keeper.restart(wipeAll);
    },
    async restore(name) {
      await Promise.all([stress.close(), attacks.close()]);
      await keeper.restore(join(dataFolderPaths(dataFolder).backups, name));
    },
    isRemoteBank: isRemote,
  };
  const announce = createAnnouncements({
    ...{ windows, devices, info, onUnexpected },
    nextPort: () => nextPort(context),
  });
  windows.onChange(announce.devicesChanged);
  return { context, keeper };
}

/**
 * Starts bank, terminals and the devices' registry, and answers the windows' calls.
 * @throws WireError and other errors whose message is for people
 */
export async function createSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { context, keeper } = assemble(options);
  const { devices, windows, info } = context;
  const handle = createHandle(allCalls(context), options.onUnexpected);
  await keeper.start();
  adoptTerminals(devices, context.terminals.list(), options.nowMs());
  return {
    windows,
    handle,
    info,
    connectWire: async (target) => keeper.running().connectWire(target),
    vmidOf(window) {
      const device = devices.stored(window.deviceId);
      return device?.kind === 'pos' ? device.vmid : undefined;
    },
    async close() {
      await Promise.all([context.stress.close(), context.attacks.close()]);
      await keeper.stop();
    },
  };
}
