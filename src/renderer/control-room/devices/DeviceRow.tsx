import { useId } from 'react';
import type { Device } from '#shared/simulator/records.ts';
import { Button, classNames, formatMoney, Tag, type Tone, useMessages } from '../../ui/index.ts';
import { useNow, useRoom } from '../app/room-context.tsx';
import type { DeviceActions } from '../app/use-device-actions.ts';
import { type Formats, useFormat } from '../app/use-format.ts';
import { canChange } from '../state/bank-status.ts';
import { type DeviceState, type DeviceStatus, deviceStatus } from '../state/device-status.ts';
import { DeviceDetails } from './DeviceDetails.tsx';
import { DeviceMiniature } from './DeviceMiniature.tsx';
import { deviceMessages } from './messages.ts';

const TONES: Readonly<Record<DeviceState, Tone>> = {
  'not-listening': 'bad',
  frozen: 'bad',
  locked: 'bad',
  unregistered: 'wait',
  paying: 'good',
  paid: 'good',
  charging: 'wait',
  scanned: 'wait',
  idle: 'plain',
  closed: 'plain',
};

/** The message of a state; keys of a catalogue have no hyphens. */
const stateKey = (state: DeviceState) =>
  `state_${state === 'not-listening' ? 'notlistening' : state}` as const;

type T = ReturnType<typeof useMessages<(typeof deviceMessages)['en']>>;

/** The small line under a device's name: what it is, or the money it is about. */
function subline(t: T, format: Formats, device: Device, status: DeviceStatus): string {
  if (status.untilMs !== undefined) return t('lockedUntil', { time: format.time(status.untilMs) });
  if (status.amountPaise !== undefined) return formatMoney(status.amountPaise);
  if (device.kind === 'pos') return t('posLine', { port: device.port });
  if (device.vpa !== '') return device.vpa;
  return device.mobile === '' ? t('phoneEmpty') : t('phoneNew', { mobile: device.mobile });
}

export interface DeviceRowProps {
  readonly device: Device;
  readonly isExpanded: boolean;
  readonly onToggle: () => void;
  /** Its Open button is the one to press next. */
  readonly isNext: boolean;
  readonly actions: DeviceActions;
}

export function DeviceRow({ device, isExpanded, onToggle, isNext, actions }: DeviceRowProps) {
  const t = useMessages(deviceMessages);
  const format = useFormat();
  const room = useRoom();
  const detailsId = useId();
  const status = deviceStatus(device, room, useNow());
  const { name, isOpen } = device;
  return (
    <li className={classNames('cr-device', isExpanded && 'is-expanded')}>
      <div className="cr-device-line">
        <button
          type="button"
          className="cr-device-main"
          aria-expanded={isExpanded}
          aria-controls={detailsId}
          onClick={onToggle}
        >
          <DeviceMiniature device={device} state={status.state} />
          <span className="cr-device-text">
            <strong>{name}</strong>
            <span>{subline(t, format, device, status)}</span>
          </span>
        </button>
        {isOpen || status.state !== 'closed' ? (
          <Tag tone={TONES[status.state]}>{t(stateKey(status.state))}</Tag>
        ) : null}
        {!isOpen && (
          <Button
            size="small"
            variant={isNext ? 'primary' : 'plain'}
            className={isNext ? 'cr-next' : undefined}
            aria-label={t('openDevice', { name })}
            disabled={!canChange(room)}
            onClick={() => void actions.open(device)}
          >
            {t('open')}
          </Button>
        )}
      </div>
      <div id={detailsId} hidden={!isExpanded}>
        {isExpanded && <DeviceDetails device={device} status={status} actions={actions} />}
      </div>
    </li>
  );
}
