import type { BankStore, StoreBatch } from '#bank/store/bank-store.ts';
import { StoreFailure } from '#bank/store/store-failure.ts';

/** A real store whose next commits can be made to fail, each in its own way. */
export type CommitFault =
  /** Fails before anything is written. */
  | 'disk-full'
  | 'read-only'
  /** Written, but the answer got lost. */
  | 'lost-after'
  /** Not written, and nobody knows. */
  | 'lost-before'
  /** Nobody ever hears from the store again, which wrote nothing (or did). */
  | 'gone'
  | 'gone-after';

export interface FaultyStore extends BankStore {
  /** The faults of the next commits, in order; after them commits work. */
  readonly faults: CommitFault[];
  /** Holds commits until it is called again; undefined lets them through. */
  hold: Promise<void> | undefined;
  readonly commits: number[];
}

export function faultyStore(store: BankStore): FaultyStore {
  const faults: CommitFault[] = [];
  const commits: number[] = [];
  let isGone = false;
  const lost = () => new StoreFailure('lost', 'The line is dead.', { isOutcomeUnknown: true });
  return {
    ...store,
    faults,
    commits,
    hold: undefined,
    async commit(batch: StoreBatch) {
      await this.hold;
      const fault = faults.shift();
      if (fault === 'disk-full' || fault === 'read-only') {
        throw new StoreFailure(fault, 'The disk is full.');
      }
      if (fault === 'gone') isGone = true;
      if (fault === 'lost-before' || fault === 'gone') throw lost();
      await store.commit(batch);
      commits.push(batch.records.length);
      if (fault === 'gone-after') isGone = true;
      if (fault === 'lost-after' || fault === 'gone-after') throw lost();
    },
    async lastBatch() {
      if (isGone) throw lost();
      return store.lastBatch();
    },
  };
}
