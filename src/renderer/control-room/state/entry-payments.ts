import type { EntryRow } from '#shared/protocol/admin-methods.ts';
import type { PaymentRow } from '#shared/protocol/payments.ts';

/**
 * A ledger entry as a row of the list of payments. An observer is shown no declined payments, only
 * the movements of money that the ledger proves, and each of those succeeded.
 */
export const paymentOfEntry = (entry: EntryRow): PaymentRow => ({
  sequence: entry.sequence,
  txnId: entry.txnId,
  rrn: entry.rrn,
  type: entry.type,
  payer: entry.debit,
  payerName: entry.debitName,
  payee: entry.credit,
  payeeName: entry.creditName,
  amountPaise: entry.amountPaise,
  code: '00',
  status: 'SUCCESS',
  reference: '',
  note: '',
  timeMs: entry.timeMs,
  ledger: { entry: entry.sequence, leaf: entry.leaf, block: entry.block },
});
