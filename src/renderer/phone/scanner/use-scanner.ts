import { useEffect, useEffectEvent, useReducer, useState } from 'react';
import { parseScanned } from '#shared/upi-uri.ts';
import type { Reading } from '../../device/decode/decode-messages.ts';
import type { ScanOrigin } from '../../device/frames/frame-source.ts';
import {
  firstScanner,
  isLooking,
  type ScannerEvent,
  type ScannerSource,
  type ScannerState,
  type SeenCode,
  scanning,
} from '../state/scanning.ts';
import type { ScannerProps } from './Scanner.tsx';
import { loadSettings, type ScannerSettings, saveSettings } from './settings.ts';
import { useVisible } from './use-visible.ts';

/** The scanner's state with everything that can be done to it. */
export interface Scanning {
  readonly state: ScannerState;
  readonly dispatch: (event: ScannerEvent) => void;
  readonly settings: ScannerSettings;
  readonly changeSettings: (change: Partial<ScannerSettings>) => void;
  readonly chooseSource: (source: ScannerSource) => void;
  /** Pictures are wanted now: looking, visible, nothing found yet. */
  readonly isActive: boolean;
  /** Grows with every new try of the same source. */
  readonly attempt: number;
  readonly retry: () => void;
  /** What the decoder read in one picture. */
  readonly onReading: (reading: Omit<Reading, 'picture'>, origin: ScanOrigin) => void;
  /** One code: read alone, chosen out of several, typed or pasted. */
  readonly take: (code: SeenCode, origin: ScanOrigin) => void;
}

/** The same code right after its sheet was left is the same look, not a new wish to pay. */
const isOldNews = (recent: ScannerProps['recent'], text: string, nowMs: number): boolean =>
  recent?.text === text && nowMs < recent.untilMs;

export function useScanner(props: ScannerProps): Scanning {
  const { deviceId, nowMs, recent } = props;
  const [settings, setSettings] = useState(() => loadSettings(deviceId));
  const [state, dispatch] = useReducer(scanning, settings.source, firstScanner);
  const [attempt, setAttempt] = useState(0);
  const isVisible = useVisible();
  const { phase } = state;

  useEffect(() => saveSettings(deviceId, settings), [deviceId, settings]);
  const onCode = useEffectEvent(props.onCode);
  useEffect(() => {
    if (phase.kind === 'found') onCode(phase.code.text, phase.origin);
  }, [phase]);

  const changeSettings = (change: Partial<ScannerSettings>) =>
    setSettings((before) => ({ ...before, ...change }));
  const take = (code: SeenCode, origin: ScanOrigin) => {
    const scanned = parseScanned(code.text);
    if (scanned.kind === 'not-upi' || scanned.kind === 'broken') {
      dispatch({ type: 'refused', problem: scanned, text: code.text });
    } else {
      dispatch({ type: 'code', code, origin });
    }
  };
  return {
    state,
    dispatch,
    settings,
    changeSettings,
    chooseSource(source) {
      changeSettings({ source });
      dispatch({ type: 'source-chosen', source });
    },
    isActive: isVisible && (isLooking(state) || phase.kind === 'starting'),
    attempt,
    retry() {
      setAttempt((count) => count + 1);
      dispatch({ type: 'retry' });
    },
    onReading(reading, origin) {
      const [first, ...others] = reading.codes;
      dispatch({ type: 'sight', sight: reading, nowMs: nowMs() });
      const isOneCode = first && others.every((other) => other.text === first.text);
      const isSeenAgain = phase.kind === 'refused' && phase.text === first?.text;
      // Giving a picture is a wish of its own, however soon.
      const isStillInView = origin !== 'picture' && isOldNews(recent, first?.text ?? '', nowMs());
      if (!isOneCode || isSeenAgain || isStillInView) return;
      take(first, origin);
    },
    take,
  };
}
