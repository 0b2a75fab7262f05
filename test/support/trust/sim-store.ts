import type { CheckpointKeeper } from '#bank/ledger/checkpoint-keeper.ts';
import type { BankStore, StoreBatch } from '#bank/store/bank-store.ts';
import { StoreFailure } from '#bank/store/store-failure.ts';

/**
 * What becomes of the next commit:
 * - `refuse`: the store says that its disk is full
 * - `crash-before`, `crash-after`: the bank dies around it; nobody hears anything any more
 * - `lost-before`, `lost-after`: the store does not know at first what became of it
 */
export type SimFault = 'refuse' | 'crash-before' | 'crash-after' | 'lost-before' | 'lost-after';

export interface SimStorage {
  fault: SimFault | undefined;
  readonly commits: number;
  /** A store over the same database, as a bank that starts anew opens it. */
  open(): Promise<BankStore>;
  /** The bank that held the store is gone, with whatever it had not written. */
  abandon(): Promise<void>;
  readonly keeper: CheckpointKeeper;
  /** The last checkpoint may not have reached its file when the bank died. */
  forgetNewestCheckpoint(): void;
}

/** @param openStore opens the same database again and again */
export function simStorage(openStore: () => Promise<BankStore>): SimStorage {
  let real: BankStore | undefined;
  let commits = 0;
  let checkpoints: (string | undefined)[] = [undefined];
  const dead = () => new StoreFailure('closed', 'The bank is dead.');

  const storage: SimStorage = {
    fault: undefined,
    get commits() {
      return commits;
    },
    async open() {
      const store = await openStore();
      real = store;
      let isDead = false;
      const alive = <T>(work: () => Promise<T>): Promise<T> =>
        isDead ? Promise.reject(dead()) : work();
      const commit = async (batch: StoreBatch): Promise<void> => {
        const { fault } = storage;
        storage.fault = undefined;
        if (fault === 'refuse') throw new StoreFailure('disk-full', 'The disk is full.');
        isDead = fault === 'crash-before' || fault === 'crash-after';
        if (fault === undefined || fault === 'crash-after' || fault === 'lost-after') {
          await store.commit(batch);
          commits += 1;
        }
        if (isDead) throw dead();
        if (fault !== undefined) {
          throw new StoreFailure('lost', 'The line is dead.', { isOutcomeUnknown: true });
        }
      };
      return {
        ...store,
        commit: (batch) => alive(() => commit(batch)),
        findRecords: (txnIds) => alive(() => store.findRecords(txnIds)),
        findCharges: (references) => alive(() => store.findCharges(references)),
        close: async () => {
          if (!isDead) await store.close();
        },
      };
    },
    async abandon() {
      await real?.close();
      real = undefined;
    },
    keeper: {
      read: async () => checkpoints.at(-1),
      write: (text) => {
        checkpoints = [checkpoints.at(-1), text];
      },
      flush: async () => undefined,
    },
    forgetNewestCheckpoint() {
      checkpoints = checkpoints.slice(0, 1);
    },
  };
  return storage;
}
