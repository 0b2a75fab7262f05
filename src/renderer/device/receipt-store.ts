import type { KeyValue } from './key-value.ts';

/** A receipt kept on the phone, so that it can be shown and checked without the bank. */
export interface KeptReceipt {
  readonly txnId: string;
  /** C2SP .tlog-proof text. */
  readonly receipt: string;
  readonly savedMs: number;
}

/** The oldest go when there are more; the bank still has them. */
const RECEIPTS_MAX = 200;
const PREFIX = 'receipt/';

const isKept = (value: unknown): value is KeptReceipt => {
  const kept = value as Partial<KeptReceipt> | undefined;
  return typeof kept?.receipt === 'string' && typeof kept.savedMs === 'number';
};

export interface ReceiptStore {
  load(txnId: string): Promise<string | undefined>;
  save(kept: KeptReceipt): Promise<void>;
}

export function createReceiptStore(store: KeyValue): ReceiptStore {
  async function dropOldest(): Promise<void> {
    const kept = (await store.entries())
      .filter(([key]) => key.startsWith(PREFIX))
      .map(([key, value]) => ({ key, savedMs: isKept(value) ? value.savedMs : 0 }))
      .sort((left, right) => right.savedMs - left.savedMs);
    for (const { key } of kept.slice(RECEIPTS_MAX)) await store.delete(key);
  }
  return {
    async load(txnId) {
      const value = await store.get(PREFIX + txnId);
      return isKept(value) ? value.receipt : undefined;
    },
    async save(kept) {
      await store.set(PREFIX + kept.txnId, kept);
      await dropOldest();
    },
  };
}
