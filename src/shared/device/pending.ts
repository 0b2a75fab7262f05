import type { PaymentResult } from '../protocol/payments.ts';
import { PhoneError, type PhoneFailure } from './outcome.ts';
import type { PhoneContext } from './phone-line.ts';
import type { PendingPayment } from './phone-store.ts';

/**
 * - `paid`: durable at the bank and proved
 * - `declined`: a final no with its code; no money moved, or it came back
 * - `pending`: the result is not known or not final; the id is kept, so that paying again under it
 *   can never move the money twice
 * - `failed`: nothing was used up, except with kind `not-genuine`: then what happened is unknown and
 *   the id stays kept
 */
export type PayOutcome =
  | { readonly kind: 'paid' | 'declined'; readonly result: PaymentResult }
  | { readonly kind: 'pending'; readonly txnId: string; readonly result?: PaymentResult }
  | { readonly kind: 'failed'; readonly failure: PhoneFailure; readonly txnId?: string };

/** Five minutes on the bank's clock (design section 5) and as much again for clocks that differ. */
const ORDER_LIFETIME_MS = 10 * 60_000;

/**
 * Whether an earlier submission could still arrive and be accepted: one from another session that
 * has not expired. Nonces of the current session are void once a newer one was handed out.
 */
export const isMaybeOnItsWay = (
  payment: PendingPayment,
  sessionId: string,
  nowMs: number,
): boolean =>
  payment.attempts.some(
    (attempt) =>
      attempt.order.sessionId !== sessionId && nowMs - attempt.sentMs < ORDER_LIFETIME_MS,
  );

export async function keepPending(context: PhoneContext, payment: PendingPayment): Promise<void> {
  try {
    await context.store.savePending(payment);
  } catch {
    throw new PhoneError('storage', 'The payment id could not be stored, so nothing was sent.');
  }
}

/** @throws PhoneError when the answer is about another payment. */
export function checkAnswer(payment: PendingPayment, result: PaymentResult): void {
  const isSame =
    result.txnId === payment.txnId &&
    result.amountPaise === payment.amountPaise &&
    result.payer === payment.payer &&
    result.payee === payment.payee &&
    result.reference === payment.reference;
  if (!isSame) {
    throw new PhoneError('not-genuine', 'The bank answered about another payment than was sent.');
  }
}

/** Turns a proved answer into an outcome; a final one no longer needs its id kept. */
export async function settle(context: PhoneContext, result: PaymentResult): Promise<PayOutcome> {
  if (result.status === 'PENDING' || result.status === 'DEEMED') {
    return { kind: 'pending', txnId: result.txnId, result };
  }
  await forgetPending(context, result.txnId);
  return { kind: result.status === 'SUCCESS' ? 'paid' : 'declined', result };
}

/** A record that cannot be removed is harmless: the bank answers the same for its id for ever. */
export async function forgetPending(context: PhoneContext, txnId: string): Promise<void> {
  await context.store.removePending(txnId).catch(() => undefined);
}
