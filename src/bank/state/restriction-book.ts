import type { Restriction } from './entities.ts';

/** Whose restrictions hold for everybody. */
export const BANK_ITSELF = 'BANK';

/** Restrictions that hold, and those lifted since the start; one for each pair of accounts. */
export interface RestrictionBook {
  find(byId: string, accountId: string): Restriction | undefined;
  of(byId: string): Iterable<Restriction>;
  /** @returns what takes it out again */
  add(restriction: Restriction): () => void;
}

export function createRestrictionBook(stored: readonly Restriction[]): RestrictionBook {
  const byOwner = new Map<string, Map<string, Restriction>>();
  function add(restriction: Restriction): () => void {
    const { byId, accountId } = restriction;
    const own = byOwner.get(byId) ?? new Map<string, Restriction>();
    byOwner.set(byId, own.set(accountId, restriction));
    return () => own.delete(accountId);
  }
  for (const restriction of stored) add(restriction);
  return {
    find: (byId, accountId) => byOwner.get(byId)?.get(accountId),
    of: (byId) => byOwner.get(byId)?.values() ?? [],
    add,
  };
}
