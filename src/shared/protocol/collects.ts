import { z } from 'zod';
import * as field from './fields.ts';
import type { MethodTable } from './json-rpc.ts';
import { ledgerPlace } from './payments.ts';

/**
 * Collect requests: a payee asks a payer for money. Approving one is an ordinary payment order of
 * type COLLECT whose `reference` names the request; everything else happens here.
 */

/** Made by the requester, so that asking again after a lost answer asks once. */
export const COLLECT_REFERENCE = /^CR[0-9A-HJKMNP-TV-Z]{16}$/;
export const collectReference = z
  .string()
  .regex(COLLECT_REFERENCE, 'must be CR and 16 of 0-9A-HJKMNP-TV-Z');

/** NPCI's longest life of a collect request, 45 days; the shortest one a person can still answer. */
export const COLLECT_EXPIRY_MIN_SECONDS = 60;
export const COLLECT_EXPIRY_MAX_SECONDS = 45 * 86_400;
export const collectExpirySeconds = z
  .number()
  .int()
  .min(COLLECT_EXPIRY_MIN_SECONDS)
  .max(COLLECT_EXPIRY_MAX_SECONDS);

/**
 * - `pending`: may be approved; `code` says how the last try failed, if there was one
 * - `approved`: the payer approved and the payment's outcome is not known yet
 * - `paid`, `declined` (ZA, or TM when the payer blocked the requester), `expired` (U69),
 *   `cancelled` by the requester: the end
 */
export const collectState = z.enum([
  'pending',
  'approved',
  'paid',
  'declined',
  'expired',
  'cancelled',
]);

/** A collect request as one of its two sides sees it. */
export const collectRequest = z.object({
  /** Grows with every request of the bank; what lists are paged by. */
  sequence: z.number().int().min(1),
  reference: collectReference,
  direction: z.enum(['incoming', 'outgoing']),
  payer: field.vpa,
  payerName: z.string(),
  requester: field.vpa,
  requesterName: z.string(),
  requesterKind: z.enum(['person', 'merchant']),
  amountPaise: field.positivePaiseText,
  note: z.string(),
  state: collectState,
  code: field.responseCode.optional(),
  createdMs: field.timeMs,
  expiresMs: field.timeMs,
  endedMs: field.timeMs.optional(),
  /** The payment, once there is one. */
  txnId: z.string().optional(),
  rrn: z.string().optional(),
  ledger: ledgerPlace.optional(),
});
export type CollectRequest = z.infer<typeof collectRequest>;

const createParams = z.strictObject({
  reference: collectReference,
  /** Who is asked, by UPI ID or mobile number. */
  payer: z.union([z.strictObject({ vpa: field.vpa }), z.strictObject({ mobile: field.mobile })]),
  amountPaise: field.positivePaiseText,
  note: field.note.default(''),
  /** The bank's setting when absent. */
  expirySeconds: collectExpirySeconds.optional(),
});
const named = z.strictObject({ reference: collectReference });
const listParams = {
  ...field.pageParams,
  /** Only those that can still be paid. */
  isOpen: z.boolean().default(false),
};
const collectPage = z.object({ rows: z.array(collectRequest), hasMore: z.boolean() });

/** A UPI ID that its owner's requests and payments are refused from. */
export const blockedUpiId = z.object({ vpa: z.string(), name: z.string(), sinceMs: field.timeMs });
export type BlockedUpiId = z.infer<typeof blockedUpiId>;

/** A phone's, inside `session.call`. */
export const collectMethods = {
  /** Asks somebody for money. The same reference again answers the same request. */
  'collect.create': { params: createParams, result: collectRequest },
  'collect.get': { params: named, result: collectRequest },
  /** Newest first. */
  'collect.list': {
    params: z.strictObject({ direction: z.enum(['incoming', 'outgoing']), ...listParams }),
    result: collectPage,
  },
  /** By the payer; `shouldBlock` blocks the requester's UPI ID in the same step. */
  'collect.decline': {
    params: z.strictObject({
      reference: collectReference,
      shouldBlock: z.boolean().default(false),
    }),
    result: collectRequest,
  },
  /** By the requester. */
  'collect.cancel': { params: named, result: collectRequest },
  /** From now on this UPI ID can neither ask this account for money (TM) nor pay it (ZG). */
  'upiId.block': { params: z.strictObject({ vpa: field.vpa }), result: blockedUpiId },
  'upiId.unblock': { params: z.strictObject({ vpa: field.vpa }), result: z.object({}) },
  'upiId.blocked': {
    params: z.strictObject({}),
    result: z.object({ rows: z.array(blockedUpiId) }),
  },
} as const satisfies MethodTable;

/** A merchant's, over its machine's connection; U10 unless the bank's settings allow it. */
export const merchantCollectMethods = {
  'collect.create': { params: createParams, result: collectRequest },
  'collect.get': { params: named, result: collectRequest },
  'collect.list': { params: z.strictObject(listParams), result: collectPage },
  'collect.cancel': { params: named, result: collectRequest },
} as const satisfies MethodTable;
