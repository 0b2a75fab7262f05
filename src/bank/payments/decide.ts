import type { ResponseCode } from '#shared/response-codes.ts';
import { collectProblem } from '../collects/collects.ts';
import { bankRestrictionCode, restrictionKind } from '../collects/restrictions.ts';
import type { BankState } from '../state/bank-state.ts';
import type { Account, Charge, Collect } from '../state/entities.ts';
import { CHARGE_REFERENCE, chargeProblem } from './charges.ts';
import { brokenLimit } from './limits.ts';
import type { Submission } from './submission.ts';

/** Everything a payment's outcome depends on once signature, nonce and PIN are right. */
export interface PaymentFacts {
  readonly state: BankState;
  readonly submission: Submission;
  readonly payer: Account;
  readonly payee: Account | undefined;
  /** The charge the order names, when the bank made it. */
  readonly charge: Charge | undefined;
  /** The collect request that an order of type COLLECT names. */
  readonly collect: Collect | undefined;
  readonly nowMs: number;
  /** Of the ledger, never before that of earlier commits: a clock set back opens no second day. */
  readonly timeMs: number;
}

const PAYER_STATE = { active: undefined, dormant: 'ZX', frozen: 'YE' } as const;
const PAYEE_STATE = { active: undefined, dormant: 'ZY', frozen: 'YF' } as const;

/** Checks the terminal that the order was signed for, if any. */
function terminalProblem({ state, submission, payee }: PaymentFacts): ResponseCode | undefined {
  const { vmid } = submission.order;
  if (vmid === '') return undefined;
  const merchant = state.merchantByVmid.get(vmid);
  if (!merchant || !state.onlineTerminals.has(vmid)) return 'X7';
  return merchant.mid === payee?.id ? undefined : 'X6';
}

/** What the payee's UPI ID, the charge or the collect request say against the payment. */
function requestProblem(facts: PaymentFacts, payee: Account): ResponseCode | undefined {
  const { state, submission, payer, charge, collect, nowMs } = facts;
  const { order, amountPaise } = submission;
  const restricted = bankRestrictionCode(state, payee.id);
  if (restricted) return restricted;
  if (restrictionKind(state, payee.id, payer.id)) return 'ZG';
  if (order.type === 'COLLECT') return collectProblem(collect, payer, payee, amountPaise, nowMs);
  if (!CHARGE_REFERENCE.test(order.reference)) return undefined;
  return chargeProblem(charge, payee, amountPaise, nowMs);
}

/**
 * Design section 5 (5), last two checks: order and limits, then balance. Gives the code to decline
 * with, or undefined when the money may move.
 */
export function declineCode(facts: PaymentFacts): ResponseCode | undefined {
  const { state, submission, payer, payee, timeMs } = facts;
  const { amountPaise } = submission;
  if (PAYER_STATE[payer.state]) return PAYER_STATE[payer.state];
  const terminal = terminalProblem(facts);
  if (terminal) return terminal;
  if (!payee) return 'ZH';
  if (payee === payer) return 'U96';
  if (PAYEE_STATE[payee.state]) return PAYEE_STATE[payee.state];
  const problem = requestProblem(facts, payee);
  if (problem) return problem;
  const limit = brokenLimit(state, payer, payee, amountPaise, timeMs);
  if (limit) return limit;
  if (payee.balancePaise + amountPaise > state.settings.balanceMaxPaise) return 'PS';
  return payer.balancePaise < amountPaise ? 'Z9' : undefined;
}
