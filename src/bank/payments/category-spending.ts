import { categoryOfMcc, type MerchantCategoryId } from '#shared/merchant-categories.ts';
import type { BankState } from '../state/bank-state.ts';
import type { Batch } from '../state/batch.ts';
import type { Account } from '../state/entities.ts';

/** The category whose limits hold for this payee, if it has any of its own. */
export function categoryOf(state: BankState, payee: Account): MerchantCategoryId | undefined {
  const merchant = payee.kind === 'merchant' ? state.merchants.get(payee.id) : undefined;
  return merchant && categoryOfMcc(merchant.mcc);
}

/** Adds to what the payer sent to this category on this day. */
export function countCategory(
  batch: Batch,
  payer: Account,
  category: MerchantCategoryId,
  day: number,
  amountPaise: number,
): void {
  const { spendings } = batch.state;
  const found = spendings.find(payer.id, category);
  if (found) {
    const sentPaise = (found.day === day ? found.sentPaise : 0) + amountPaise;
    Object.assign(batch.spendings.touch(found), { day, sentPaise });
    return;
  }
  const added = { accountId: payer.id, category, day, sentPaise: amountPaise };
  batch.spendings.add(added, spendings.add(added));
}

/** Takes back what was counted on this day, if that is still the payer's day. */
export function uncountCategory(
  batch: Batch,
  payer: Account,
  category: MerchantCategoryId,
  day: number,
  amountPaise: number,
): void {
  const found = batch.state.spendings.find(payer.id, category);
  if (found?.day !== day) return;
  batch.spendings.touch(found).sentPaise = Math.max(0, found.sentPaise - amountPaise);
}
