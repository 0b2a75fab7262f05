import { txnIdFrom } from '../ids.ts';
import { formatPaise, isPaise } from '../money.ts';
import { RPC_ERROR, RpcError } from '../protocol/json-rpc.ts';
import type { ResponseCode } from '../response-codes.ts';
import { isPlainText } from '../vpa.ts';
import { failureFrom, PhoneError } from './outcome.ts';
import { forgetPending, isMaybeOnItsWay, type PayOutcome, settle } from './pending.ts';
import { BANK_ROUTE, type Route } from './phone-connections.ts';
import type { PhoneContext, PhoneLine } from './phone-line.ts';
import { MAX_PENDING, type PendingPayment, type PhoneIdentity } from './phone-store.ts';
import { checkPinForm, stretchPin } from './pin-stretching.ts';
import type { PreparedPayment } from './prepare.ts';
import { SealedRefusal, type SealedSession } from './sealed-session.ts';
import { type Authorisation, refreshNonce, submitOrder } from './submit-order.ts';

export interface PayRequest {
  readonly payment: PreparedPayment;
  readonly amountPaise: number;
  /** Replaces the code's note. */
  readonly note?: string;
  readonly pin: string;
}

const NOTE_MAX_LENGTH = 50;
/** Over the shop's terminal first, then straight to the bank, then in a new session. */
const SUBMISSIONS_MAX = 3;
/** Refusals that a fresh nonce cures: the old one was used up or too old. */
const NONCE_REFUSALS: ReadonlySet<ResponseCode | undefined> = new Set(['U01', 'U70']);

const invalid = (detail: string): PhoneError => new PhoneError('invalid', detail);

function checkRequest({ payment, amountPaise, note = '', pin }: PayRequest): void {
  const { amount } = payment;
  if (!isPaise(amountPaise) || amountPaise === 0) throw invalid('The amount must be above zero.');
  if (amount.kind === 'locked' && amountPaise !== amount.amountPaise) {
    throw invalid('The amount of this code cannot be changed.');
  }
  if (amount.kind === 'minimum' && amountPaise < amount.minimumPaise) {
    throw invalid('The amount is below the minimum of this code.');
  }
  if (note.length > NOTE_MAX_LENGTH || !isPlainText(note)) {
    throw invalid(`The note must be plain text of at most ${NOTE_MAX_LENGTH} characters.`);
  }
  checkPinForm(pin);
}

/** The unanswered payment that this one repeats, or a new one under a new id. */
async function pendingFor(
  context: PhoneContext,
  identity: PhoneIdentity,
  { payment, amountPaise }: PayRequest,
): Promise<PendingPayment> {
  const all = await context.store.loadPending().catch(() => {
    throw new PhoneError('storage', 'The stored payments cannot be read, so nothing was sent.');
  });
  const wanted = {
    payer: identity.vpa,
    payee: payment.payeeVpa,
    amountPaise: formatPaise(amountPaise),
    reference: payment.reference,
  };
  const same = all.find(
    (kept) =>
      kept.payer === wanted.payer &&
      kept.payee === wanted.payee &&
      kept.amountPaise === wanted.amountPaise &&
      kept.reference === wanted.reference,
  );
  if (same) return same;
  if (all.length >= MAX_PENDING) {
    throw new PhoneError('busy', 'Too many payments wait for their result. Check them first.');
  }
  return {
    ...wanted,
    txnId: txnIdFrom(context.crypto.randomBytes(16), context.nowMs()),
    payeeName: payment.payeeName,
    createdMs: context.nowMs(),
    attempts: [],
  };
}

interface Progress {
  readonly authorisation: Authorisation;
  /** With every submission so far. */
  payment: PendingPayment;
  /** Whether anything was ever sent under this id. */
  hasSent: boolean;
  noncesRefused: number;
}

type TryResult =
  | { readonly kind: 'done'; readonly outcome: PayOutcome }
  /** Nothing is known, or a fresh nonce is needed: submit again under the same id. */
  | { readonly kind: 'again'; readonly route: Route };

const done = (outcome: PayOutcome): TryResult => ({ kind: 'done', outcome });

async function afterRefusal(
  context: PhoneContext,
  session: SealedSession,
  { payment }: Progress,
  error: SealedRefusal,
): Promise<PayOutcome> {
  const { txnId } = payment;
  if (isMaybeOnItsWay(payment, session.id, context.nowMs())) return { kind: 'pending', txnId };
  await forgetPending(context, txnId);
  return { kind: 'failed', failure: failureFrom(error), txnId };
}

async function submitOnce(
  context: PhoneContext,
  line: PhoneLine,
  progress: Progress,
  route: Route,
): Promise<TryResult> {
  const { session, via } = await line.session(route);
  const vmid = route.kind === 'terminal' ? route.vmid : '';
  try {
    if (progress.noncesRefused > 0) await session.call(via, 'session.nonce', {});
    else await refreshNonce(session, via, context.nowMs());
    const keep = (payment: PendingPayment): void => {
      progress.payment = payment;
      progress.hasSent = true;
    };
    const { payment, authorisation } = progress;
    const result = await submitOrder(context, { session, via }, payment, authorisation, vmid, keep);
    return done(await settle(context, result));
  } catch (error) {
    if (error instanceof SealedRefusal) {
      // The bank itself cannot tell: the id stays kept until it can.
      if (error.code === RPC_ERROR.unreachable) {
        return done({ kind: 'pending', txnId: progress.payment.txnId });
      }
      const isLast = !NONCE_REFUSALS.has(error.data.responseCode) || progress.noncesRefused > 0;
      progress.noncesRefused += 1;
      if (!isLast) return { kind: 'again', route };
      return done(await afterRefusal(context, session, progress, error));
    }
    if (!(error instanceof RpcError)) throw error;
    // Only a connection that ended leaves the session alone; other plain errors are no bank's word.
    if (error.code !== RPC_ERROR.unreachable) line.dropSession(session);
    return { kind: 'again', route: BANK_ROUTE };
  }
}

/** Nobody who can prove to be the bank has said anything: ask it directly, under the same id. */
const isUnheard = (error: unknown, route: Route): boolean =>
  error instanceof PhoneError
    ? error.failure.kind === 'unreachable' ||
      (error.failure.kind === 'not-genuine' && route.kind === 'terminal')
    : error instanceof RpcError && !(error instanceof SealedRefusal);

async function submitUntilAnswered(
  context: PhoneContext,
  line: PhoneLine,
  progress: Progress,
  firstRoute: Route,
): Promise<PayOutcome> {
  let route = firstRoute;
  for (let count = 0; count < SUBMISSIONS_MAX; count++) {
    try {
      const tried = await submitOnce(context, line, progress, route);
      if (tried.kind === 'done') return tried.outcome;
      route = tried.route;
    } catch (error) {
      if (!progress.hasSent || !isUnheard(error, route)) throw error;
      route = BANK_ROUTE;
    }
  }
  return { kind: 'pending', txnId: progress.payment.txnId };
}

async function authorise(
  context: PhoneContext,
  line: PhoneLine,
  request: PayRequest,
): Promise<Authorisation> {
  // The first session of a newly bound phone tells how its PIN is stretched.
  await line.session(request.payment.route);
  const { pin: stretching } = await line.identity();
  if (!stretching) throw new PhoneError('not-set-up', 'This account has no UPI PIN yet.');
  return {
    keys: await stretchPin(context.crypto, request.pin, stretching),
    stretching,
    mode: request.payment.mode,
    note: request.note ?? request.payment.note,
    type: request.payment.collect ? 'COLLECT' : 'PAY',
  };
}

/** Pays; what is unanswered afterwards stays stored under its id. */
export async function payPrepared(
  context: PhoneContext,
  line: PhoneLine,
  request: PayRequest,
): Promise<PayOutcome> {
  checkRequest(request);
  const authorisation = await authorise(context, line, request);
  const payment = await pendingFor(context, await line.identity(), request);
  const hasSent = payment.attempts.length > 0;
  const progress: Progress = { payment, authorisation, hasSent, noncesRefused: 0 };
  return submitUntilAnswered(context, line, progress, request.payment.route);
}
