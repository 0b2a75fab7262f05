import type {
  Account,
  Binding,
  BlockRecord,
  Charge,
  Device,
  Merchant,
  PaymentRecord,
  User,
} from '../state/entities.ts';
import type { AuditRecord } from './bank-store.ts';

/**
 * Rows to values in column order and back; one place per table, the same for every store: the
 * columns have the same names and hold the same values everywhere.
 */
export type StoredValue = null | number | bigint | string | Uint8Array;
export type Row = Record<string, StoredValue>;
export type Values = StoredValue[];

const flag = (value: boolean): number => (value ? 1 : 0);

export const accountValues = (row: Account): Values => [
  row.id,
  row.kind,
  row.name,
  row.vpa === '' ? null : row.vpa,
  flag(row.isSimulated),
  row.createdMs,
  row.state,
  row.balancePaise,
  row.day,
  row.sentPaise,
  row.sentCount,
  row.receivedPaise,
  row.receivedCount,
  row.coolingUntilMs,
  row.coolingSentPaise,
  row.lastRecord,
];

/** What may change, then the id. */
export const accountChanges = (row: Account): Values => [
  row.state,
  row.balancePaise,
  row.day,
  row.sentPaise,
  row.sentCount,
  row.receivedPaise,
  row.receivedCount,
  row.coolingUntilMs,
  row.coolingSentPaise,
  row.lastRecord,
  row.id,
];

export const accountFrom = (row: Row): Account => ({
  id: row.id as string,
  kind: row.kind as Account['kind'],
  name: row.name as string,
  vpa: (row.vpa as string | null) ?? '',
  isSimulated: row.is_simulated === 1,
  createdMs: row.created_ms as number,
  state: row.state as Account['state'],
  balancePaise: row.balance_paise as number,
  day: row.day as number,
  sentPaise: row.sent_paise as number,
  sentCount: row.sent_count as number,
  receivedPaise: row.received_paise as number,
  receivedCount: row.received_count as number,
  coolingUntilMs: row.cooling_until_ms as number,
  coolingSentPaise: row.cooling_sent_paise as number,
  lastRecord: row.last_record as number,
});

export const userValues = (row: User): Values => [
  row.uid,
  row.mobile,
  row.mmid,
  row.pinSalt,
  row.pinIterations,
  row.pinKeys,
  row.wrongPins,
  row.pinLockedUntilMs,
];

export const userFrom = (row: Row): User => ({
  uid: row.uid as string,
  mobile: row.mobile as string,
  mmid: row.mmid as string,
  pinSalt: row.pin_salt as Uint8Array,
  pinIterations: row.pin_iterations as number,
  pinKeys: row.pin_keys as Uint8Array,
  wrongPins: row.wrong_pins as number,
  pinLockedUntilMs: row.pin_locked_until_ms as number,
});

export const merchantValues = (row: Merchant): Values => [
  row.mid,
  row.vmid,
  row.mcc,
  row.host,
  row.port,
  row.publicKey,
  row.certificateSignature,
  row.passwordHash,
];

export const merchantFrom = (row: Row): Merchant => ({
  mid: row.mid as string,
  vmid: row.vmid as string,
  mcc: row.mcc as string,
  host: row.host as string,
  port: row.port as number,
  publicKey: row.public_key as Uint8Array,
  certificateSignature: row.certificate_signature as Uint8Array,
  passwordHash: row.password_hash as string,
});

export const deviceValues = (row: Device): Values => [
  row.uid,
  row.deviceId,
  row.publicKey,
  row.boundMs,
  row.revokedMs,
];

export const deviceFrom = (row: Row): Device => ({
  uid: row.uid as string,
  deviceId: row.device_id as string,
  publicKey: row.public_key as Uint8Array,
  boundMs: row.bound_ms as number,
  revokedMs: row.revoked_ms as number,
});

export const bindingValues = (row: Binding): Values => [
  row.mobile,
  row.deviceId,
  row.codeHash,
  row.expiresMs,
  row.wrongTries,
  row.sentCount,
  row.windowStartMs,
];

export const bindingFrom = (row: Row): Binding => ({
  mobile: row.mobile as string,
  deviceId: row.device_id as string,
  codeHash: row.code_hash as Uint8Array,
  expiresMs: row.expires_ms as number,
  wrongTries: row.wrong_tries as number,
  sentCount: row.sent_count as number,
  windowStartMs: row.window_start_ms as number,
});

export const chargeValues = (row: Charge): Values => [
  row.reference,
  row.mid,
  row.amountPaise,
  row.note,
  row.createdMs,
  row.expiresMs,
  row.state,
  row.payerName,
  row.lastCode,
  row.txnId,
  row.rrn,
  row.entry,
  row.leaf,
  row.block,
];

export const chargeFrom = (row: Row): Charge => ({
  reference: row.reference as string,
  mid: row.mid as string,
  amountPaise: row.amount_paise as number,
  note: row.note as string,
  createdMs: row.created_ms as number,
  expiresMs: row.expires_ms as number,
  state: row.state as Charge['state'],
  payerName: row.payer_name as string,
  lastCode: row.last_code as Charge['lastCode'],
  txnId: row.txn_id as string,
  rrn: row.rrn as string,
  entry: row.entry as number,
  leaf: row.leaf as number,
  block: row.block as number,
});

export const blockValues = (row: BlockRecord): Values => [
  row.height,
  row.timeMs,
  row.hash,
  row.previousHash,
  row.rootBefore,
  row.firstEntry,
  row.entryCount,
  row.leaf,
  row.firstRecord,
];

export const blockFrom = (row: Row): BlockRecord => ({
  height: row.height as number,
  timeMs: row.time_ms as number,
  hash: row.hash as Uint8Array,
  previousHash: row.previous_hash as Uint8Array,
  rootBefore: row.root_before as Uint8Array,
  firstEntry: row.first_entry as number,
  entryCount: row.entry_count as number,
  leaf: row.leaf as number,
  firstRecord: row.first_record as number,
});

export const recordValues = (row: PaymentRecord): Values => [
  row.sequence,
  row.txnId,
  row.type,
  row.status,
  row.code,
  row.rrn,
  row.payerId,
  row.payeeId,
  row.payeeVpa,
  row.amountPaise,
  row.reference,
  row.note,
  row.relatedTxnId,
  row.timeMs,
  row.digest,
  row.balancePaise,
  row.serverSignature,
  row.entry,
  row.leaf,
  row.block,
  row.payerPrevious,
  row.payeePrevious,
];

export const recordFrom = (row: Row): PaymentRecord => ({
  sequence: row.sequence as number,
  txnId: row.txn_id as string,
  type: row.type as PaymentRecord['type'],
  status: row.status as PaymentRecord['status'],
  code: row.code as PaymentRecord['code'],
  rrn: row.rrn as string,
  payerId: row.payer_id as string,
  payeeId: row.payee_id as string,
  payeeVpa: row.payee_vpa as string,
  amountPaise: row.amount_paise as number,
  reference: row.reference as string,
  note: row.note as string,
  relatedTxnId: row.related_txn_id as string,
  timeMs: row.time_ms as number,
  digest: row.digest as Uint8Array,
  balancePaise: row.balance_paise as number,
  serverSignature: row.server_signature as Uint8Array,
  entry: row.entry as number,
  leaf: row.leaf as number,
  block: row.block as number,
  payerPrevious: row.payer_previous as number,
  payeePrevious: row.payee_previous as number,
});

/** Columns that an audit reads, in the order of `recordFromList`. */
export const AUDIT_COLUMNS =
  'sequence, txn_id, type, status, code, rrn, payer_id, payee_id, payee_vpa, amount_paise, reference, note, related_txn_id, time_ms, digest, balance_paise, entry, leaf, block, payer_previous, payee_previous';

export const recordFromList = (row: readonly StoredValue[]): AuditRecord => ({
  sequence: row[0] as number,
  txnId: row[1] as string,
  type: row[2] as PaymentRecord['type'],
  status: row[3] as PaymentRecord['status'],
  code: row[4] as PaymentRecord['code'],
  rrn: row[5] as string,
  payerId: row[6] as string,
  payeeId: row[7] as string,
  payeeVpa: row[8] as string,
  amountPaise: row[9] as number,
  reference: row[10] as string,
  note: row[11] as string,
  relatedTxnId: row[12] as string,
  timeMs: row[13] as number,
  digest: row[14] as Uint8Array,
  balancePaise: row[15] as number,
  entry: row[16] as number,
  leaf: row[17] as number,
  block: row[18] as number,
  payerPrevious: row[19] as number,
  payeePrevious: row[20] as number,
});
