import { useEffect, useEffectEvent, useState } from 'react';

const MINUTE_MS = 60_000;

/** "11:20", 24 hours, in the time zone of this computer. */
export const clockText = (ms: number): string =>
  new Date(ms).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });

/** The device's clock, turned at each full minute of the injected clock. */
export function useDeviceClock(now: () => number): string {
  const [text, setText] = useState(() => clockText(now()));
  const read = useEffectEvent(() => {
    const ms = now();
    setText(clockText(ms));
    return MINUTE_MS - (ms % MINUTE_MS);
  });
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const turn = () => {
      timer = setTimeout(turn, read());
    };
    turn();
    return () => clearTimeout(timer);
  }, []);
  return text;
}
