import type { AdminEvent } from '#shared/protocol/admin-methods.ts';
import type { AttackStatus } from '#shared/simulator/attack-records.ts';
import { type EventName, type EventPayload, simulatorEvents } from '#shared/simulator/contract.ts';
import type { HostInfo, WindowRole } from '#shared/simulator/records.ts';
import type { StressStatus } from '#shared/simulator/stress-records.ts';
import type { DeviceRegistry } from './device-registry.ts';
import type { SimulatorWindow, WindowRegistry } from './windows.ts';

/** What windows are told without asking, each only what its role may hear. */
export interface Announcements {
  /** Many changes at once become one event. */
  devicesChanged(): void;
  hostChanged(): void;
  bankEvent(event: AdminEvent): void;
  stressProgress(status: StressStatus): void;
  attacksProgress(status: AttackStatus): void;
}

export interface AnnouncementSources {
  readonly windows: WindowRegistry;
  readonly devices: DeviceRegistry;
  info(window: SimulatorWindow): HostInfo;
  nextPort(): Promise<number>;
  onUnexpected(error: unknown): void;
}

export function createAnnouncements(sources: AnnouncementSources): Announcements {
  const { windows, devices } = sources;
  let isPending = false;

  function broadcast<N extends EventName>(
    name: N,
    payloadFor: (window: SimulatorWindow) => EventPayload<N>,
  ): void {
    const roles: readonly WindowRole[] = simulatorEvents[name].roles;
    for (const window of windows.all()) {
      if (roles.includes(window.role)) windows.sendTo(window.windowId, name, payloadFor(window));
    }
  }
  const tellDevices = async (): Promise<void> => {
    const nextPort = await sources.nextPort();
    // From here on another change makes another event.
    isPending = false;
    const payload = { devices: [...devices.list()], nextPort };
    broadcast('devices.changed', () => payload);
  };
  const deliverSms = ({ mobile, text, code }: Extract<AdminEvent, { kind: 'sms' }>): void => {
    for (const device of devices.allStored()) {
      if (device.kind !== 'phone' || device.mobile !== mobile) continue;
      for (const { windowId } of windows.ofDevice(device.deviceId)) {
        windows.sendTo(windowId, 'sms.received', { text, code });
      }
    }
  };
  const devicesChanged = (): void => {
    if (isPending) return;
    isPending = true;
    tellDevices().catch((error: unknown) => {
      isPending = false;
      sources.onUnexpected(error);
    });
  };
  return {
    devicesChanged,
    hostChanged() {
      broadcast('host.changed', sources.info);
      devicesChanged();
    },
    attacksProgress: (status) => broadcast('attacks.progress', () => status),
    stressProgress: (status) => broadcast('stress.progress', () => status),
    bankEvent(event) {
      broadcast('bank.event', () => event);
      if (event.kind === 'sms') deliverSms(event);
    },
  };
}
