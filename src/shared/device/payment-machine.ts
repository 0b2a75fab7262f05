import type { PaymentResult } from '../protocol/payments.ts';
import type { PhoneFailure } from './outcome.ts';
import type { PayOutcome } from './pending.ts';
import type { PreparedPayment } from './prepare.ts';

/**
 * Where a payment stands on the phone's screen. Pure: the window runs what a state asks for
 * (`preparing`: `client.prepare`, `processing`: `client.pay`) and sends the answer back. The PIN is
 * never part of a state.
 */
export type PaymentState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'scanning' }
  | { readonly kind: 'preparing'; readonly text: string }
  | { readonly kind: 'review'; readonly payment: PreparedPayment }
  | ({ readonly kind: 'pin'; readonly hasWrongPin: boolean } & Authorised)
  | ({ readonly kind: 'processing'; readonly sinceMs: number } & Authorised)
  | ({ readonly kind: 'paid'; readonly result: PaymentResult } & Authorised)
  | ({
      readonly kind: 'pending';
      readonly txnId: string;
      readonly result?: PaymentResult;
    } & Authorised)
  | Failed;

/** What the payer has agreed to. */
interface Authorised {
  readonly payment: PreparedPayment;
  readonly amountPaise: number;
  readonly note: string;
}

interface Failed {
  readonly kind: 'failed';
  /** The text that could not be prepared, when it never came to a sheet. */
  readonly text?: string;
  readonly authorised?: Authorised;
  /** A declined payment has a result with its code; anything else a failure. */
  readonly result?: PaymentResult;
  readonly failure?: PhoneFailure;
}

export type PaymentEvent =
  | { readonly type: 'scan' }
  /** A code was read or typed. */
  | { readonly type: 'found'; readonly text: string }
  | { readonly type: 'prepared'; readonly text: string; readonly payment: PreparedPayment }
  | { readonly type: 'not-prepared'; readonly text: string; readonly failure: PhoneFailure }
  | { readonly type: 'confirmed'; readonly amountPaise: number; readonly note: string }
  | { readonly type: 'pin-entered'; readonly nowMs: number }
  /** The answer to the payment that is being sent. */
  | { readonly type: 'answered'; readonly outcome: PayOutcome }
  /** The bank told how some payment ended, this one or an earlier one. */
  | { readonly type: 'resolved'; readonly outcome: PayOutcome }
  /** From `failed` or `pending`: back to the PIN (same payment), or to look the code up again. */
  | { readonly type: 'again' }
  | { readonly type: 'back' }
  | { readonly type: 'close' };

export const IDLE: PaymentState = { kind: 'idle' };

/** An answer that takes longer than this gets words on the progress screen. */
export const SLOW_AFTER_MS = 1_500;

const authorisedOf = ({ payment, amountPaise, note }: Authorised): Authorised => ({
  payment,
  amountPaise,
  note,
});

function afterAnswer(state: Authorised, outcome: PayOutcome): PaymentState {
  const authorised = authorisedOf(state);
  switch (outcome.kind) {
    case 'paid':
      return { kind: 'paid', ...authorised, result: outcome.result };
    case 'pending':
      return {
        kind: 'pending',
        ...authorised,
        txnId: outcome.txnId,
        ...(outcome.result ? { result: outcome.result } : {}),
      };
    case 'declined':
      return { kind: 'failed', authorised, result: outcome.result };
    case 'failed':
      return { kind: 'failed', authorised, failure: outcome.failure };
  }
}

/** A shop's charge that ended or a code that was refused must be looked up again. */
const isSheetStillGood = (state: Failed): boolean =>
  state.authorised !== undefined && (state.result?.code === 'ZM' || isPassing(state.failure));

const isPassing = (failure: PhoneFailure | undefined): boolean =>
  failure?.kind === 'unreachable' ||
  failure?.kind === 'busy' ||
  failure?.kind === 'storage' ||
  failure?.kind === 'invalid' ||
  failure?.code === 'U80';

function payAgain(state: PaymentState): PaymentState {
  if (state.kind === 'pending') return { kind: 'pin', ...authorisedOf(state), hasWrongPin: false };
  if (state.kind !== 'failed') return state;
  if (state.authorised && isSheetStillGood(state)) {
    return { kind: 'pin', ...state.authorised, hasWrongPin: state.result?.code === 'ZM' };
  }
  return { kind: 'scanning' };
}

function goBack(state: PaymentState): PaymentState {
  if (state.kind === 'pin') return { kind: 'review', payment: state.payment };
  if (state.kind === 'review' || state.kind === 'preparing') return { kind: 'scanning' };
  return state.kind === 'processing' ? state : IDLE;
}

function found(state: PaymentState, text: string): PaymentState {
  const isOpenForCode =
    state.kind === 'idle' || state.kind === 'scanning' || state.kind === 'failed';
  return isOpenForCode ? { kind: 'preparing', text } : state;
}

/** An event that does not fit the state changes nothing: late answers and double taps are safe. */
export function paymentMachine(state: PaymentState, event: PaymentEvent): PaymentState {
  switch (event.type) {
    case 'scan':
      return state.kind === 'processing' ? state : { kind: 'scanning' };
    case 'found':
      return found(state, event.text);
    case 'prepared':
      return state.kind === 'preparing' && state.text === event.text
        ? { kind: 'review', payment: event.payment }
        : state;
    case 'not-prepared':
      return state.kind === 'preparing' && state.text === event.text
        ? { kind: 'failed', text: event.text, failure: event.failure }
        : state;
    case 'confirmed':
      return state.kind === 'review'
        ? {
            kind: 'pin',
            payment: state.payment,
            amountPaise: event.amountPaise,
            note: event.note,
            hasWrongPin: false,
          }
        : state;
    case 'pin-entered':
      return state.kind === 'pin'
        ? { kind: 'processing', ...authorisedOf(state), sinceMs: event.nowMs }
        : state;
    case 'answered':
      return state.kind === 'processing' ? afterAnswer(state, event.outcome) : state;
    case 'resolved':
      return isAwaitedBy(state, event.outcome) ? afterAnswer(state, event.outcome) : state;
    case 'again':
      return payAgain(state);
    case 'back':
      return goBack(state);
    case 'close':
      return state.kind === 'processing' ? state : IDLE;
  }
}

type Pending = Extract<PaymentState, { kind: 'pending' }>;

const txnIdOf = (outcome: PayOutcome): string | undefined =>
  'result' in outcome && outcome.result
    ? outcome.result.txnId
    : 'txnId' in outcome
      ? outcome.txnId
      : undefined;

/** Whether the screen is waiting for this very payment: it then tells by itself. */
export const isAwaitedBy = (state: PaymentState, outcome: PayOutcome): state is Pending =>
  state.kind === 'pending' && txnIdOf(outcome) === state.txnId;
