import type { MerchantCategoryId } from '#shared/merchant-categories.ts';
import type { CategorySpending } from './entities.ts';

/** What payers sent to merchants with limits of their own: at most one row a payer and category. */
export interface SpendingBook {
  find(accountId: string, category: MerchantCategoryId): CategorySpending | undefined;
  /** @returns what takes it out again */
  add(spending: CategorySpending): () => void;
}

export function createSpendingBook(stored: readonly CategorySpending[]): SpendingBook {
  const byPayer = new Map<string, Map<MerchantCategoryId, CategorySpending>>();
  function add(spending: CategorySpending): () => void {
    const { accountId, category } = spending;
    const own = byPayer.get(accountId) ?? new Map<MerchantCategoryId, CategorySpending>();
    byPayer.set(accountId, own.set(category, spending));
    return () => own.delete(category);
  }
  for (const spending of stored) add(spending);
  return { find: (accountId, category) => byPayer.get(accountId)?.get(category), add };
}
