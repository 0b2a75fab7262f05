import { useCallback, useMemo } from 'react';
import type { Device } from '#shared/simulator/records.ts';
import { defineMessages, useMessages, useToast } from '../../ui/index.ts';
import { type Area, placeDevice, windowFeatures } from '../state/placement.ts';
import { useApi, useStore } from './room-context.tsx';
import { useAct } from './use-act.ts';

const messages = defineMessages({
  en: {
    blockedTitle: '{name} did not open',
    blockedNext:
      'Your browser may have blocked the window. Allow pop-ups for this page and press Open again.',
    closed: '{name} closed',
    noneOpen: 'No device window is open',
    noneOpenNext: 'Open a phone or a POS first.',
  },
  hi: {
    blockedTitle: '{name} नहीं खुला',
    blockedNext: 'शायद ब्राउज़र ने विंडो रोक दी। इस पेज के लिए पॉप-अप की अनुमति दें और फिर खोलें दबाएँ।',
    closed: '{name} बंद हुआ',
    noneOpen: 'कोई उपकरण खुला नहीं है',
    noneOpenNext: 'पहले कोई फ़ोन या पीओएस खोलें।',
  },
});

/** A window that has not said hello by then was probably blocked. */
const OPENING_MAX_MS = 5_000;

/** The part of the screen that windows may cover; where it begins is not in every browser. */
function screenArea(): Area {
  const extra = screen as Screen & { readonly availLeft?: number; readonly availTop?: number };
  const { availLeft: left = 0, availTop: top = 0 } = extra;
  return { left, top, width: screen.availWidth, height: screen.availHeight };
}

export interface DeviceActions {
  readonly isBusy: boolean;
  readonly open: (device: Device) => Promise<void>;
  readonly close: (device: Device) => Promise<void>;
  /** All open device windows side by side. */
  readonly arrange: () => Promise<void>;
}

/** Opening and closing of device windows, the same from the list, the palette and the tour. */
export function useDeviceActions(): DeviceActions {
  const api = useApi();
  const store = useStore();
  const t = useMessages(messages);
  const { show } = useToast();
  const { isBusy, run } = useAct();

  const open = useCallback(
    async (device: Device) => {
      const { deviceId, name } = device;
      const opened = await run(() => api.call('devices.open', { deviceId }));
      if (!opened?.url) return;
      const area = placeDevice(store.getState().devices ?? [], deviceId, screenArea());
      window.open(opened.url, '_blank', area ? windowFeatures(area) : 'popup,noopener');
      setTimeout(() => {
        const now = store.getState().devices?.find((one) => one.deviceId === deviceId);
        if (!now || now.isOpen) return;
        show({ tone: 'bad', title: t('blockedTitle', { name }), next: t('blockedNext') });
      }, OPENING_MAX_MS);
    },
    [api, store, run, show, t],
  );
  const close = useCallback(
    async ({ deviceId, name }: Device) => {
      const done = await run(() => api.call('devices.close', { deviceId }));
      if (done) show({ title: t('closed', { name }) });
    },
    [api, run, show, t],
  );
  const arrange = useCallback(async () => {
    const done = await run(() => api.call('devices.arrange', { area: screenArea() }));
    if (done?.count === 0) show({ title: t('noneOpen'), next: t('noneOpenNext') });
  }, [api, run, show, t]);
  return useMemo(() => ({ isBusy, open, close, arrange }), [isBusy, open, close, arrange]);
}
