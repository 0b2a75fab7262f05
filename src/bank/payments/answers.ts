import { refusal } from '#shared/protocol/json-rpc.ts';
import type { PaymentResult, PaymentRow } from '#shared/protocol/payments.ts';
import { textOfHash } from '../ledger/hash-text.ts';
import type { BankState } from '../state/bank-state.ts';
import type { PaymentRecord } from '../state/entities.ts';
import type { Submission } from './submission.ts';

const partyOf = (state: BankState, id: string, fallbackVpa: string) => {
  const account = state.accounts.get(id);
  return account
    ? { name: account.name, vpa: account.vpa === '' ? account.id : account.vpa }
    : { name: '', vpa: fallbackVpa };
};

const placeOf = (record: PaymentRecord) =>
  record.entry === 0
    ? {}
    : { ledger: { entry: record.entry, leaf: record.leaf, block: record.block } };

/** The durable answer. Balance and the bank's signature are for the payer's own eyes only. */
export function resultOf(
  state: BankState,
  record: PaymentRecord,
  isForPayer: boolean,
): PaymentResult {
  const payer = partyOf(state, record.payerId, '');
  const payee = partyOf(state, record.payeeId, record.payeeVpa);
  return {
    txnId: record.txnId,
    status: record.status,
    code: record.code,
    rrn: record.rrn,
    amountPaise: String(record.amountPaise),
    payer: payer.vpa,
    payee: payee.vpa,
    payeeName: payee.name,
    payerName: payer.name,
    reference: record.reference,
    note: record.note,
    timeMs: record.timeMs,
    ...placeOf(record),
    ...(isForPayer && record.entry > 0 ? { balancePaise: String(record.balancePaise) } : {}),
    ...(isForPayer && record.serverSignature.length > 0
      ? { serverSignature: Buffer.from(record.serverSignature).toString('base64url') }
      : {}),
  };
}

/** A list row; `viewer` is the account whose list it is, for its direction. */
export function rowOf(state: BankState, record: PaymentRecord, viewer?: string): PaymentRow {
  const payer = partyOf(state, record.payerId, '');
  const payee = partyOf(state, record.payeeId, record.payeeVpa);
  return {
    sequence: record.sequence,
    txnId: record.txnId,
    rrn: record.rrn,
    ...(viewer === undefined
      ? {}
      : { direction: record.payerId === viewer ? ('debit' as const) : ('credit' as const) }),
    type: record.type,
    payer: payer.vpa,
    payerName: payer.name,
    payee: payee.vpa,
    payeeName: payee.name,
    amountPaise: String(record.amountPaise),
    code: record.code,
    status: record.status,
    reference: record.reference,
    note: record.note,
    timeMs: record.timeMs,
    ...placeOf(record),
  };
}

/** The record that a payment id was answered with, whoever asked. */
export const answeredRecord = (records: readonly PaymentRecord[] | undefined) =>
  records?.find(({ type }) => type === 'payment' || type === 'refund');

/**
 * Idempotency: the stored record when this is the same payment again.
 * @throws U58, U59, U60 or U01 (RpcError) when the id was used for something else
 */
export function sameAgain(
  state: BankState,
  record: PaymentRecord,
  submission: Submission,
): PaymentRecord {
  if (textOfHash(record.digest) === submission.digest) return record;
  const { order, amountPaise } = submission;
  const payerVpa = partyOf(state, record.payerId, '').vpa;
  const payeeVpa = partyOf(state, record.payeeId, record.payeeVpa).vpa;
  if (payerVpa !== order.payer) {
    throw refusal('U60', 'This payment id belongs to another payer. Nothing was taken.');
  }
  if (payeeVpa !== order.payee) {
    throw refusal(
      'U59',
      'This payment id was used before for another payee. Nothing more was taken.',
    );
  }
  if (record.amountPaise !== amountPaise) {
    throw refusal(
      'U58',
      'This payment id was used before with another amount. Nothing more was taken.',
    );
  }
  throw refusal(
    'U01',
    'This payment id was used before with another reference. Nothing more was taken.',
  );
}
