import { ScreenShare } from 'lucide-react';
import { useState } from 'react';
import { createScreenSource } from '../../device/frames/screen-source.ts';
import { Button, useMessages } from '../../ui/index.ts';
import { scannerMessages } from '../messages/scanner-messages.ts';
import { Finder } from './Finder.tsx';
import type { PaneProps } from './Scanner.tsx';
import { useFrameSource } from './use-frame-source.ts';

/** A tab, window or screen. Browsers show their chooser only after a press. */
export function ScreenPane({ scanning, decoder, nowMs }: PaneProps) {
  const t = useMessages(scannerMessages);
  const [presses, setPresses] = useState(0);
  const { isActive } = scanning;
  const source = useFrameSource({
    sourceKey: isActive && presses > 0 ? `screen ${presses}` : '',
    create: createScreenSource,
    decoder,
    nowMs,
    onStarted: () => scanning.dispatch({ type: 'started', nowMs: nowMs() }),
    onReading: (reading) => scanning.onReading(reading, 'screen'),
    onProblem: (problem) => scanning.dispatch({ type: 'failed', problem }),
  });
  const choose = () => {
    scanning.retry();
    setPresses((count) => count + 1);
  };
  const isRunning = presses > 0 && scanning.state.phase.kind !== 'starting';
  return (
    <Finder
      scanning={{ ...scanning, retry: choose }}
      source={source}
      empty={
        isRunning ? undefined : (
          <>
            <ScreenShare aria-hidden="true" />
            <p>{t('screenNote')}</p>
            <Button variant="primary" onClick={choose}>
              {t('chooseScreen')}
            </Button>
          </>
        )
      }
    />
  );
}
