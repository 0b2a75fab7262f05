import { useCallback, useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react';
import type { Outcome } from '#shared/device/outcome.ts';
import { type BankLink, createBankLink, type LinkState } from '../../device/bank-link.ts';
import type { OpenPhone } from '../../device/open-phone.ts';

const schedule = (delayMs: number, task: () => void): (() => void) => {
  const timer = setTimeout(task, delayMs);
  return () => clearTimeout(timer);
};

const CONNECTING: LinkState = { kind: 'connecting' };
const nothing = (): void => undefined;

/** The phone's link to its bank, alive as long as the phone's screens are. */
export function useBankLink(
  phone: OpenPhone,
  connect: () => Promise<Outcome<unknown>>,
  onOnline: () => void,
): { readonly link: LinkState; readonly retry: () => void } {
  const [bankLink, setBankLink] = useState<BankLink>();
  const run = useEffectEvent(connect);
  const online = useEffectEvent(onOnline);
  useEffect(() => {
    const own = createBankLink({ connect: () => run(), onOnline: () => online(), schedule });
    phone.onBankClosed = own.noteClosed;
    const forgetHost = phone.api.on('host.changed', ({ bank }) => {
      if (bank.state === 'open') own.retryNow();
    });
    setBankLink(own);
    return () => {
      phone.onBankClosed = nothing;
      forgetHost();
      own.stop();
    };
  }, [phone]);
  const subscribe = useCallback(
    (listener: () => void) => bankLink?.subscribe(listener) ?? nothing,
    [bankLink],
  );
  const link = useSyncExternalStore(subscribe, () => bankLink?.state() ?? CONNECTING);
  return { link, retry: () => bankLink?.retryNow() };
}
