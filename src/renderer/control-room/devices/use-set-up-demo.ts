import { useCallback } from 'react';
import { useMessages, useToast } from '../../ui/index.ts';
import { useApi, useStore } from '../app/room-context.tsx';
import { useAct } from '../app/use-act.ts';
import { deviceMessages } from './messages.ts';

/** A tea stall and a customer; where windows need a click each, says so. */
export function useSetUpDemo() {
  const api = useApi();
  const store = useStore();
  const t = useMessages(deviceMessages);
  const { show } = useToast();
  const { isBusy, run } = useAct();
  const setUpDemo = useCallback(async () => {
    const made = await run(() => api.call('devices.setUpDemo', {}));
    if (!made) return;
    store.dispatch({ kind: 'made', deviceIds: made.devices.map((one) => one.deviceId) });
    const opensWindows = store.getState().host?.capabilities.opensWindows;
    show({
      tone: 'good',
      title: t('demoReady'),
      next: opensWindows ? t('demoOpened') : t('demoOpen'),
    });
  }, [api, store, run, show, t]);
  return { isBusy, setUpDemo };
}
