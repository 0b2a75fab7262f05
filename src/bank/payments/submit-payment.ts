import { refusal } from '#shared/protocol/json-rpc.ts';
import type { PaymentResult, PaymentSubmitParams } from '#shared/protocol/payments.ts';
import type { ResponseCode } from '#shared/response-codes.ts';
import { boundDevice } from '../accounts/devices.ts';
import { findCollect } from '../collects/collects.ts';
import { settleCollect } from '../collects/settle-collect.ts';
import { faultBeforePin, faultInstead, loseReply, meetTraffic } from '../faults/payment-faults.ts';
import { bytesOfHash } from '../ledger/hash-text.ts';
import type { BankServices } from '../services.ts';
import { newNonce, type Session } from '../sessions/session-book.ts';
import type { BankState } from '../state/bank-state.ts';
import type { Batch } from '../state/batch.ts';
import type { Outcome } from '../state/batch-runner.ts';
import type { Account, Device, PaymentRecord } from '../state/entities.ts';
import { announcePayment, startTrace, type Trace } from './announce.ts';
import { answeredRecord, resultOf, sameAgain } from './answers.ts';
import { CHARGE_REFERENCE, settleCharge } from './charges.ts';
import { declineCode } from './decide.ts';
import { isFateCode, standingOf } from './held/fates.ts';
import { recordHold } from './held/hold.ts';
import { countPayment } from './limits.ts';
import { type Movement, recordDecline, recordMovement } from './records.ts';
import { readSubmission, type Submission } from './submission.ts';

/** A nonce older than this approves nothing any more (U70). */
export const NONCE_LIFE_MS = 300_000;

/** How a submission reached the bank. */
export interface Passage {
  /** VMID of the terminal it came through, empty when straight. */
  readonly route: string;
  /** The session whose seal it came in; undefined when it came unsealed. */
  readonly sealedIn: string | undefined;
}

interface Attempt {
  readonly submission: Submission;
  readonly device: Device;
  /** The key that the signature was checked with. */
  readonly deviceKey: Uint8Array;
  readonly payer: Account;
  readonly passage: Passage;
  readonly trace: Trace;
}

const notBound = () =>
  refusal('U66', 'This phone is not bound to the payer. No money was taken. Set up UPI again.');

/** The session the order was signed in, its nonce still good. Consumes nothing. */
function checkSession(
  { sessions }: BankServices,
  batch: Batch,
  { submission, device, passage }: Attempt,
): Session {
  const { order } = submission;
  const session = sessions.get(order.sessionId);
  if (!session) {
    throw refusal('U70', 'The session has ended. No money was taken. Open it again and retry.');
  }
  if (session.uid !== device.uid || session.deviceId !== device.deviceId) throw notBound();
  if (passage.sealedIn !== undefined && passage.sealedIn !== session.id) {
    throw refusal('U01', 'This order was signed for another session. No money was taken.');
  }
  if (session.nonce !== order.nonce) {
    throw refusal('U01', 'This approval was already used or replaced. No money was taken.');
  }
  if (batch.nowMs - session.nonceMs > NONCE_LIFE_MS) {
    throw refusal('U70', 'The payment was approved too late. No money was taken. Try again.');
  }
  const isTerminalOff = order.vmid !== '' && !batch.state.onlineTerminals.has(order.vmid);
  if (passage.route !== order.vmid && !isTerminalOff) {
    throw refusal(
      'U10',
      'The payment came another way than it was signed for. No money was taken.',
    );
  }
  return session;
}

interface Verdict {
  readonly fields: Omit<Movement, 'payee'>;
  readonly payee: Account | undefined;
  /** Undefined when nothing speaks against the payment. */
  readonly code: ResponseCode | undefined;
}

const NOBODY: readonly string[] = [];

/** The accounts that a fault's scope may name. */
const partiesOf = (state: BankState, payer: Account, payeeVpa: string): string[] => {
  const payee = state.accountByVpa.get(payeeVpa);
  return payee ? [payer.id, payee.id] : [payer.id];
};

/** Makes the payment, lets it wait in SUSPENSE, or writes down why not. */
function move(
  { bounds, holdWatch }: BankServices,
  batch: Batch,
  { submission, payer, deviceKey }: Attempt,
  { fields, payee, code }: Verdict,
): PaymentRecord {
  const { amountPaise, orderBytes: order, signature, order: asked } = submission;
  const isHeld = code !== undefined && isFateCode(code);
  const isFull = isHeld && batch.state.holds.size >= bounds.holdsMax;
  if (!payee || isFull || (code !== undefined && !isHeld)) {
    const why = isFull ? 'U80' : (code ?? 'ZH');
    return recordDecline(batch, { ...fields, payee, payeeVpa: asked.payee, code: why });
  }
  const movement = { ...fields, payee, order, signature, deviceKey };
  if (isHeld) {
    const hold = recordHold(batch, movement, code);
    batch.after.push(() => holdWatch.noted(hold));
    return hold;
  }
  const record = recordMovement(batch, movement);
  countPayment(batch, payer, payee, amountPaise);
  return record;
}

/** PIN, then order, limits and balance; the verdict is written down either way. */
function settle(services: BankServices, batch: Batch, session: Session, attempt: Attempt) {
  const { submission, payer } = attempt;
  const { order, amountPaise } = submission;
  const { state } = batch;
  const payee = state.accountByVpa.get(order.payee);
  const charge = state.charges.get(order.reference);
  const collect = order.type === 'COLLECT' ? findCollect(batch, order.reference) : undefined;
  const parties = services.faults.isActive ? partiesOf(state, payer, order.payee) : NOBODY;
  const offline = faultBeforePin(services, batch, parties);
  const pin = offline
    ? ({ isRight: false, code: offline } as const)
    : services.pinGuard(batch, session, submission);
  if (services.defences.replayGuard) {
    batch.sessions.touch(session).nonce = newNonce(services.randomBytes);
    session.nonceMs = batch.nowMs;
  }
  const fields = {
    txnId: order.txnId,
    type: 'payment' as const,
    payer,
    amountPaise,
    reference: order.reference,
    note: order.note,
    digest: bytesOfHash(submission.digest),
    ...(pin.isRight ? { serverSignature: pin.serverSignature } : {}),
  };
  const verdict = pin.isRight
    ? declineCode({
        state,
        submission,
        payer,
        payee,
        charge,
        collect,
        nowMs: batch.nowMs,
        timeMs: batch.timeMs,
      })
    : pin.code;
  const code = verdict ?? faultInstead(services, batch, parties)?.code;
  const record = move(services, batch, attempt, { fields, payee, code });
  if (charge && charge.mid === payee?.id) settleCharge(batch, charge, payer, record);
  if (collect) settleCollect(services, batch, collect, standingOf(record));
  if (record.entry > 0) attempt.trace.step('debited');
  if (record.status === 'SUCCESS') attempt.trace.step('credited');
  return { record, charge };
}

function execute(services: BankServices, batch: Batch, attempt: Attempt): Outcome<PaymentResult> {
  const { submission, device, passage } = attempt;
  // While the signature was checked, the device may have been let go of or given another key.
  if (device.revokedMs > 0 || device.publicKey !== attempt.deviceKey) throw notBound();
  const known = answeredRecord(batch.known.get(submission.order.txnId));
  if (known && services.defences.replayGuard) {
    const record = sameAgain(batch.state, known, submission);
    const asker = passage.sealedIn && services.sessions.get(passage.sealedIn);
    const isForPayer = asker ? asker.uid === record.payerId : false;
    return { value: resultOf(batch.state, record, isForPayer) };
  }
  const session = checkSession(services, batch, attempt);
  const { record, charge } = settle(services, batch, session, attempt);
  batch.after.push(() => announcePayment(services, record, charge, attempt.trace));
  return { value: resultOf(batch.state, record, true) };
}

/** Design section 5 (5): form, device signature, then the rest inside one batch. */
export async function submitPayment(
  services: BankServices,
  params: PaymentSubmitParams,
  passage: Passage,
): Promise<PaymentResult> {
  const { state, sessions, runner, meter } = services;
  const trace = startTrace(services, params, passage.route);
  const startedMs = services.monotonicMs();
  const submission = readSubmission(params);
  const { order } = submission;
  const payer = state.accountByVpa.get(order.payer);
  const device = payer && boundDevice(state, payer.id, order.deviceId);
  if (!device) throw notBound();
  const deviceKey = device.publicKey;
  const { signature, signedBytes } = submission;
  const { orderBinding } = services.defences;
  if (orderBinding && !(await services.verifySignature(deviceKey, signedBytes, signature))) {
    throw refusal('U15', "The phone's signature does not fit the payment. No money was taken.");
  }
  trace.step('verified');
  const session = sessions.get(order.sessionId);
  const isOwnSession = session?.uid === device.uid;
  if (isOwnSession && session.isPaying) {
    throw refusal('U80', 'One payment at a time: wait for the answer to the last one.');
  }
  if (isOwnSession) session.isPaying = true;
  try {
    const attempt: Attempt = { submission, device, deviceKey, payer, passage, trace };
    if (services.faults.isActive) await meetTraffic(services, partiesOf(state, payer, order.payee));
    const result = await runner.run({
      txnIds: [order.txnId],
      ...(order.type === 'COLLECT' ? { collects: [order.reference] } : {}),
      references: CHARGE_REFERENCE.test(order.reference) ? [order.reference] : [],
      execute: (batch) => execute(services, batch, attempt),
    });
    meter.answered(services.monotonicMs() - startedMs);
    if (services.faults.isActive) loseReply(services, partiesOf(state, payer, order.payee));
    return result;
  } finally {
    if (isOwnSession) {
      session.isPaying = false;
      session.lastUsedMs = services.nowMs();
    }
  }
}
