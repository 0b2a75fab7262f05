import type { ResponseCode } from '#shared/response-codes.ts';
import type { BankSettings } from '#shared/settings.ts';
import type { Account } from '../state/entities.ts';

const DAY_MS = 86_400_000;
/** Days begin at midnight in India, UTC+5:30. */
const INDIA_OFFSET_MS = 19_800_000;

export const indianDay = (timeMs: number): number =>
  Math.floor((timeMs + INDIA_OFFSET_MS) / DAY_MS);

interface Spending {
  readonly sentPaise: number;
  readonly sentCount: number;
}

const spentToday = (account: Account, day: number): Spending =>
  account.day === day ? account : { sentPaise: 0, sentCount: 0 };

/**
 * The first limit that a payment would break, NPCI's codes: Z8 one payment too large, ZU day's sum,
 * Z7 day's count, FL first payment and FP sum on a new device. Simulated accounts have no day count
 * and no cooling unless the settings say otherwise.
 */
export function brokenLimit(
  settings: BankSettings,
  payer: Account,
  amountPaise: number,
  timeMs: number,
): ResponseCode | undefined {
  if (amountPaise > settings.perTransactionPaise) return 'Z8';
  const spent = spentToday(payer, indianDay(timeMs));
  const isExempt = payer.isSimulated && !settings.areSimulatedLimited;
  if (!isExempt && timeMs < payer.coolingUntilMs) {
    if (payer.coolingSentPaise + amountPaise > settings.coolingPaise) {
      return payer.coolingSentPaise === 0 ? 'FL' : 'FP';
    }
  }
  if (spent.sentPaise + amountPaise > settings.perDayPaise) return 'ZU';
  if (!isExempt && spent.sentCount >= settings.perDayCount) return 'Z7';
  return undefined;
}

function beginDay(account: Account, day: number): void {
  if (account.day === day) return;
  Object.assign(account, { day, sentPaise: 0, sentCount: 0, receivedPaise: 0, receivedCount: 0 });
}

/** Counts what was debited; the account must be touched in the batch already. */
export function countSent(payer: Account, amountPaise: number, timeMs: number): void {
  beginDay(payer, indianDay(timeMs));
  payer.sentPaise += amountPaise;
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
export function uncountSent(payer: Account, amountPaise: number, sentMs: number): void {
  if (payer.day === indianDay(sentMs)) {
    payer.sentPaise = Math.max(0, payer.sentPaise - amountPaise);
    payer.sentCount = Math.max(0, payer.sentCount - 1);
  }
  if (sentMs < payer.coolingUntilMs) {
    payer.coolingSentPaise = Math.max(0, payer.coolingSentPaise - amountPaise);
  }
}

/** Counts a payment that was made; both accounts must be touched in the batch already. */
export function countPayment(
  payer: Account,
  payee: Account,
  amountPaise: number,
  timeMs: number,
): void {
  countSent(payer, amountPaise, timeMs);
  countReceived(payee, amountPaise, timeMs);
}

/** What an account received today. */
export const receivedToday = (
  account: Account,
  timeMs: number,
): { readonly paise: number; readonly count: number } =>
  account.day === indianDay(timeMs)
    ? { paise: account.receivedPaise, count: account.receivedCount }
    : { paise: 0, count: 0 };
