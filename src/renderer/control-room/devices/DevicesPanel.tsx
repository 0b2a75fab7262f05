import { Store } from 'lucide-react';
import { useState } from 'react';
import { Button, EmptyState, Spinner, useMessages } from '../../ui/index.ts';
import { HelpPanel } from '../app/HelpPanel.tsx';
import { useOverlays } from '../app/overlays.tsx';
import { useRoom } from '../app/room-context.tsx';
import { useDeviceActions } from '../app/use-device-actions.ts';
import { canChange, isComing } from '../state/bank-status.ts';
import { nextToOpen } from '../state/device-status.ts';
import { useTour } from '../tour/tour-context.tsx';
import { DeviceRow } from './DeviceRow.tsx';
import { deviceMessages } from './messages.ts';
import { useSetUpDemo } from './use-set-up-demo.ts';
import './devices.css';

/** The left column of the desk. */
export function DevicesPanel() {
  const t = useMessages(deviceMessages);
  const room = useRoom();
  const { devices } = room;
  return (
    <HelpPanel title={t('devices')} help={t('help')} className="cr-devices">
      {devices === undefined && isComing(room) && <Spinner label={t('loading')} />}
      {devices === undefined && !isComing(room) && <p className="ui-muted">{t('waiting')}</p>}
      {devices?.length === 0 && <FirstRun />}
      {devices && devices.length > 0 && <DeviceList />}
    </HelpPanel>
  );
}

/** What a new user sees first. */
function FirstRun() {
  const t = useMessages(deviceMessages);
  const isAllowed = canChange(useRoom());
  const { openOverlay } = useOverlays();
  const { isBusy, setUpDemo } = useSetUpDemo();
  const tour = useTour();
  const button = { isBlock: true, disabled: !isAllowed };
  return (
    <div className="cr-first">
      <EmptyState icon={<Store aria-hidden="true" />} title={t('firstTitle')}>
        {t('firstText')}
      </EmptyState>
      <Button {...button} variant="primary" isBusy={isBusy} onClick={() => void setUpDemo()}>
        {t('setUpDemo')}
      </Button>
      {!tour.isRunning && (
        <Button {...button} onClick={tour.start}>
          {t('tour')}
        </Button>
      )}
      <p className="ui-label">{t('byHand')}</p>
      <div className="ui-row">
        <Button disabled={!isAllowed} onClick={() => openOverlay({ kind: 'add-phone' })}>
          {t('addPhone')}
        </Button>
        <Button disabled={!isAllowed} onClick={() => openOverlay({ kind: 'add-pos' })}>
          {t('addPos')}
        </Button>
        <Button disabled={!isAllowed} onClick={() => openOverlay({ kind: 'market-street' })}>
          {t('marketStreet')}
        </Button>
      </div>
    </div>
  );
}

function DeviceList() {
  const t = useMessages(deviceMessages);
  const room = useRoom();
  const actions = useDeviceActions();
  const { openOverlay } = useOverlays();
  const [expanded, setExpanded] = useState<string>();
  const next = nextToOpen(room);
  const isAllowed = canChange(room);
  const isAnyOpen = room.devices?.some(({ isOpen }) => isOpen) ?? false;
  return (
    <>
      <ul className="cr-device-list">
        {room.devices?.map((device) => (
          <DeviceRow
            key={device.deviceId}
            device={device}
            actions={actions}
            isNext={device.deviceId === next}
            isExpanded={device.deviceId === expanded}
            onToggle={() => setExpanded(device.deviceId === expanded ? undefined : device.deviceId)}
          />
        ))}
      </ul>
      <div className="ui-row">
        <Button
          variant={next ? 'plain' : 'primary'}
          disabled={!isAllowed}
          onClick={() => openOverlay({ kind: 'add-phone' })}
        >
          {t('addPhone')}
        </Button>
        <Button disabled={!isAllowed} onClick={() => openOverlay({ kind: 'add-pos' })}>
          {t('addPos')}
        </Button>
        <Button
          variant="quiet"
          className="cr-market"
          disabled={!isAllowed}
          onClick={() => openOverlay({ kind: 'market-street' })}
        >
          {t('marketStreet')}
        </Button>
        {isAnyOpen && (
          <Button variant="quiet" className="cr-market" onClick={() => void actions.arrange()}>
            {t('arrange')}
          </Button>
        )}
      </div>
      {isAnyOpen && room.host?.host === 'browser' && (
        <p className="cr-arrange-hint">{t('arrangeHint')}</p>
      )}
    </>
  );
}
