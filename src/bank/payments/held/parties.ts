import type { BankState } from '../../state/bank-state.ts';
import type { Account, PaymentRecord } from '../../state/entities.ts';
import { fateOf } from './fates.ts';

/** A record as people see it: who pays whom, and how it stands now. */
export interface Seen {
  readonly payer: Account | undefined;
  readonly payee: Account | undefined;
  readonly status: PaymentRecord['status'];
  readonly code: PaymentRecord['code'];
  readonly type: PaymentRecord['type'];
  /** The payment's own id; a release is part of the payment it ends. */
  readonly txnId: string;
}

/**
 * Beside SUSPENSE a record's `payeeVpa` names the other party: people hear of payer and payee, and
 * of a hold what it is now or what it has become.
 */
export function seen(state: BankState, record: PaymentRecord): Seen {
  const { type, txnId, status, code } = record;
  const payer = state.accounts.get(record.payerId);
  const payee = state.accounts.get(record.payeeId);
  const other = state.accountByVpa.get(record.payeeVpa);
  switch (type) {
    case 'hold': {
      const { now, done } = fateOf(record);
      const verdict = state.holds.has(txnId) ? now : done;
      return { payer, payee: other, ...verdict, type: 'payment', txnId };
    }
    case 'release':
      return { payer: other, payee, status, code, type: 'payment', txnId: record.relatedTxnId };
    case 'reversal':
      return { payer: other, payee, status, code, type, txnId };
    default:
      return { payer, payee, status, code, type, txnId };
  }
}
