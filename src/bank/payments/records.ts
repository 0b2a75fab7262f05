import { rrnFrom } from '#shared/ids.ts';
import type { EntryTypeName } from '#shared/ledger/leaf.ts';
import type { ResponseCode } from '#shared/response-codes.ts';
import type { Batch } from '../state/batch.ts';
import type { Account, PaymentRecord } from '../state/entities.ts';

const EMPTY = new Uint8Array();

/** What every record says, moved money or not. */
interface RecordFields {
  readonly txnId: string;
  readonly type: EntryTypeName;
  readonly payer: Account;
  readonly payee: Account | undefined;
  readonly amountPaise: number;
  readonly reference?: string;
  readonly note?: string;
  readonly relatedTxnId?: string;
  /** SHA-256 of `idempotencyBytes`. */
  readonly digest?: Uint8Array;
  readonly serverSignature?: Uint8Array;
}

export interface Movement extends RecordFields {
  readonly payee: Account;
  /** The signed order, when a device asked for it. */
  readonly order?: Uint8Array;
  readonly signature?: Uint8Array;
  readonly deviceKey?: Uint8Array;
  /** Beside SUSPENSE: the UPI ID of the party that is not in the entry. */
  readonly otherVpa?: string;
  /** How the payment stands; made when absent. */
  readonly verdict?: Pick<PaymentRecord, 'status' | 'code'>;
}

export interface Decline extends RecordFields {
  readonly code: ResponseCode;
  /** The UPI ID asked for when there is no such account. */
  readonly payeeVpa?: string;
}

type Place = Pick<PaymentRecord, 'entry' | 'leaf' | 'block' | 'balancePaise'>;
const MADE = { status: 'SUCCESS', code: '00' } as const;
const NOWHERE: Place = { entry: 0, leaf: 0, block: 0, balancePaise: -1 };

interface Verdict {
  readonly status: PaymentRecord['status'];
  readonly code: ResponseCode;
  readonly rrn: string;
  readonly payeeVpa: string;
}

function addRecord(batch: Batch, fields: RecordFields, verdict: Verdict, place: Place) {
  const { payer, payee } = fields;
  batch.accounts.touch(payer);
  if (payee) batch.accounts.touch(payee);
  const sequence = ++batch.state.recordCount;
  const record: PaymentRecord = {
    sequence,
    txnId: fields.txnId,
    type: fields.type,
    status: verdict.status,
    code: verdict.code,
    rrn: verdict.rrn,
    payerId: payer.id,
    payeeId: payee?.id ?? '',
    payeeVpa: verdict.payeeVpa,
    amountPaise: fields.amountPaise,
    reference: fields.reference ?? '',
    note: fields.note ?? '',
    relatedTxnId: fields.relatedTxnId ?? '',
    timeMs: batch.timeMs,
    digest: fields.digest ?? EMPTY,
    balancePaise: place.balancePaise,
    serverSignature: fields.serverSignature ?? EMPTY,
    entry: place.entry,
    leaf: place.leaf,
    block: place.block,
    payerPrevious: payer.lastRecord,
    payeePrevious: payee?.lastRecord ?? 0,
  };
  payer.lastRecord = sequence;
  if (payee) payee.lastRecord = sequence;
  batch.records.push(record);
  const same = batch.known.get(record.txnId);
  if (same) batch.known.set(record.txnId, [...same, record]);
  else batch.known.set(record.txnId, [record]);
  return record;
}

const nextRrn = (batch: Batch): string => rrnFrom(batch.rrnDay, batch.state.recordCount + 1);

/** Moves money from payer to payee and writes it down: one ledger entry, one record. */
export function recordMovement(batch: Batch, movement: Movement): PaymentRecord {
  const { payer, payee, amountPaise } = movement;
  if (!Number.isSafeInteger(amountPaise) || amountPaise <= 0 || payer === payee) {
    throw new Error('not a movement of money');
  }
  const rrn = nextRrn(batch);
  const place = batch.state.book.appendEntry({
    timeMs: batch.timeMs,
    type: movement.type,
    txnId: movement.txnId,
    debit: payer.id,
    credit: payee.id,
    amountPaise,
    rrn,
    relatedTxnId: movement.relatedTxnId ?? '',
    order: movement.order ?? EMPTY,
    signature: movement.signature ?? EMPTY,
    deviceKey: movement.deviceKey ?? EMPTY,
  });
  batch.accounts.touch(payer).balancePaise -= amountPaise;
  batch.accounts.touch(payee).balancePaise += amountPaise;
  return addRecord(
    batch,
    movement,
    { ...(movement.verdict ?? MADE), rrn, payeeVpa: movement.otherVpa ?? '' },
    { ...place, balancePaise: payer.balancePaise },
  );
}

/** Writes down that a payment id was answered with a refusal for business reasons. */
export const recordDecline = (batch: Batch, decline: Decline): PaymentRecord =>
  addRecord(
    batch,
    decline,
    {
      status: 'FAILURE',
      code: decline.code,
      rrn: nextRrn(batch),
      payeeVpa: decline.payee ? '' : (decline.payeeVpa ?? ''),
    },
    NOWHERE,
  );
