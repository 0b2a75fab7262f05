import { z } from 'zod';
import { MAX_ORDER_LENGTH } from '../payment-order.ts';
import * as field from './fields.ts';

/** Shapes of payments, shared by phones, terminals and the control room. */

/** The parsed payment order v1 (src/shared/payment-order.ts). */
export const paymentOrder = z.strictObject({
  amountPaise: field.positivePaiseText,
  currency: z.literal('INR'),
  deviceId: field.deviceId,
  mode: field.mode,
  nonce: field.bytes16,
  note: field.note,
  payee: field.vpa,
  payer: field.vpa,
  reference: field.reference,
  sessionId: field.bytes16,
  txnId: field.txnId,
  type: z.enum(['PAY', 'COLLECT']),
  v: z.literal('1'),
  vmid: z.union([field.vmid, z.literal('')]),
});

export const paymentSubmitParams = z.strictObject({
  /** Canonical (RFC 8785) text of the order, exactly as signed. */
  order: z.string().min(2).max(MAX_ORDER_LENGTH),
  /** Ed25519 by the bound device key over `orderSigningBytes(order)`. */
  signature: field.bytes64,
  pin: field.pinProof,
});
export type PaymentSubmitParams = z.infer<typeof paymentSubmitParams>;

/** Where a movement stands in the ledger. */
export const ledgerPlace = z.object({
  entry: z.number().int().min(1),
  /** Leaf index in the Merkle tree. */
  leaf: z.number().int().min(0),
  block: z.number().int().min(1),
});

export const paymentStatus = z.enum(['SUCCESS', 'FAILURE', 'PENDING', 'DEEMED', 'REVERSED']);

/**
 * The durable answer to a payment id. PENDING (`01`, `RR`) and DEEMED (`RB`, `96`) end by
 * themselves, as SUCCESS or REVERSED; every other status is the same for ever.
 */
export const paymentResult = z.object({
  txnId: field.txnId,
  status: paymentStatus,
  code: field.responseCode,
  rrn: field.rrn,
  amountPaise: field.paiseText,
  payer: field.vpa,
  payee: field.vpa,
  payeeName: z.string(),
  payerName: z.string(),
  reference: field.reference,
  note: z.string(),
  timeMs: field.timeMs,
  ledger: ledgerPlace.optional(),
  /** Payer's balance after the payment; only in the payer's own answers. */
  balancePaise: field.paiseText.optional(),
  /** SCRAM ServerSignature, when the PIN was right; the phone must check it. */
  serverSignature: field.bytes32.optional(),
});
export type PaymentResult = z.infer<typeof paymentResult>;

/** A row of an account's history, a POS's list or the control room's table. */
export const paymentRow = z.object({
  sequence: z.number().int().min(0),
  txnId: z.string(),
  rrn: z.string(),
  direction: z.enum(['debit', 'credit']).optional(),
  type: z.enum(['opening', 'payment', 'refund', 'reversal', 'deposit', 'hold', 'release']),
  payer: z.string(),
  payerName: z.string(),
  payee: z.string(),
  payeeName: z.string(),
  amountPaise: field.paiseText,
  code: field.responseCode,
  status: paymentStatus,
  reference: z.string(),
  note: z.string(),
  timeMs: field.timeMs,
  ledger: ledgerPlace.optional(),
  /** Given back of it so far; only in its shop's own list, absent for nothing. */
  refundedPaise: field.positivePaiseText.optional(),
});
export type PaymentRow = z.infer<typeof paymentRow>;

/** `pending`: a payment for it waits for its end (`txnId`); nobody else can pay it meanwhile. */
export const orderState = z.enum([
  'active',
  'scanned',
  'pending',
  'paid',
  'failed',
  'expired',
  'cancelled',
]);

/** A POS charge as the bank keeps it. */
export const chargeOrder = z.object({
  reference: z.string(),
  vmid: field.vmid,
  payee: field.vpa,
  amountPaise: field.positivePaiseText,
  note: z.string(),
  state: orderState,
  createdMs: field.timeMs,
  expiresMs: field.timeMs,
  /** The bank's rule now: a failed try ends it, or it stays good until it is paid. */
  isOneShot: z.boolean().optional(),
  /** Set once somebody has scanned or tried. */
  payerName: z.string().optional(),
  lastCode: field.responseCode.optional(),
  txnId: z.string().optional(),
  rrn: z.string().optional(),
  ledger: ledgerPlace.optional(),
});
export type ChargeOrder = z.infer<typeof chargeOrder>;
