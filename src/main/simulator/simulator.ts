import type { AdminEvent } from '#shared/protocol/admin-methods.ts';
import type { EventName, EventPayload } from '#shared/simulator/contract.ts';
import { simulatorEvents } from '#shared/simulator/contract.ts';
import type { HostInfo, WindowRole } from '#shared/simulator/records.ts';
import { createBankCalls } from './calls/bank-calls.ts';
import { createDemoCall } from './calls/demo-call.ts';
import { createDeviceCalls, nextPort } from './calls/device-calls.ts';
import { createFileCalls } from './calls/file-calls.ts';
import { createPhoneCalls } from './calls/phone-calls.ts';
import { createScreenCalls } from './calls/screen-calls.ts';
import { createSystemCalls } from './calls/system-calls.ts';
import type { SimulatorContext } from './context.ts';
import type { DeviceFile } from './device-file.ts';
import { createDeviceRegistry } from './device-registry.ts';
import { type Engine, type EngineParts, startEngine } from './engine.ts';
import { createHandle, type Handle, problem } from './handlers.ts';
import { hostInfoFor } from './host-info.ts';
import type { ConnectWire } from './links.ts';
import { createPendingRegistrations } from './pending-registrations.ts';
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
  /** Ports of this process besides its terminals'. */
  readonly reservedPorts: readonly number[];
  /** Removes what this desk keeps on disk, devices excepted; nothing is running then. */
  wipe(): void;
  createControl(windows: WindowRegistry): WindowControl;
  onUnexpected(error: unknown): void;
  nowMs(): number;
  randomBytes(length: number): Uint8Array;
}

/**
 * Starts bank, terminals and the devices' registry, and answers the windows' calls.
 * @throws WireError and other errors whose message is for people
 */
export async function createSimulator(options: SimulatorOptions): Promise<Simulator> {
  const loaded = options.deviceFile.load();
  const windows = createWindowRegistry();
  const control = options.createControl(windows);
  let engine: Engine | undefined;
  let failure: string | undefined;
  let isChangePending = false;

  const running = (): Engine => {
    if (!engine)
      throw problem('bank-unreachable', 'The bank is being started anew. Wait a moment.');
    return engine;
  };
  const terminalOf = (vmid: string) => engine?.terminals.list().find((each) => each.vmid === vmid);
  const devices = createDeviceRegistry({
    file: options.deviceFile,
    initial: loaded.devices,
    isOpen: (deviceId) => windows.ofDevice(deviceId).length > 0,
    terminal: terminalOf,
    onChange: () => devicesChanged(),
  });
  const info = (window: SimulatorWindow): HostInfo =>
    hostInfoFor(
      window,
      {
        version: options.version,
        dataFolder: options.dataFolder,
        isRemote: options.isRemoteBank,
        control,
        notice: loaded.notice,
      },
      { port: engine?.bankAddress.port ?? 0, link: engine?.link, failure },
    );

  function broadcast<N extends EventName>(
    name: N,
    payloadFor: (window: SimulatorWindow) => EventPayload<N>,
  ): void {
    const roles: readonly WindowRole[] = simulatorEvents[name].roles;
    for (const window of windows.all()) {
      if (roles.includes(window.role)) windows.sendTo(window.windowId, name, payloadFor(window));
    }
  }
  /** Many changes at once become one event, because it looks for a free port first. */
  function devicesChanged(): void {
    if (isChangePending) return;
    isChangePending = true;
    nextPort(context).then((port) => {
      isChangePending = false;
      const payload = { devices: [...devices.list()], nextPort: port };
      broadcast('devices.changed', () => payload);
    }, options.onUnexpected);
  }
  const hostChanged = (): void => {
    broadcast('host.changed', info);
    devicesChanged();
  };
  const onBankEvent = (event: AdminEvent): void => {
    broadcast('bank.event', () => event);
    if (event.kind !== 'sms') return;
    const { mobile, text, code } = event;
    for (const device of devices.allStored()) {
      if (device.kind !== 'phone' || device.mobile !== mobile) continue;
      for (const { windowId } of windows.ofDevice(device.deviceId)) {
        windows.sendTo(windowId, 'sms.received', { text, code });
      }
    }
  };
  const start = async (): Promise<void> => {
    failure = undefined;
    const onBankFailure = (reason: string): void => {
      failure = reason;
      hostChanged();
    };
    engine = await startEngine(options.parts, {
      onBankEvent,
      onBankFailure,
      onChange: hostChanged,
    });
    hostChanged();
  };
  const stop = async (): Promise<void> => {
    const stopping = engine;
    engine = undefined;
    await stopping?.close();
  };
  const closeDeviceWindows = (): void => {
    for (const { windowId, deviceId } of windows.all()) {
      if (deviceId !== '') windows.find(windowId)?.sink.close('closed');
    }
  };
  const reset = async (): Promise<void> => {
    closeDeviceWindows();
    const forgotten = devices.allStored();
    await stop();
    hostChanged();
    options.wipe();
    pending.clear();
    devices.clear();
    for (const { deviceId } of forgotten) await control.forgetDevice(deviceId);
    await start();
  };

  const pending = createPendingRegistrations();
  const context: SimulatorContext = {
    dataFolder: options.dataFolder,
    devices,
    windows,
    control,
    pending,
    get link() {
      return running().link;
    },
    get terminals() {
      return running().terminals;
    },
    takenPorts: () => [
      ...options.reservedPorts,
      ...(engine
        ? [engine.bankAddress.port, ...engine.terminals.list().map((each) => each.port)]
        : []),
    ],
    info,
    reset,
    nowMs: options.nowMs,
    randomBytes: options.randomBytes,
  };
  windows.onChange(devicesChanged);
  const handle = createHandle(
    {
      ...createBankCalls(context),
      ...createDeviceCalls(context),
      ...createDemoCall(context),
      ...createPhoneCalls(context),
      ...createScreenCalls(context),
      ...createFileCalls(context),
      ...createSystemCalls(context),
    },
    options.onUnexpected,
  );
  await start();
  return {
    windows,
    handle,
    info,
    connectWire: async (target) => running().connectWire(target),
    vmidOf(window) {
      const device = devices.stored(window.deviceId);
      return device?.kind === 'pos' ? device.vmid : undefined;
    },
    async close() {
      await stop();
    },
  };
}
