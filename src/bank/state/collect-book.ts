import type { Collect } from './entities.ts';

/** Collect requests that have not ended; ended ones are read from the store when asked for. */
export interface CollectBook {
  readonly open: ReadonlyMap<string, Collect>;
  openAs(side: 'payer' | 'requester', accountId: string): ReadonlySet<Collect>;
  /** @returns what takes it out again */
  add(collect: Collect): () => void;
  remove(collect: Collect): void;
}

const NONE: ReadonlySet<Collect> = new Set();

export const isEnded = ({ state }: Collect): boolean => state !== 'pending' && state !== 'approved';

export function createCollectBook(stored: readonly Collect[]): CollectBook {
  const open = new Map<string, Collect>();
  const bySide = {
    payer: new Map<string, Set<Collect>>(),
    requester: new Map<string, Set<Collect>>(),
  };
  const sidesOf = ({ payerId, requesterId }: Collect) =>
    [
      [bySide.payer, payerId],
      [bySide.requester, requesterId],
    ] as const;

  function remove(collect: Collect): void {
    open.delete(collect.reference);
    for (const [index, id] of sidesOf(collect)) {
      const own = index.get(id);
      own?.delete(collect);
      if (own?.size === 0) index.delete(id);
    }
  }
  function add(collect: Collect): () => void {
    open.set(collect.reference, collect);
    for (const [index, id] of sidesOf(collect)) {
      index.set(id, (index.get(id) ?? new Set()).add(collect));
    }
    return () => remove(collect);
  }
  for (const collect of stored) add(collect);
  return { open, openAs: (side, accountId) => bySide[side].get(accountId) ?? NONE, add, remove };
}
