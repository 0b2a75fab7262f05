import { failureFrom } from './outcome.ts';
import { checkAnswer, forgetPending, isMaybeOnItsWay, type PayOutcome, settle } from './pending.ts';
import { BANK_ROUTE } from './phone-connections.ts';
import type { PhoneContext, PhoneLine } from './phone-line.ts';
import type { PendingPayment } from './phone-store.ts';
import { SealedRefusal } from './sealed-session.ts';

async function resolveOne(
  context: PhoneContext,
  line: PhoneLine,
  payment: PendingPayment,
): Promise<PayOutcome> {
  const { txnId } = payment;
  try {
    const result = await line.ask('payment.status', { txnId });
    checkAnswer(payment, result);
    return await settle(context, result);
  } catch (error) {
    const isUnknown = error instanceof SealedRefusal && error.data.responseCode === 'U48';
    if (!isUnknown) throw error;
    const { session } = await line.session(BANK_ROUTE);
    if (isMaybeOnItsWay(payment, session.id, context.nowMs())) return { kind: 'pending', txnId };
    await forgetPending(context, txnId);
    return { kind: 'failed', failure: failureFrom(error), txnId };
  }
}

/**
 * Asks the bank about every payment whose answer this phone has not seen. "Not there" counts as not
 * paid only when no submission can still be on its way: the session's nonce is renewed first, which
 * voids what a relay may hold back.
 */
export async function resolvePending(
  context: PhoneContext,
  line: PhoneLine,
): Promise<readonly PayOutcome[]> {
  const identity = await line.identity();
  const pending = (await context.store.loadPending()).filter(({ payer }) => payer === identity.vpa);
  if (pending.length === 0) return [];
  await line.ask('session.nonce', {});
  const outcomes: PayOutcome[] = [];
  for (const payment of pending) outcomes.push(await resolveOne(context, line, payment));
  return outcomes;
}
