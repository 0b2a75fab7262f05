import { useReducer, useRef, useState } from 'react';
import { IDLE, type PaymentState, paymentMachine } from '#shared/device/payment-machine.ts';
import type { PayOutcome } from '#shared/device/pending.ts';
import type { PhoneClient } from '#shared/device/phone-client.ts';
import type { ScanOrigin } from '../../device/frames/frame-source.ts';
import type { OutcomeHub } from '../app/outcome-hub.ts';
import { isReadyForPin, refuseStripped } from '../state/payee-trust.ts';

/** The payment on screen, with everything that can be done to it. */
export interface Payment {
  readonly state: PaymentState;
  /** The scanned or typed text and how it was read. */
  readonly text: string;
  readonly origin: ScanOrigin;
  /** The code came from the scanner, which stays open until the sheet is ready. */
  readonly isFromScanner: boolean;
  readonly scan: () => void;
  readonly begin: (text: string, origin: ScanOrigin) => void;
  /** To the PIN for a request for money that came. */
  readonly approve: (reference: string) => void;
  readonly confirm: (amountPaise: number, note: string) => void;
  readonly enterPin: (takePin: () => string) => void;
  /** Back to the PIN under the same id, or to the scanner. */
  readonly again: () => void;
  /** Looks the same text up once more. */
  readonly lookAgain: () => void;
  /** Asks the bank what became of unanswered payments. */
  readonly ask: () => Promise<void>;
  readonly back: () => void;
  readonly close: () => void;
  /** Puts an end that came later on the screen that waits for it. */
  readonly resolve: (outcome: PayOutcome) => void;
  /** The code whose sheet was just left does not count again at once. */
  readonly recent: { readonly text: string; readonly untilMs: number } | undefined;
}

const SAME_CODE_PAUSE_MS = 2_000;

interface Code {
  readonly text: string;
  readonly origin: ScanOrigin;
  readonly isFromScanner: boolean;
  /** The text is the reference of a request for money. */
  readonly isRequest: boolean;
}

const NO_CODE: Code = { text: '', origin: 'typed', isFromScanner: false, isRequest: false };

/**
 * @param outcomes where ends of payments go to that nobody asked for
 * @param onAnswered a payment came to an end, so lists that show it are old
 */
export function usePayment(
  client: PhoneClient,
  nowMs: () => number,
  outcomes: OutcomeHub,
  onAnswered: () => void,
): Payment {
  const [state, dispatch] = useReducer(paymentMachine, IDLE);
  const [code, setCode] = useState(NO_CODE);
  const recent = useRef<Payment['recent']>(undefined);

  const prepare = async ({ text, origin, isRequest }: Code) => {
    const prepared = isRequest
      ? await client.prepareCollect(text)
      : refuseStripped(await client.prepare(text), text);
    if (!prepared.ok) {
      dispatch({ type: 'not-prepared', text, failure: prepared.failure });
      return;
    }
    const { value: payment } = prepared;
    dispatch({ type: 'prepared', text, payment });
    if (payment.amount.kind === 'locked' && isReadyForPin(payment, text, origin)) {
      dispatch({
        type: 'confirmed',
        amountPaise: payment.amount.amountPaise,
        note: payment.note,
      });
    }
  };
  const look = (next: Code) => {
    setCode(next);
    dispatch({ type: 'found', text: next.text });
    void prepare(next);
  };
  const leave = () => {
    recent.current = { text: code.text, untilMs: nowMs() + SAME_CODE_PAUSE_MS };
  };

  return {
    state,
    ...code,
    recent: recent.current,
    resolve: (outcome) => dispatch({ type: 'resolved', outcome }),
    scan: () => dispatch({ type: 'scan' }),
    begin(text, origin) {
      look({ text, origin, isFromScanner: state.kind === 'scanning', isRequest: false });
    },
    approve: (reference) => look({ ...NO_CODE, text: reference, isRequest: true }),
    lookAgain: () => look(code),
    confirm: (amountPaise, note) => dispatch({ type: 'confirmed', amountPaise, note }),
    enterPin(takePin) {
      if (state.kind !== 'pin') return;
      const { payment, amountPaise, note } = state;
      dispatch({ type: 'pin-entered', nowMs: nowMs() });
      void client.pay({ payment, amountPaise, note, pin: takePin() }).then((outcome) => {
        dispatch({ type: 'answered', outcome });
        onAnswered();
      });
    },
    again() {
      leave();
      dispatch({ type: 'again' });
    },
    async ask() {
      const resolved = await client.resolvePending();
      if (!resolved.ok) return;
      outcomes.emit(resolved.value);
      onAnswered();
    },
    back() {
      leave();
      dispatch({ type: 'back' });
    },
    close() {
      leave();
      dispatch({ type: 'close' });
    },
  };
}
