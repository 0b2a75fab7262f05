import { MonitorOff } from 'lucide-react';
import { useEffect, useEffectEvent, useState } from 'react';
import type { NearbyScreen } from '#shared/simulator/records.ts';
import type { VirtualView } from '../../device/frames/frame-source.ts';
import { boundedView, swayed } from '../../device/frames/view-limits.ts';
import { createWindowSource, type WindowSource } from '../../device/frames/window-source.ts';
import { Button, Select, useMessages, useReducedMotion } from '../../ui/index.ts';
import { scannerMessages } from '../messages/scanner-messages.ts';
import { Finder } from './Finder.tsx';
import type { PaneProps } from './Scanner.tsx';
import { useFrameSource } from './use-frame-source.ts';
import { ViewControls, ViewHandle } from './ViewControls.tsx';

const LIST_EVERY_MS = 2_000;

/** POS windows that are open now, asked for again while this is shown. */
function useScreens(listScreens: PaneProps['listScreens']): {
  readonly screens: readonly NearbyScreen[] | undefined;
  readonly refresh: () => void;
} {
  const [screens, setScreens] = useState<readonly NearbyScreen[]>();
  const refresh = useEffectEvent(() => {
    // A host that does not answer shows as no screens; the phone's own banner says why.
    listScreens().then(setScreens, () => setScreens([]));
  });
  useEffect(() => {
    refresh();
    const timer = setInterval(() => refresh(), LIST_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return { screens, refresh: () => void listScreens().then(setScreens, () => setScreens([])) };
}

/** Hands the moving view to the camera many times a second. */
function useAim(source: WindowSource | undefined, view: VirtualView, nowMs: () => number): void {
  const isStill = useReducedMotion();
  const aim = useEffectEvent(() => source?.aim(isStill ? view : swayed(view, nowMs())));
  useEffect(() => {
    if (!source) return;
    let request = requestAnimationFrame(function next() {
      aim();
      request = requestAnimationFrame(next);
    });
    return () => cancelAnimationFrame(request);
  }, [source]);
}

export function WindowPane({ scanning, decoder, nowMs, look, listScreens }: PaneProps) {
  const t = useMessages(scannerMessages);
  const { settings, changeSettings, isActive, attempt } = scanning;
  const { screens, refresh } = useScreens(listScreens);
  const chosen = screens?.find((screen) => screen.deviceId === settings.windowId) ?? screens?.[0];
  const view = settings.view;
  const source = useFrameSource<WindowSource>({
    sourceKey: isActive && chosen ? `${chosen.deviceId} ${attempt}` : '',
    create: () => createWindowSource(chosen?.deviceId ?? '', look, view, nowMs),
    decoder,
    nowMs,
    onStarted: () => scanning.dispatch({ type: 'started', nowMs: nowMs() }),
    onReading: (reading) => scanning.onReading(reading, 'window'),
    onProblem: (problem) => scanning.dispatch({ type: 'failed', problem }),
  });
  useAim(source, view, nowMs);
  const changeView = (change: Partial<VirtualView>) =>
    changeSettings({ view: boundedView({ ...view, ...change }) });

  const empty =
    screens?.length === 0 ? (
      <>
        <MonitorOff aria-hidden="true" />
        <h2>{t('noScreens')}</h2>
        <p>{t('noScreensNext')}</p>
        <Button onClick={refresh}>{t('lookAgain')}</Button>
      </>
    ) : undefined;
  return (
    <>
      <Finder scanning={scanning} source={source} empty={empty}>
        <ViewHandle view={view} onChange={changeView} />
      </Finder>
      <div className="phone-scan-controls">
        {screens && screens.length > 0 && (
          <Select
            label={t('nearby')}
            value={chosen?.deviceId ?? ''}
            onChange={(windowId) => {
              changeSettings({ windowId });
              if (scanning.state.phase.kind === 'problem') scanning.retry();
            }}
            options={screens.map(({ deviceId, name }) => ({ value: deviceId, label: name }))}
          />
        )}
        {chosen && scanning.state.phase.kind !== 'problem' && (
          <ViewControls view={view} onChange={changeView} />
        )}
      </div>
    </>
  );
}
