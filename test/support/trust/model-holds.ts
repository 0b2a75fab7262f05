import { indianDay, type Model, type ModelAccount, type PaymentOrder } from './model.ts';

/** What the network does to every payment until it is told otherwise. */
export interface ModelFault {
  readonly kind: string;
  readonly code: string;
}

/** A payment whose money is with neither side. */
export interface ModelHold {
  readonly order: PaymentOrder;
  readonly paise: number;
  /** Ledger time of the debit. */
  readonly sinceMs: number;
  readonly end: ModelEnd;
}

interface ModelEnd {
  /** Told while it waits. */
  readonly now: string;
  /** Told when it has ended. */
  readonly done: string;
  readonly isPaid: boolean;
  readonly seconds: number;
}

const ENDS: Readonly<Record<string, ModelEnd>> = {
  '01': { now: '01', done: '00', isPaid: true, seconds: 20 },
  U68: { now: '01', done: 'U68', isPaid: false, seconds: 10 },
  U31: { now: '01', done: 'U31', isPaid: false, seconds: 10 },
  RR: { now: 'RR', done: 'U34', isPaid: false, seconds: 60 },
  RB: { now: 'RB', done: '00', isPaid: true, seconds: 60 },
  '96': { now: '96', done: '00', isPaid: true, seconds: 60 },
};

export const MODEL_FAULTS: readonly ModelFault[] = [
  { kind: 'pending', code: '01' },
  { kind: 'credit-timeout', code: 'U68' },
  { kind: 'credit-failed', code: 'U31' },
  { kind: 'reversal-timeout', code: 'RR' },
  { kind: 'deemed', code: 'RB' },
  { kind: 'deemed', code: '96' },
  { kind: 'debit-timeout', code: 'U67' },
  { kind: 'beneficiary-offline', code: 'Y1' },
  { kind: 'hsm-down', code: 'HS' },
  { kind: 'remitter-offline', code: 'U28' },
];

/** Answered before the PIN is looked at. */
export const faultBeforePin = ({ fault }: Model): string | undefined =>
  fault?.kind === 'hsm-down' || fault?.kind === 'remitter-offline' ? fault.code : undefined;

/** How the payment that nothing speaks against waits, if it does. */
export const endOf = ({ fault }: Model): ModelEnd | undefined => ENDS[fault?.code ?? ''];

function touchDay(account: ModelAccount, day: number): void {
  if (account.day !== day) Object.assign(account, { day, sentPaise: 0, sentCount: 0 });
}

export function debit(payer: ModelAccount, paise: number, nowMs: number): void {
  touchDay(payer, indianDay(nowMs));
  payer.balancePaise -= paise;
  payer.sentPaise += paise;
  payer.sentCount += 1;
  if (nowMs < payer.coolingUntilMs) payer.coolingSentPaise += paise;
}

export function credit(model: Model, vpa: string, paise: number, nowMs: number): void {
  const payee = model.accounts.get(vpa);
  if (!payee) throw new Error('the model lost a payee');
  touchDay(payee, indianDay(nowMs));
  payee.balancePaise += paise;
}

/** The money comes back as if it had never gone, as far as the day's limits go. */
function giveBack(payer: ModelAccount, { paise, sinceMs }: ModelHold): void {
  payer.balancePaise += paise;
  if (payer.day === indianDay(sinceMs)) {
    payer.sentPaise -= paise;
    payer.sentCount -= 1;
  }
  if (sinceMs < payer.coolingUntilMs) {
    payer.coolingSentPaise = Math.max(0, payer.coolingSentPaise - paise);
  }
}

export function hold(model: Model, held: ModelHold): void {
  model.holds.set(held.order.txnId, held);
  const charge = model.charges.get(held.order.reference);
  if (charge) charge.isPending = true;
}

/**
 * Ends everything whose time is over on the bank's clock.
 * @returns whether anything ended
 */
export function endHolds(model: Model, nowMs: number): boolean {
  const due = [...model.holds].filter(
    ([, { sinceMs, end }]) => sinceMs + end.seconds * 1_000 <= nowMs,
  );
  for (const [txnId, held] of due) {
    const { order, paise, end } = held;
    const payer = model.accounts.get(order.payer);
    const answer = model.answers.get(txnId);
    if (!payer || !answer) throw new Error('the model lost a payment');
    if (end.isPaid) credit(model, order.payee, paise, Math.max(nowMs, model.lastTimeMs));
    else giveBack(payer, held);
    answer.code = end.done;
    const charge = model.charges.get(order.reference);
    if (charge) Object.assign(charge, { isPending: false, isPaid: end.isPaid });
    model.holds.delete(txnId);
  }
  return due.length > 0;
}

export const heldPaise = ({ holds }: Model): number =>
  [...holds.values()].reduce((sum, { paise }) => sum + paise, 0);
