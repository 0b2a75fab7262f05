import { MAX_PAISE } from '#shared/money.ts';
import type { ParamsOf } from '#shared/protocol/json-rpc.ts';
import { refusal } from '#shared/protocol/json-rpc.ts';
import type { PaymentResult } from '#shared/protocol/payments.ts';
import type { terminalMethods } from '#shared/protocol/terminal-methods.ts';
import { sha256 } from '../ledger/hash-text.ts';
import type { BankServices } from '../services.ts';
import type { Batch } from '../state/batch.ts';
import type { Outcome } from '../state/batch-runner.ts';
import type { Merchant, PaymentRecord } from '../state/entities.ts';
import { tellAdmin } from './announce.ts';
import { answeredRecord, resultOf, rowOf } from './answers.ts';
import { seen } from './held/parties.ts';
import { recordDecline, recordMovement } from './records.ts';

type Params = ParamsOf<typeof terminalMethods, 'merchant.refund'>;

/** Same id, same original, same amount: the same refund again. */
const digestOf = ({ txnId, refundTxnId, amountPaise }: Params): Uint8Array =>
  sha256(`upi-sim/refund/v1\0${refundTxnId}\n${txnId}\n${amountPaise}`);

/** @throws RpcError U48 or U10 when there is nothing of this merchant's to refund */
function originalOf(batch: Batch, merchant: Merchant, txnId: string): PaymentRecord {
  const original = answeredRecord(batch.known.get(txnId));
  const { payee, type, status } = original ? seen(batch.state, original) : {};
  if (!original || payee?.id !== merchant.mid) {
    throw refusal('U48', 'There is no payment with this id to this shop. Nothing was refunded.');
  }
  if (type !== 'payment' || status !== 'SUCCESS') {
    throw refusal('U10', 'Only a payment that was made can be refunded. Nothing was refunded.');
  }
  return original;
}

function refund(
  services: BankServices,
  batch: Batch,
  merchant: Merchant,
  params: Params,
): Outcome<PaymentResult> {
  const { state } = batch;
  const digest = digestOf(params);
  const known = answeredRecord(batch.known.get(params.refundTxnId));
  if (known) {
    if (Buffer.compare(known.digest, digest) === 0) return { value: resultOf(state, known, true) };
    throw refusal('U01', 'This refund id was used for something else. Nothing was refunded.');
  }
  const original = originalOf(batch, merchant, params.txnId);
  const amountPaise = Number(params.amountPaise);
  const refundedPaise = batch.refunded.get(original.txnId) ?? 0;
  if (refundedPaise + amountPaise > original.amountPaise) {
    const left = (original.amountPaise - refundedPaise) / 100;
    throw refusal(
      'U12',
      `At most ${left} rupees of this payment can be refunded. Nothing was done.`,
    );
  }
  const payer = state.accounts.get(merchant.mid);
  const payee = state.accounts.get(original.payerId);
  if (!payer || !payee) throw new Error('a payment lost its accounts');
  const fields = {
    txnId: params.refundTxnId,
    type: 'refund' as const,
    payer,
    payee,
    amountPaise,
    reference: original.reference,
    relatedTxnId: original.txnId,
    digest,
  };
  if (payer.balancePaise < amountPaise) {
    return { value: resultOf(state, recordDecline(batch, { ...fields, code: 'Z9' }), true) };
  }
  if (payee.balancePaise + amountPaise > MAX_PAISE) {
    return { value: resultOf(state, recordDecline(batch, { ...fields, code: 'PS' }), true) };
  }
  const record = recordMovement(batch, fields);
  batch.refunded.set(original.txnId, refundedPaise + amountPaise);
  batch.after.push(() => announceRefund(services, merchant, record));
  return { value: resultOf(state, record, true) };
}

function announceRefund(services: BankServices, merchant: Merchant, record: PaymentRecord): void {
  const { state, events, sessions } = services;
  if (sessions.hasUser(record.payeeId)) {
    const row = rowOf(state, record, record.payeeId);
    events.emit({ to: 'phone', uid: record.payeeId, event: { kind: 'credited', row } });
  }
  if (state.onlineTerminals.has(merchant.vmid)) {
    const balancePaise = String(state.accounts.get(merchant.mid)?.balancePaise ?? 0);
    const row = rowOf(state, record, merchant.mid);
    events.emit({
      to: 'terminal',
      vmid: merchant.vmid,
      event: { kind: 'payment', row, balancePaise },
    });
  }
  tellAdmin(services, record);
}

/** Gives a payment back, in full or in part. The caller has checked the password. */
export const refundPayment = (services: BankServices, merchant: Merchant, params: Params) =>
  services.runner.run({
    txnIds: [params.refundTxnId, params.txnId],
    refundsOf: [params.txnId],
    execute: (batch) => refund(services, batch, merchant, params),
  });
