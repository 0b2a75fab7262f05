import { indianDay, type Model, type ModelAccount, type PaymentOrder } from './model.ts';
import { credit, debit, endOf, faultBeforePin, hold } from './model-holds.ts';

/** One submission, with what only its sender can know about its proofs. */
export interface ModelSubmission {
  readonly order: PaymentOrder;
  /** Signed by the key that the bank has bound to `order.deviceId`. */
  readonly isSignatureRight: boolean;
  readonly isPinRight: boolean;
  /** VMID of the machine that relayed it; empty when straight. */
  readonly route: string;
  /** The session it was sealed in; undefined when it came unsealed. */
  readonly sealedIn: string | undefined;
  readonly nowMs: number;
}

export type Verdict =
  | { readonly kind: 'refused'; readonly code: string }
  /** A durable answer; `isNew` when this submission made it. */
  | { readonly kind: 'answered'; readonly code: string; readonly isNew: boolean };

const NONCE_LIFE_MS = 300_000;
const HOUR_MS = 3_600_000;
const CHARGE_REFERENCE = /^CH[0-9A-HJKMNP-TV-Z]{16}$/;

const refused = (code: string): Verdict => ({ kind: 'refused', code });

/** Design section 5 (4): the first of these that differs names the refusal. */
function againVerdict(model: Model, order: PaymentOrder): Verdict | undefined {
  if (model.refunds.has(order.txnId)) return refused('U60');
  const known = model.answers.get(order.txnId);
  if (!known) return undefined;
  if (known.payer !== order.payer) return refused('U60');
  if (known.payee !== order.payee) return refused('U59');
  if (known.amountPaise !== Number(order.amountPaise)) return refused('U58');
  if (known.reference !== order.reference) return refused('U01');
  return { kind: 'answered', code: known.code, isNew: false };
}

/** Design section 5 (2) and (3): the session, its nonce, the way it came. */
function sessionCode(model: Model, submission: ModelSubmission): string | undefined {
  const { order, route, sealedIn, nowMs } = submission;
  const session = model.sessions.get(order.sessionId);
  if (!session) return 'U70';
  if (session.vpa !== order.payer || session.deviceId !== order.deviceId) return 'U66';
  if (sealedIn !== undefined && sealedIn !== session.id) return 'U01';
  if (session.nonce !== order.nonce) return 'U01';
  if (nowMs - session.nonceMs > NONCE_LIFE_MS) return 'U70';
  const isOff = order.vmid !== '' && !model.machines.has(order.vmid);
  return route !== order.vmid && !isOff ? 'U10' : undefined;
}

function pinCode({ rules }: Model, payer: ModelAccount, isRight: boolean, nowMs: number) {
  if (payer.lockedUntilMs > nowMs) return 'Z6';
  const wasLocked = payer.lockedUntilMs > 0;
  payer.lockedUntilMs = 0;
  if (isRight) {
    payer.wrongPins = 0;
    return undefined;
  }
  payer.wrongPins = (wasLocked ? 0 : payer.wrongPins) + 1;
  if (payer.wrongPins < rules.pinTriesMax) return 'ZM';
  payer.lockedUntilMs = nowMs + rules.pinLockHours * HOUR_MS;
  return 'Z6';
}

function chargeCode(model: Model, order: PaymentOrder, nowMs: number): string | undefined {
  if (!CHARGE_REFERENCE.test(order.reference)) return undefined;
  const charge = model.charges.get(order.reference);
  if (!charge) return 'U10';
  if (charge.shop !== order.payee) return 'X6';
  const isOpen = !charge.isPaid && !charge.isPending && !charge.isCancelled;
  if (isOpen && nowMs >= charge.expiresMs) return 'X1';
  if (!isOpen) return 'U10';
  return charge.amountPaise === Number(order.amountPaise) ? undefined : 'U12';
}

/** Days are those of the ledger, whose time never runs backwards. */
function limitCode(model: Model, payer: ModelAccount, paise: number, bankMs: number) {
  const { rules } = model;
  const nowMs = Math.max(bankMs, model.lastTimeMs);
  if (paise > rules.perTransactionPaise) return 'Z8';
  if (nowMs < payer.coolingUntilMs && payer.coolingSentPaise + paise > rules.coolingPaise) {
    return payer.coolingSentPaise === 0 ? 'FL' : 'FP';
  }
  const isToday = payer.day === indianDay(nowMs);
  if ((isToday ? payer.sentPaise : 0) + paise > rules.perDayPaise) return 'ZU';
  return (isToday ? payer.sentCount : 0) >= rules.perDayCount ? 'Z7' : undefined;
}

/** Order, limits, balance: why no money moves, or undefined. */
function businessCode(model: Model, payer: ModelAccount, { order, nowMs }: ModelSubmission) {
  const paise = Number(order.amountPaise);
  if (order.vmid !== '') {
    if (!model.machines.has(order.vmid)) return 'X7';
    if (model.machines.get(order.vmid) !== order.payee) return 'X6';
  }
  if (!model.accounts.has(order.payee)) return 'ZH';
  if (order.payee === order.payer) return 'U96';
  return (
    chargeCode(model, order, nowMs) ??
    limitCode(model, payer, paise, nowMs) ??
    (payer.balancePaise < paise ? 'Z9' : undefined)
  );
}

/** Moves the money, or lets it wait; the code that is told. */
function move(
  model: Model,
  payer: ModelAccount,
  { order, nowMs: bankMs }: ModelSubmission,
): string {
  const nowMs = Math.max(bankMs, model.lastTimeMs);
  const paise = Number(order.amountPaise);
  const end = endOf(model);
  if (!end && model.fault) return model.fault.code;
  debit(payer, paise, nowMs);
  if (end) {
    hold(model, { order, paise, sinceMs: nowMs, end });
    return end.now;
  }
  credit(model, order.payee, paise, nowMs);
  const charge = model.charges.get(order.reference);
  if (charge) charge.isPaid = true;
  return '00';
}

/**
 * What the bank must answer, in the order of design section 5 (5), and the model after it. The
 * caller gives the session its next nonce when the answer is new.
 */
export function judge(model: Model, submission: ModelSubmission): Verdict {
  const { order, nowMs } = submission;
  const payer = model.accounts.get(order.payer);
  if (!payer || payer.isShop || payer.deviceId !== order.deviceId) return refused('U66');
  if (!submission.isSignatureRight) return refused('U15');
  const again = againVerdict(model, order);
  if (again) return again;
  const stale = sessionCode(model, submission);
  if (stale !== undefined) return refused(stale);
  const code =
    faultBeforePin(model) ??
    pinCode(model, payer, submission.isPinRight, nowMs) ??
    businessCode(model, payer, submission) ??
    move(model, payer, submission);
  model.answers.set(order.txnId, {
    payer: order.payer,
    payee: order.payee,
    amountPaise: Number(order.amountPaise),
    reference: order.reference,
    code,
    refundedPaise: 0,
  });
  return { kind: 'answered', code, isNew: true };
}

/** A balance or PIN change behind the PIN; a wrong one is counted although it is told as a refusal. */
export function judgePinAction(
  model: Model,
  action: { readonly sessionId: string; readonly isPinRight: boolean; readonly nowMs: number },
): Verdict {
  const session = model.sessions.get(action.sessionId);
  const owner = session && model.accounts.get(session.vpa);
  if (!session || !owner) return refused('U70');
  if (action.nowMs - session.nonceMs > NONCE_LIFE_MS) return refused('U70');
  const code = pinCode(model, owner, action.isPinRight, action.nowMs);
  return code === undefined ? { kind: 'answered', code: '00', isNew: true } : refused(code);
}

/** A refund by the shop that was paid; the password is right. */
export function judgeRefund(
  model: Model,
  shop: string,
  refund: { readonly txnId: string; readonly original: string; readonly amountPaise: number },
): Verdict {
  const known = model.refunds.get(refund.txnId);
  if (known) {
    const isSame = known.original === refund.original && known.amountPaise === refund.amountPaise;
    return isSame ? { kind: 'answered', code: known.code, isNew: false } : refused('U01');
  }
  if (model.answers.has(refund.txnId)) return refused('U01');
  const original = model.answers.get(refund.original);
  if (original?.payee !== shop) return refused('U48');
  if (original.code !== '00') return refused('U10');
  const { amountPaise } = refund;
  if (original.refundedPaise + amountPaise > original.amountPaise) return refused('U12');
  const payer = model.accounts.get(shop);
  const payee = model.accounts.get(original.payer);
  if (!payer || !payee) throw new Error('the model lost an account');
  const code = payer.balancePaise < amountPaise ? 'Z9' : '00';
  if (code === '00') {
    payer.balancePaise -= amountPaise;
    payee.balancePaise += amountPaise;
    original.refundedPaise += amountPaise;
  }
  model.refunds.set(refund.txnId, { original: refund.original, amountPaise, code });
  return { kind: 'answered', code, isNew: true };
}
