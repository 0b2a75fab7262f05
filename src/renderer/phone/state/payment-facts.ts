import { EQUITY_ACCOUNT, SUSPENSE_ACCOUNT } from '#shared/ids.ts';
import type { PaymentResult, PaymentRow } from '#shared/protocol/payments.ts';

/** The answer to a payment in the form that the history has it. */
export const rowOf = (result: PaymentResult): PaymentRow => ({
  sequence: 0,
  direction: 'debit',
  type: 'payment',
  txnId: result.txnId,
  rrn: result.rrn,
  payer: result.payer,
  payerName: result.payerName,
  payee: result.payee,
  payeeName: result.payeeName,
  amountPaise: result.amountPaise,
  code: result.code,
  status: result.status,
  reference: result.reference,
  note: result.note,
  timeMs: result.timeMs,
  ...(result.ledger ? { ledger: result.ledger } : {}),
});

/** Money that came to this account. */
export const isCredit = (row: PaymentRow): boolean => row.direction === 'credit';

export const otherParty = (row: PaymentRow): { readonly name: string; readonly vpa: string } =>
  isCredit(row)
    ? { name: row.payerName || row.payer, vpa: row.payer }
    : { name: row.payeeName || row.payee, vpa: row.payee };

/** The bank's own account has an id for a name. */
export const isBank = (name: string): boolean =>
  name === EQUITY_ACCOUNT || name === SUSPENSE_ACCOUNT;

/** Only movements of money have a receipt, and the opening balance is nobody's payment. */
export const hasReceipt = (row: PaymentRow): boolean =>
  row.status === 'SUCCESS' && row.type !== 'opening' && row.txnId !== '';

/** People paid before, newest first, each once. */
export function knownPayees(
  rows: readonly PaymentRow[],
  countMax: number,
): readonly { readonly vpa: string; readonly name: string }[] {
  const payees = new Map<string, string>();
  for (const row of rows) {
    if (row.type !== 'payment' || isCredit(row) || row.status === 'FAILURE') continue;
    if (!payees.has(row.payee)) payees.set(row.payee, row.payeeName);
  }
  return [...payees].slice(0, countMax).map(([vpa, name]) => ({ vpa, name }));
}
