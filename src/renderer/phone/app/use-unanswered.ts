import { useCallback, useEffect, useEffectEvent, useState } from 'react';
import type { PhoneClient } from '#shared/device/phone-client.ts';
import type { PendingPayment } from '#shared/device/phone-store.ts';
import type { OutcomeHub } from './outcome-hub.ts';

/** Payments whose end this phone does not know yet. */
export interface Unanswered {
  readonly payments: readonly PendingPayment[];
  /** Asks the bank about all of them. */
  readonly ask: () => Promise<void>;
  /** Reads the list again, without asking the bank. */
  readonly refresh: () => Promise<void>;
}

const ASK_EVERY_MS = 60_000;
const NONE: readonly PendingPayment[] = [];

export function useUnanswered(client: PhoneClient, outcomes: OutcomeHub): Unanswered {
  const [payments, setPayments] = useState(NONE);
  const refresh = useCallback(async () => {
    const kept = await client.pending();
    if (kept.ok) setPayments(kept.value.length === 0 ? NONE : kept.value);
  }, [client]);
  const ask = useCallback(async () => {
    const resolved = await client.resolvePending();
    if (resolved.ok) outcomes.emit(resolved.value);
    await refresh();
  }, [client, outcomes, refresh]);

  const hasSome = payments.length > 0;
  const askAgain = useEffectEvent(() => void ask());
  useEffect(() => {
    if (!hasSome) return;
    const timer = setInterval(() => askAgain(), ASK_EVERY_MS);
    return () => clearInterval(timer);
  }, [hasSome]);
  return { payments, ask, refresh };
}
