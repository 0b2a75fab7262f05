import { indianDay } from '#shared/indian-time.ts';
import { perDayOf, perTransactionOf } from '#shared/merchant-categories.ts';
import type { ResponseCode } from '#shared/response-codes.ts';
import type { BankState } from '../state/bank-state.ts';
import type { Batch } from '../state/batch.ts';
import type { Account, PaymentRecord } from '../state/entities.ts';
import { categoryOf, countCategory, uncountCategory } from './category-spending.ts';

interface Spending {
  readonly sentPaise: number;
  readonly sentCount: number;
}

const spentToday = (account: Account, day: number): Spending =>
  account.day === day ? account : { sentPaise: 0, sentCount: 0 };

/** What this payment is measured by: its category's limits, or the ordinary ones. */
function scopeOf(state: BankState, payer: Account, payee: Account, day: number) {
  const { settings } = state;
  const category = categoryOf(state, payee);
  if (category === undefined) {
    return {
      perTransactionPaise: settings.perTransactionPaise,
      tooLarge: 'Z8' as const,
      perDayPaise: settings.perDayPaise,
      sentPaise: spentToday(payer, day).sentPaise,
    };
  }
  const spending = state.spendings.find(payer.id, category);
  return {
    perTransactionPaise: settings[perTransactionOf(category)],
    tooLarge: 'UP1' as const,
    perDayPaise: settings[perDayOf(category)],
    sentPaise: spending?.day === day ? spending.sentPaise : 0,
  };
}

/**
 * The first limit that a payment would break, NPCI's codes: Z8 one payment too large (UP1 for the
 * payee's category), ZU day's sum (of the category, where it has one), Z7 day's count, FL first
 * payment and FP sum on a new device. Simulated accounts have no day count and no cooling unless the
 * settings say otherwise.
 */
export function brokenLimit(
  state: BankState,
  payer: Account,
  payee: Account,
  amountPaise: number,
  timeMs: number,
): ResponseCode | undefined {
  const { settings } = state;
  const day = indianDay(timeMs);
  const scope = scopeOf(state, payer, payee, day);
  if (amountPaise > scope.perTransactionPaise) return scope.tooLarge;
  const isExempt = payer.isSimulated && !settings.areSimulatedLimited;
  if (!isExempt && timeMs < payer.coolingUntilMs) {
    if (payer.coolingSentPaise + amountPaise > settings.coolingPaise) {
      return payer.coolingSentPaise === 0 ? 'FL' : 'FP';
    }
  }
  if (scope.sentPaise + amountPaise > scope.perDayPaise) return 'ZU';
  if (!isExempt && spentToday(payer, day).sentCount >= settings.perDayCount) return 'Z7';
  return undefined;
}

function beginDay(account: Account, day: number): void {
  if (account.day === day) return;
  Object.assign(account, { day, sentPaise: 0, sentCount: 0, receivedPaise: 0, receivedCount: 0 });
}

/** Counts what was debited; the account must be touched in the batch already. */
export function countSent(batch: Batch, payer: Account, payee: Account, amountPaise: number): void {
  const { timeMs } = batch;
  const day = indianDay(timeMs);
  beginDay(payer, day);
  const category = categoryOf(batch.state, payee);
  if (category === undefined) payer.sentPaise += amountPaise;
  else countCategory(batch, payer, category, day, amountPaise);
  payer.sentCount += 1;
  if (timeMs < payer.coolingUntilMs) payer.coolingSentPaise += amountPaise;
}

/** Counts what was credited; the account must be touched in the batch already. */
export function countReceived(payee: Account, amountPaise: number, timeMs: number): void {
  beginDay(payee, indianDay(timeMs));
  payee.receivedPaise += amountPaise;
  payee.receivedCount += 1;
}

/** What came back was never paid, as far as the limits of that day and of a new phone go. */
export function uncountSent(
  batch: Batch,
  payer: Account,
  payee: Account,
  { amountPaise, timeMs }: Pick<PaymentRecord, 'amountPaise' | 'timeMs'>,
): void {
  const day = indianDay(timeMs);
  const category = categoryOf(batch.state, payee);
  if (category !== undefined) uncountCategory(batch, payer, category, day, amountPaise);
  if (payer.day === day) {
    if (category === undefined) payer.sentPaise = Math.max(0, payer.sentPaise - amountPaise);
    payer.sentCount = Math.max(0, payer.sentCount - 1);
  }
  if (timeMs < payer.coolingUntilMs) {
    payer.coolingSentPaise = Math.max(0, payer.coolingSentPaise - amountPaise);
  }
}

/** Counts a payment that was made; both accounts must be touched in the batch already. */
export function countPayment(
  batch: Batch,
  payer: Account,
  payee: Account,
  amountPaise: number,
): void {
  countSent(batch, payer, payee, amountPaise);
  countReceived(payee, amountPaise, batch.timeMs);
}

/** What an account received today. */
export const receivedToday = (
  account: Account,
  timeMs: number,
): { readonly paise: number; readonly count: number } =>
  account.day === indianDay(timeMs)
    ? { paise: account.receivedPaise, count: account.receivedCount }
    : { paise: 0, count: 0 };
