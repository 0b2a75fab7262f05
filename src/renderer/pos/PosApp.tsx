import { useEffect, useState, useSyncExternalStore } from 'react';
import type { PosState } from '#shared/protocol/terminal-methods.ts';
import type { SimulatorApi } from '#shared/simulator/contract.ts';
import type { HostInfo, PosDevice } from '#shared/simulator/records.ts';
import { EmptyState, PosShell, Spinner, useMessages, useSoundBox } from '../ui/index.ts';
import type { PosLink } from './link/pos-link.ts';
import { answerPhones } from './link/screen-camera.ts';
import { posMessages } from './messages.ts';
import { PosReceipt } from './screens/PosReceipt.tsx';
import { PosScreen } from './screens/PosScreen.tsx';
import { useLed } from './use-led.ts';
import { usePosNews } from './use-pos-news.ts';

export interface PosAppProps {
  readonly api: SimulatorApi;
  readonly link: PosLink;
  readonly device: PosDevice;
  /** What the host said when the window opened. */
  readonly host: HostInfo;
}

/** The paper in the slot: the order it is for, printed again with each press. */
export interface Paper {
  readonly order: NonNullable<PosState['charge']>['order'];
  readonly copy: number;
}

export function PosApp({ api, link, device, host: firstHost }: PosAppProps) {
  const t = useMessages(posMessages);
  const { state, link: connection } = useSyncExternalStore(
    (listener) => link.subscribe(listener),
    () => link.snapshot,
  );
  const [host, setHost] = useState(firstHost);
  useEffect(() => api.on('host.changed', setHost), [api]);
  const [soundBox, sound] = useSoundBox(`pos/${device.deviceId}`);
  const [paper, setPaper] = useState<Paper>();
  const print = (order: Paper['order']) =>
    setPaper((last) => ({ order, copy: (last?.copy ?? 0) + 1 }));
  usePosNews(state, soundBox, print);
  useEffect(() => answerPhones(api), [api]);
  useEffect(() => {
    document.title = `${device.name} · POS ${device.port}`;
  }, [device]);
  const led = useLed(connection, state, sound);

  return (
    <PosShell
      name={device.name}
      hostWindow={{
        isFrameless: host.capabilities.isFrameless,
        weather: host.weather,
        onClose: () => void api.call('window.close', {}),
        onMinimise: () => void api.call('window.minimise', {}),
      }}
      led={led}
      receipt={
        paper &&
        state && (
          <PosReceipt
            key={paper.copy}
            shop={state}
            order={paper.order}
            onTear={() => setPaper(undefined)}
          />
        )
      }
    >
      {state ? (
        <PosScreen
          api={api}
          link={link}
          state={state}
          isTerminalOnline={connection === 'online'}
          soundBox={soundBox}
          sound={sound}
          onPrint={print}
        />
      ) : (
        <EmptyState icon={<Spinner />} title={t('starting')}>
          {connection === 'lost' ? t('terminalGone') : ''}
        </EmptyState>
      )}
    </PosShell>
  );
}
