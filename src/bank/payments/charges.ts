import type { ChargeOrder } from '#shared/protocol/payments.ts';
import type { ResponseCode } from '#shared/response-codes.ts';
import type { BankState } from '../state/bank-state.ts';
import type { Batch } from '../state/batch.ts';
import type { Account, Charge, PaymentRecord } from '../state/entities.ts';
import { fateOf } from './held/fates.ts';

/** References that the bank makes look like this; other references are the payee's own business. */
export const CHARGE_REFERENCE = /^CH[0-9A-HJKMNP-TV-Z]{16}$/;

const isOpen = (charge: Charge): boolean => charge.state === 'active' || charge.state === 'scanned';

/** The state at a moment: an open charge whose time is over has expired. */
export const chargeStateAt = (charge: Charge, nowMs: number): Charge['state'] =>
  isOpen(charge) && nowMs >= charge.expiresMs ? 'expired' : charge.state;

/** Whether it may still be paid. */
export function isOpenAt(charge: Charge, nowMs: number): boolean {
  const state = chargeStateAt(charge, nowMs);
  return state === 'active' || state === 'scanned';
}

/** A charge as POS, phone and control room see it. */
export function chargeView(state: BankState, charge: Charge, nowMs: number): ChargeOrder {
  const merchant = state.merchants.get(charge.mid);
  const account = state.accounts.get(charge.mid);
  if (!merchant || !account) throw new Error(`charge ${charge.reference} has no merchant`);
  return {
    reference: charge.reference,
    vmid: merchant.vmid,
    payee: account.vpa,
    amountPaise: String(charge.amountPaise),
    note: charge.note,
    state: chargeStateAt(charge, nowMs),
    createdMs: charge.createdMs,
    expiresMs: charge.expiresMs,
    isOneShot: state.settings.isOrderOneShot,
    ...(charge.payerName === '' ? {} : { payerName: charge.payerName }),
    ...(charge.lastCode === '' ? {} : { lastCode: charge.lastCode }),
    ...(charge.txnId === '' ? {} : { txnId: charge.txnId }),
    ...(charge.rrn === '' ? {} : { rrn: charge.rrn }),
    ...(charge.entry === 0
      ? {}
      : { ledger: { entry: charge.entry, leaf: charge.leaf, block: charge.block } }),
  };
}

/** Why a payment does not fit the charge it names; undefined when it does. */
export function chargeProblem(
  charge: Charge | undefined,
  payee: Account,
  amountPaise: number,
  nowMs: number,
): ResponseCode | undefined {
  if (!charge) return 'U10';
  if (charge.mid !== payee.id) return 'X6';
  if (chargeStateAt(charge, nowMs) === 'expired') return 'X1';
  if (!isOpenAt(charge, nowMs)) return 'U10';
  return charge.amountPaise === amountPaise ? undefined : 'U12';
}

/** Declines that say nothing about the charge itself, so it stays open even when it has one shot. */
const NOT_A_TRY: ReadonlySet<ResponseCode> = new Set(['U12', 'X6', 'X7']);

/** Notes on the charge how a payment for it ended; other tries leave a closed charge alone. */
export function settleCharge(
  batch: Batch,
  charge: Charge,
  payer: Account,
  record: PaymentRecord,
): void {
  if (!isOpenAt(charge, batch.nowMs)) return;
  batch.charges.touch(charge);
  charge.payerName = payer.name;
  charge.lastCode = record.code;
  if (record.type === 'hold') {
    charge.state = 'pending';
    charge.lastCode = fateOf(record).now.code;
    charge.txnId = record.txnId;
    charge.rrn = record.rrn;
  } else if (record.status === 'SUCCESS') {
    payCharge(charge, record);
    charge.txnId = record.txnId;
    charge.rrn = record.rrn;
  } else {
    reopen(batch, charge);
  }
}

function payCharge(charge: Charge, { entry, leaf, block }: PaymentRecord): void {
  Object.assign(charge, { state: 'paid', lastCode: '00', entry, leaf, block });
}

/** After a try that came to nothing. */
function reopen(batch: Batch, charge: Charge): void {
  const { lastCode } = charge;
  const isTry = lastCode !== '' && !NOT_A_TRY.has(lastCode);
  if (batch.state.settings.isOrderOneShot && isTry) {
    charge.state = 'failed';
  } else {
    // The code is good for another try, so the POS shows it again, with what went wrong.
    charge.state = 'active';
  }
}

/** The payment that a charge was waiting for has ended. */
export function endPendingCharge(
  batch: Batch,
  charge: Charge | undefined,
  hold: PaymentRecord,
  ending: PaymentRecord,
): void {
  if (charge?.state !== 'pending' || charge.txnId !== hold.txnId) return;
  batch.charges.touch(charge);
  if (ending.type === 'release') {
    payCharge(charge, ending);
    return;
  }
  charge.lastCode = fateOf(hold).done.code;
  charge.txnId = '';
  charge.rrn = '';
  reopen(batch, charge);
}

/** Drops the oldest finished charges from memory; the store keeps them. Outside of batches only. */
export function trimCharges(state: BankState, max: number, nowMs: number): void {
  let surplus = state.charges.size - max;
  if (surplus <= 0) return;
  for (const [reference, charge] of state.charges) {
    if (!isOpenAt(charge, nowMs)) state.charges.delete(reference);
    if (--surplus <= 0) break;
  }
}
