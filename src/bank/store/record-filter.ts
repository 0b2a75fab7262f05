import type { PaymentRecord } from '../state/entities.ts';
import type { RecordQuery } from './bank-store.ts';

/** The part of a query that is judged record by record; the same in every store. */
export function matchesQuery(record: PaymentRecord, query: RecordQuery): boolean {
  const { amountPaise, timeMs } = record;
  return (
    (query.before === undefined || record.sequence < query.before) &&
    (query.account === undefined ||
      record.payerId === query.account.id ||
      record.payeeId === query.account.id ||
      (record.type === 'hold' && record.payeeVpa === query.account.vpa)) &&
    (query.otherId === undefined ||
      record.payerId === query.otherId ||
      record.payeeId === query.otherId ||
      (record.payeeVpa !== '' && record.payeeVpa === query.otherVpa)) &&
    (query.txnId === undefined || record.txnId === query.txnId) &&
    (query.rrn === undefined || record.rrn === query.rrn) &&
    (query.minPaise === undefined || amountPaise >= query.minPaise) &&
    (query.maxPaise === undefined || amountPaise <= query.maxPaise) &&
    (query.fromMs === undefined || timeMs >= query.fromMs) &&
    (query.toMs === undefined || timeMs <= query.toMs) &&
    (query.beforeEntry === undefined || record.entry < query.beforeEntry) &&
    (query.isEntry !== true || record.entry > 0) &&
    (query.block === undefined || record.block === query.block)
  );
}

/** The record before this one in an account's history; 0 for none. */
export const previousInHistory = (record: PaymentRecord, accountId: string): number =>
  record.payerId === accountId ? record.payerPrevious : record.payeePrevious;

/** An RRN's last eight digits are its record's sequence modulo this. */
export const STAN_MODULUS = 100_000_000;
