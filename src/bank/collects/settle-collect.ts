import type { BankServices } from '../services.ts';
import type { Batch } from '../state/batch.ts';
import type { Collect, PaymentRecord } from '../state/entities.ts';
import { afterChange, isOpenAt } from './collects.ts';
import { watchExpiry } from './expiry.ts';

const ENDS: Readonly<Record<PaymentRecord['status'], Collect['state']>> = {
  SUCCESS: 'paid',
  // The payment may still go either way, so nobody can approve a second one meanwhile.
  PENDING: 'approved',
  DEEMED: 'approved',
  // The request is good for another try until it expires.
  FAILURE: 'pending',
  REVERSED: 'pending',
};

/**
 * Notes on a request how the payment that approves it stands; called again when a pending one is
 * resolved. Orders of anybody else, and for a request that has ended, leave it alone.
 */
export function settleCollect(
  services: BankServices,
  batch: Batch,
  collect: Collect,
  record: PaymentRecord,
): void {
  if (collect.payerId !== record.payerId || !isOpenAt(collect, batch.nowMs)) return;
  if (collect.state === 'approved' && collect.txnId !== record.txnId) return;
  batch.collects.touch(collect);
  collect.state = ENDS[record.status];
  collect.lastCode = record.code;
  const isTaken = collect.state !== 'pending';
  Object.assign(collect, {
    txnId: isTaken ? record.txnId : '',
    rrn: isTaken ? record.rrn : '',
    entry: isTaken ? record.entry : 0,
    leaf: isTaken ? record.leaf : 0,
    block: isTaken ? record.block : 0,
    endedMs: collect.state === 'paid' ? batch.nowMs : 0,
  });
  afterChange(services, batch, collect);
  if (collect.state === 'pending') batch.after.push(() => watchExpiry(services));
}
