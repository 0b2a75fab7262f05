import { useState } from 'react';
import type { AccountRow } from '#shared/protocol/admin-methods.ts';
import type { Device } from '#shared/simulator/records.ts';
import {
  Button,
  ConfirmDialog,
  CopyButton,
  Fact,
  FactList,
  Money,
  useMessages,
} from '../../ui/index.ts';
import { useOverlays } from '../app/overlays.tsx';
import { useApi, useRoom } from '../app/room-context.tsx';
import { useAct } from '../app/use-act.ts';
import type { DeviceActions } from '../app/use-device-actions.ts';
import { canChange } from '../state/bank-status.ts';
import type { DeviceStatus } from '../state/device-status.ts';
import { deviceMessages } from './messages.ts';

type FactKey =
  | 'upiId'
  | 'port'
  | 'vmid'
  | 'mid'
  | 'mobile'
  | 'uid'
  | 'mmid'
  | 'demoPin'
  | 'demoPassword';

/** The numbers of a device that people copy or type somewhere, those it has. */
function numbersOf(device: Device, account: AccountRow | undefined): [FactKey, string][] {
  const all: [FactKey, string | undefined][] =
    device.kind === 'pos'
      ? [
          ['upiId', device.vpa],
          ['port', String(device.port)],
          ['vmid', device.vmid],
          ['mid', device.mid],
          ['demoPassword', device.demoPassword],
        ]
      : [
          ['upiId', device.vpa],
          ['mobile', device.mobile],
          ['uid', device.uid],
          ['mmid', account?.mmid],
          ['demoPin', device.demoPin],
        ];
  return all.filter((pair): pair is [FactKey, string] => Boolean(pair[1]));
}

export interface DeviceDetailsProps {
  readonly device: Device;
  readonly status: DeviceStatus;
  readonly actions: DeviceActions;
}

/** What a device's row unfolds: balance, numbers, and what can be done with it. */
export function DeviceDetails({ device, status, actions }: DeviceDetailsProps) {
  const t = useMessages(deviceMessages);
  const room = useRoom();
  const { openOverlay } = useOverlays();
  const account = room.accounts[device.vpa];
  const opensWindows = room.host?.capabilities.opensWindows ?? false;
  const isAllowed = canChange(room);
  const like = { kind: device.kind === 'pos' ? 'add-pos' : 'add-phone', like: device } as const;
  return (
    <div className="cr-device-details">
      {status.state === 'not-listening' && (
        <p className="cr-problem-line">{status.problem ?? t('notListening')}</p>
      )}
      <FactList>
        {account && (
          <Fact label={t('balance')}>
            <Money paise={account.balancePaise} />
          </Fact>
        )}
        {numbersOf(device, account).map(([key, text]) => (
          <Fact key={key} label={t(key)}>
            <span className="ui-mono">{text}</span>
            {key === 'upiId' && <CopyButton isCompact text={text} />}
          </Fact>
        ))}
      </FactList>
      <div className="ui-row">
        {device.isOpen && opensWindows && (
          <Button size="small" onClick={() => void actions.open(device)}>
            {t('raise')}
          </Button>
        )}
        {device.isOpen && (
          <Button size="small" onClick={() => void actions.close(device)}>
            {t('close')}
          </Button>
        )}
        <Button size="small" disabled={!isAllowed} onClick={() => openOverlay(like)}>
          {t('duplicate')}
        </Button>
        <RemoveButton device={device} isAllowed={isAllowed} />
      </div>
    </div>
  );
}

function RemoveButton(props: { readonly device: Device; readonly isAllowed: boolean }) {
  const { device, isAllowed } = props;
  const t = useMessages(deviceMessages);
  const api = useApi();
  const { isBusy, run } = useAct();
  const [isAsking, setAsking] = useState(false);
  const remove = async () => {
    await run(() => api.call('devices.remove', { deviceId: device.deviceId }));
    setAsking(false);
  };
  return (
    <>
      <Button size="small" disabled={!isAllowed} onClick={() => setAsking(true)}>
        {t('remove')}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={t('removeTitle', { name: device.name })}
        confirmLabel={t('remove')}
        isDangerous
        isBusy={isBusy}
        onConfirm={() => void remove()}
        onCancel={() => setAsking(false)}
      >
        <p>{t('removeText')}</p>
        {device.kind === 'phone' && <p>{t('removePhone')}</p>}
      </ConfirmDialog>
    </>
  );
}
