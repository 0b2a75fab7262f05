import type { ReactNode } from 'react';
import type { HostInfo } from '#shared/simulator/records.ts';
import type { OpenPhone } from '../../device/open-phone.ts';
import { PhoneShell, type PhoneStatus } from '../../ui/index.ts';
import { HostNotice } from './HostNotice.tsx';

export interface PhoneFrameProps {
  readonly phone: OpenPhone;
  readonly host: HostInfo;
  /** No bars while the bank cannot be reached. */
  readonly status?: PhoneStatus | undefined;
  readonly onHome?: (() => void) | undefined;
  readonly isUnderStatus?: boolean | undefined;
  readonly children: ReactNode;
}

/** The device around the app, as its host wants it. */
export function PhoneFrame({ phone, host, children, ...rest }: PhoneFrameProps) {
  const { api, nowMs, start } = phone;
  return (
    <PhoneShell
      {...rest}
      name={start.device.name}
      profile={start.device.profile}
      now={nowMs}
      hostWindow={{
        isFrameless: host.capabilities.isFrameless,
        weather: host.weather,
        onClose: () => void api.call('window.close', {}).catch(() => undefined),
        onMinimise: () => void api.call('window.minimise', {}).catch(() => undefined),
      }}
    >
      <HostNotice host={host} />
      {children}
    </PhoneShell>
  );
}
