import { useState } from 'react';
import type { CheckedReceipt } from '#shared/device/account.ts';
import type { Outcome, PhoneFailure } from '#shared/device/outcome.ts';
import { usePhone } from '../app/phone-context.ts';

export interface ReceiptReader {
  /** Proved on this phone. */
  readonly receipt: CheckedReceipt | undefined;
  readonly failure: PhoneFailure | undefined;
  readonly isBusy: boolean;
  readonly read: () => Promise<CheckedReceipt | undefined>;
}

/** A payment's receipt: from the phone's own store, else from the bank; checked here either way. */
export function useReceipt(txnId: string): ReceiptReader {
  const { client, phone, nowMs } = usePhone();
  const [receipt, setReceipt] = useState<CheckedReceipt>();
  const [failure, setFailure] = useState<PhoneFailure>();
  const [isBusy, setBusy] = useState(false);

  const fromStore = async (): Promise<Outcome<CheckedReceipt> | undefined> => {
    const kept = await phone.receipts.load(txnId).catch(() => undefined);
    if (!kept) return undefined;
    const checked = await client.checkReceipt(kept);
    return checked.ok && checked.value.txnId === txnId ? checked : undefined;
  };
  const fromBank = async (): Promise<Outcome<CheckedReceipt>> => {
    const checked = await client.receipt(txnId);
    if (!checked.ok) return checked;
    const kept = { txnId, receipt: checked.value.text, savedMs: nowMs() };
    // The bank still has it when the phone cannot keep it.
    await phone.receipts.save(kept).catch(() => undefined);
    return checked;
  };
  return {
    receipt,
    failure,
    isBusy,
    async read() {
      setBusy(true);
      const checked = (await fromStore()) ?? (await fromBank());
      setBusy(false);
      setReceipt(checked.ok ? checked.value : undefined);
      setFailure(checked.ok ? undefined : checked.failure);
      return checked.ok ? checked.value : undefined;
    },
  };
}
