import { type ReactNode, useEffect, useEffectEvent, useState } from 'react';
import { classNames } from '../core/class-names.ts';
import { useMessages } from '../i18n/LanguageProvider.tsx';
import { uiMessages } from '../i18n/ui-messages.ts';
import { countdownView } from './countdown-view.ts';
import './progress.css';

const TICK_MS = 250;

export interface CountdownProps {
  /** When it ends and how long it is, on `now`'s clock. */
  readonly endsAtMs: number;
  readonly totalMs: number;
  /** Injected clock, for example the bank's. */
  readonly now: () => number;
  /** Small print at the right, for example the order's number. */
  readonly end?: ReactNode;
  /** Called once when time is over. */
  readonly onEnd?: (() => void) | undefined;
}

/** A meter that runs out, with "1:27 left" under it. */
export function Countdown({ endsAtMs, totalMs, now, end, onEnd }: CountdownProps) {
  const t = useMessages(uiMessages);
  const [nowMs, setNowMs] = useState(now);
  const tick = useEffectEvent(() => setNowMs(now()));
  const finish = useEffectEvent(() => onEnd?.());
  const view = countdownView(endsAtMs, totalMs, nowMs);
  const { isOver } = view;
  useEffect(() => {
    if (isOver) {
      finish();
      return;
    }
    const timer = setInterval(tick, TICK_MS);
    return () => clearInterval(timer);
  }, [isOver]);
  const text = isOver ? t('timeOver') : t('timeLeft', { time: view.text });
  return (
    <div className="ui-countdown" role="timer">
      <div className={classNames('ui-meter', view.tone !== 'good' && `is-${view.tone}`)}>
        <i style={{ transform: `scaleX(${view.fraction})` }} />
      </div>
      <div className="ui-countdown-text">
        <span>{text}</span>
        <span>{end}</span>
      </div>
    </div>
  );
}
