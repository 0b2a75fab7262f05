import { useCallback, useEffect, useState } from 'react';
import type { SimulatorApi } from '#shared/simulator/contract.ts';
import { SimulatorApiError } from '#shared/simulator/contract.ts';
import type { HostInfo } from '#shared/simulator/records.ts';
import { type OpenPhone, openPhone } from '../../device/open-phone.ts';
import { Button, Notice, Spinner, UiProvider, useMessages } from '../../ui/index.ts';
import { homeMessages } from '../messages/home-messages.ts';
import { PhoneWindow } from './PhoneWindow.tsx';

export interface RootProps {
  /** Reaches the host; rejects with a SimulatorApiError whose message is for people. */
  readonly connect: () => Promise<SimulatorApi>;
  readonly nowMs: () => number;
}

type Start =
  | { readonly kind: 'starting' }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'open'; readonly phone: OpenPhone; readonly host: HostInfo };

const sentenceOf = (error: unknown): string =>
  error instanceof SimulatorApiError || error instanceof DOMException
    ? error.message
    : 'The phone could not be started.';

function StartScreen({ start, onRetry }: { readonly start: Start; readonly onRetry: () => void }) {
  const t = useMessages(homeMessages);
  return (
    <main className="phone-start">
      {start.kind === 'failed' ? (
        <div role="alert">
          <Notice
            tone="bad"
            title={t('cannotStart')}
            money={t('cannotStartMoney')}
            next={start.message}
            actions={<Button onClick={onRetry}>{t('tryAgain')}</Button>}
          />
        </div>
      ) : (
        <Spinner label={t('starting')} />
      )}
    </main>
  );
}

/** Switches the phone on: host, storage and key first, then the device is drawn. */
export function Root({ connect, nowMs }: RootProps) {
  const [start, setStart] = useState<Start>({ kind: 'starting' });
  const open = useCallback(async () => {
    setStart({ kind: 'starting' });
    try {
      const api = await connect();
      const host = await api.call('host.info', {});
      const phone = await openPhone(api, nowMs);
      document.title = phone.start.device.name;
      setStart({ kind: 'open', phone, host });
    } catch (error) {
      setStart({ kind: 'failed', message: sentenceOf(error) });
    }
  }, [connect, nowMs]);
  useEffect(() => void open(), [open]);

  const scope = start.kind === 'open' ? `phone/${start.phone.start.device.deviceId}` : 'phone';
  return (
    <UiProvider key={scope} scope={scope} now={nowMs}>
      {start.kind === 'open' ? (
        <PhoneWindow phone={start.phone} firstHost={start.host} />
      ) : (
        <StartScreen start={start} onRetry={() => void open()} />
      )}
    </UiProvider>
  );
}
