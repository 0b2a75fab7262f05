import { type CSSProperties, useEffect, useState } from 'react';
import { useLanguage, useMessages } from '../../ui/index.ts';
import { payingMessages } from '../messages/paying-messages.ts';
import { wholeSecond } from './time-texts.ts';
import './live-clock.css';

/**
 * A ring that a screenshot cannot fake: its mark walks round and its time counts up,
 * both from the clock. Under reduced motion the mark jumps instead of gliding.
 */
export function LiveClock({ now }: { readonly now: () => number }) {
  const t = useMessages(payingMessages);
  const { language } = useLanguage();
  const [nowMs, setNowMs] = useState(now);
  useEffect(() => {
    const timer = setInterval(() => setNowMs(now()), 1_000);
    return () => clearInterval(timer);
  }, [now]);
  const turn = { '--turn': `${(Math.floor(nowMs / 1_000) % 3_600) * 30}deg` } as CSSProperties;
  return (
    <p className="phone-live" title={t('liveNote')}>
      <i style={turn} aria-hidden="true" />
      <span>{t('live', { time: wholeSecond(nowMs, language) })}</span>
    </p>
  );
}
