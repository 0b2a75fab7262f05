import { toBase64Url } from '../bytes.ts';
import type { RpcCaller } from '../json-rpc-peer.ts';
import { canonicalOrder, orderSigningBytes, type PaymentOrder } from '../payment-order.ts';
import type { PinKeys } from '../pin-proof.ts';
import type { PaymentResult, PaymentSubmitParams } from '../protocol/payments.ts';
import { PhoneError } from './outcome.ts';
import { checkAnswer, keepPending } from './pending.ts';
import type { PhoneContext } from './phone-line.ts';
import {
  MAX_ATTEMPTS_KEPT,
  type PaymentAttempt,
  type PendingPayment,
  type PinStretching,
} from './phone-store.ts';
import { isBankSignature, proofFor } from './pin-stretching.ts';
import type { SealedSession } from './sealed-session.ts';

/** What stays the same over all submissions of one payment. */
export interface Authorisation {
  readonly keys: PinKeys;
  readonly stretching: PinStretching;
  readonly mode: string;
  readonly note: string;
  /** COLLECT approves the collect request that the reference names. */
  readonly type: PaymentOrder['type'];
}

/** A nonce older than this is renewed first: the bank lets orders live five minutes. */
const NONCE_FRESH_MS = 4 * 60_000;
const CLIENT_NONCE_LENGTH = 16;

export async function refreshNonce(
  session: SealedSession,
  via: RpcCaller,
  nowMs: number,
): Promise<void> {
  const { nonceSinceMs } = session;
  if (nonceSinceMs !== undefined && nowMs - nonceSinceMs < NONCE_FRESH_MS) return;
  await session.call(via, 'session.nonce', {});
}

const orderOf = (
  payment: PendingPayment,
  authorisation: Authorisation,
  place: Pick<PaymentOrder, 'deviceId' | 'nonce' | 'sessionId' | 'vmid'>,
): PaymentOrder => ({
  amountPaise: payment.amountPaise,
  currency: 'INR',
  mode: authorisation.mode,
  note: authorisation.note,
  payee: payment.payee,
  payer: payment.payer,
  reference: payment.reference,
  txnId: payment.txnId,
  type: authorisation.type,
  v: '1',
  ...place,
});

async function signedParams(
  context: PhoneContext,
  attempt: PaymentAttempt,
  authorisation: Authorisation,
): Promise<PaymentSubmitParams> {
  const order = canonicalOrder(attempt.order);
  const action = orderSigningBytes(order);
  const [signature, pin] = await Promise.all([
    context.signer.sign(action),
    proofFor(context.crypto, authorisation.keys, {
      user: attempt.order.payer,
      clientNonce: attempt.clientNonce,
      serverNonce: attempt.order.nonce,
      stretching: authorisation.stretching,
      action,
    }),
  ]);
  return { order, signature: toBase64Url(signature), pin };
}

async function isProvedBy(
  context: PhoneContext,
  attempt: PaymentAttempt,
  authorisation: Authorisation,
  serverSignature: string,
): Promise<boolean> {
  return isBankSignature(
    context.crypto,
    authorisation.keys,
    {
      user: attempt.order.payer,
      clientNonce: attempt.clientNonce,
      serverNonce: attempt.order.nonce,
      stretching: authorisation.stretching,
      action: orderSigningBytes(canonicalOrder(attempt.order)),
    },
    serverSignature,
  );
}

/**
 * The bank's signature must answer one of the submissions: the answer to a repeated id is the first
 * one's. Missing it is allowed only there, when the bank kept the verdict but not the signature.
 */
async function checkSignature(
  context: PhoneContext,
  payment: PendingPayment,
  authorisation: Authorisation,
  result: PaymentResult,
): Promise<void> {
  const { serverSignature } = result;
  if (serverSignature === undefined) {
    if (result.status === 'FAILURE' || payment.attempts.length > 1) return;
    throw new PhoneError('not-genuine', 'The bank did not prove that it knows this PIN.');
  }
  for (const attempt of payment.attempts) {
    if (await isProvedBy(context, attempt, authorisation, serverSignature)) return;
  }
  throw new PhoneError('not-genuine', "The bank's signature does not fit this payment.");
}

/**
 * Writes, keeps and sends one submission of a payment and checks the answer.
 * @param vmid the terminal it goes through, empty when straight
 * @param keep called with the payment, this submission included, once it is stored
 */
export async function submitOrder(
  context: PhoneContext,
  line: { readonly session: SealedSession; readonly via: RpcCaller },
  before: PendingPayment,
  authorisation: Authorisation,
  vmid: string,
  keep: (payment: PendingPayment) => void,
): Promise<PaymentResult> {
  const { session, via } = line;
  let payment = before;
  const result = await session.callWithNonce(via, 'payment.submit', async (nonce) => {
    const { deviceId } = context;
    const order = orderOf(before, authorisation, { deviceId, nonce, sessionId: session.id, vmid });
    const clientNonce = toBase64Url(context.crypto.randomBytes(CLIENT_NONCE_LENGTH));
    const attempt: PaymentAttempt = { order, clientNonce, sentMs: context.nowMs() };
    const params = await signedParams(context, attempt, authorisation);
    payment = { ...before, attempts: [...before.attempts, attempt].slice(-MAX_ATTEMPTS_KEPT) };
    await keepPending(context, payment);
    keep(payment);
    return params;
  });
  checkAnswer(payment, result);
  await checkSignature(context, payment, authorisation, result);
  return result;
}
