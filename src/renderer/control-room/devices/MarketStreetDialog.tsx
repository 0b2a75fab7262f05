import { useState } from 'react';
import type { ApiProblem } from '#shared/simulator/contract.ts';
import { Button, Dialog, Notice, Progress, useMessages, useToast } from '../../ui/index.ts';
import { useOverlays } from '../app/overlays.tsx';
import { problemMessages, problemNotice } from '../app/problem-messages.ts';
import { useApi, useRoom, useStore } from '../app/room-context.tsx';
import { useAct } from '../app/use-act.ts';
import {
  nextStreetStep,
  STREET_PASSWORD,
  STREET_PEOPLE,
  STREET_PIN,
  STREET_SHOPS,
  STREET_SIZE,
  streetDone,
} from './market-street.ts';
import { deviceMessages } from './messages.ts';

/** Makes several shops and people, one registration after the other; can be taken up again. */
export function MarketStreetDialog() {
  const t = useMessages(deviceMessages);
  const problems = useMessages(problemMessages);
  const api = useApi();
  const store = useStore();
  const { devices = [] } = useRoom();
  const { closeOverlay } = useOverlays();
  const { show } = useToast();
  const { isBusy, run } = useAct();
  const [problem, setProblem] = useState<ApiProblem>();

  const make = async (): Promise<true> => {
    for (let made = 0; made < STREET_SIZE; made++) {
      const list = await api.call('devices.list', {});
      store.dispatch({ kind: 'devices', ...list });
      const step = nextStreetStep(list.devices, list.nextPort, Math.random);
      if (!step) break;
      const { device } =
        step.kind === 'merchant'
          ? await api.call('devices.addMerchant', step.form)
          : await api.call('devices.addUser', step.form);
      store.dispatch({ kind: 'made', deviceIds: [device.deviceId] });
    }
    return true;
  };
  const start = async () => {
    setProblem(undefined);
    if (!(await run(make, setProblem))) return;
    show({ tone: 'good', title: t('marketReady'), next: t('openNext') });
    closeOverlay();
  };
  const done = streetDone(devices);
  return (
    <Dialog
      isOpen
      onClose={closeOverlay}
      title={t('marketTitle')}
      footer={
        <>
          <Button onClick={closeOverlay}>{t('cancel')}</Button>
          <Button variant="primary" isBusy={isBusy} onClick={() => void start()}>
            {t('marketMake')}
          </Button>
        </>
      }
    >
      <p>{t('marketText', { pin: STREET_PIN, password: STREET_PASSWORD })}</p>
      <dl className="cr-street-list">
        <dt>{t('marketShops')}</dt>
        <dd>{STREET_SHOPS.join(', ')}</dd>
        <dt>{t('marketPeople')}</dt>
        <dd>{STREET_PEOPLE.join(', ')}</dd>
      </dl>
      {(isBusy || done > 0) && (
        <Progress
          label={t('marketTitle')}
          fraction={done / STREET_SIZE}
          start={t('marketProgress', { done, total: STREET_SIZE })}
        />
      )}
      {problem && <Notice {...problemNotice(problems, problem)} />}
    </Dialog>
  );
}
