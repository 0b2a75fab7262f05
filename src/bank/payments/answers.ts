import { refusal } from '#shared/protocol/json-rpc.ts';
import type { PaymentResult, PaymentRow } from '#shared/protocol/payments.ts';
import { textOfHash } from '../ledger/hash-text.ts';
import type { BankState } from '../state/bank-state.ts';
import type { Account, PaymentRecord } from '../state/entities.ts';
import { seen } from './held/parties.ts';
import type { Submission } from './submission.ts';

const partyOf = (account: Account | undefined, fallbackVpa: string) =>
  account
    ? { name: account.name, vpa: account.vpa === '' ? account.id : account.vpa }
    : { name: '', vpa: fallbackVpa };

/** Payer and payee, status, code and id as people hear of them. */
function factsOf(state: BankState, record: PaymentRecord) {
  const { payer, payee, ...facts } = seen(state, record);
  return { facts, payer: partyOf(payer, ''), payee: partyOf(payee, record.payeeVpa) };
}

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
  const { facts, payer, payee } = factsOf(state, record);
  // After a reversal the balance of then is nobody's balance any more.
  const hasBalance = isForPayer && record.entry > 0 && facts.status !== 'REVERSED';
  return {
    txnId: facts.txnId,
    status: facts.status,
    code: facts.code,
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
    ...(hasBalance ? { balancePaise: String(record.balancePaise) } : {}),
    ...(isForPayer && record.serverSignature.length > 0
      ? { serverSignature: Buffer.from(record.serverSignature).toString('base64url') }
      : {}),
  };
}

/** A list row; `viewer` is the account whose list it is, for its direction. */
export function rowOf(state: BankState, record: PaymentRecord, viewer?: string): PaymentRow {
  const { facts, payer, payee } = factsOf(state, record);
  return {
    sequence: record.sequence,
    txnId: facts.txnId,
    rrn: record.rrn,
    ...(viewer === undefined
      ? {}
      : { direction: record.payerId === viewer ? ('debit' as const) : ('credit' as const) }),
    type: facts.type,
    payer: payer.vpa,
    payerName: payer.name,
    payee: payee.vpa,
    payeeName: payee.name,
    amountPaise: String(record.amountPaise),
    code: facts.code,
    status: facts.status,
    reference: record.reference,
    note: record.note,
    timeMs: record.timeMs,
    ...placeOf(record),
  };
}

/** The record that a payment id was answered with, whoever asked. */
export const answeredRecord = (records: readonly PaymentRecord[] | undefined) =>
  records?.find(({ type }) => type === 'payment' || type === 'refund' || type === 'hold');

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
  const { payer, payee } = factsOf(state, record);
  if (payer.vpa !== order.payer) {
    throw refusal('U60', 'This payment id belongs to another payer. Nothing was taken.');
  }
  if (payee.vpa !== order.payee) {
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
