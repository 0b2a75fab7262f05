import { useEffect, useRef, useState } from 'react';
import type { PaymentRow } from '#shared/protocol/payments.ts';
import { useRoom } from '../app/room-context.tsx';
import { type Trace, traceDurationMs } from '../state/trace.ts';

/** Under load a payment stays this long, or nobody could look at it. */
const HOLD_MS = 2_000;
const BUSY_PER_SECOND = 2;

/** The value, but changing at most every `holdMs`; always ends at the newest one. */
function useHeld<Value>(value: Value, holdMs: number): Value {
  const [held, setHeld] = useState(value);
  const newest = useRef(value);
  const changedMs = useRef(0);
  newest.current = value;
  useEffect(() => {
    if (held === value) return;
    const waitMs = Math.max(0, changedMs.current + holdMs - performance.now());
    const timer = setTimeout(() => {
      changedMs.current = performance.now();
      setHeld(newest.current);
    }, waitMs);
    return () => clearTimeout(timer);
  }, [held, value, holdMs]);
  return holdMs === 0 ? value : held;
}

/** Under load the bank reports the steps of some payments only; then one with steps is shown. */
function newestToShow(
  payments: readonly PaymentRow[] | undefined,
  traces: readonly Trace[],
  isBusy: boolean,
): string | undefined {
  const whole = new Set(
    traces.filter((one) => traceDurationMs(one) !== undefined).map((one) => one.txnId),
  );
  const withSteps = isBusy ? payments?.find((row) => whole.has(row.txnId)) : undefined;
  return (withSteps ?? payments?.[0])?.txnId;
}

/**
 * The payment that the desk is about, with its trace: the picked one, else the newest. Both are
 * kept while it is shown, since a stress run pushes them out of the window's lists at once.
 */
export function useShownPayment(picked: string | undefined): {
  readonly row: PaymentRow | undefined;
  readonly trace: Trace | undefined;
} {
  const { payments, traces, health } = useRoom();
  const isBusy = (health?.paymentsPerSecond ?? 0) > BUSY_PER_SECOND;
  const newestId = useHeld(newestToShow(payments, traces, isBusy), isBusy ? HOLD_MS : 0);
  const id = picked ?? newestId;
  const kept = useRef<{ row: PaymentRow | undefined; trace: Trace | undefined }>(undefined);
  const isKept = kept.current?.row?.txnId === id;
  const row = payments?.find((one) => one.txnId === id) ?? (isKept ? kept.current?.row : undefined);
  const trace =
    traces.find((one) => one.txnId === id) ?? (isKept ? kept.current?.trace : undefined);
  const shown = row ? { row, trace } : { row: payments?.[0], trace: undefined };
  kept.current = shown;
  return shown;
}
