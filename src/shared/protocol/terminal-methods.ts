import { z } from 'zod';
import { collectRequest, merchantCollectMethods } from './collects.ts';
import * as field from './fields.ts';
import type { MethodTable } from './json-rpc.ts';
import { chargeOrder, paymentResult, paymentRow } from './payments.ts';

/** Methods of a connection that opened as a terminal. Sealed phone calls pass through as well. */
export const terminalMethods = {
  /** A POS charge: the bank enforces amount and expiry whatever the QR says. */
  'order.create': {
    params: z.strictObject({
      amountPaise: field.positivePaiseText,
      note: field.note.default(''),
      expirySeconds: z.number().int().min(15).max(86_400).optional(),
    }),
    result: chargeOrder,
  },
  'order.cancel': {
    params: z.strictObject({ reference: field.reference }),
    result: chargeOrder,
  },
  'order.get': { params: z.strictObject({ reference: field.reference }), result: chargeOrder },
  'merchant.summary': {
    params: z.strictObject({}),
    result: z.object({
      balancePaise: field.paiseText,
      dayTotalPaise: field.paiseText,
      dayCount: z.number().int(),
      last: z.array(paymentRow),
    }),
  },
  /** Gives money back, in full or in part, never above the original; needs the password. */
  'merchant.refund': {
    params: z.strictObject({
      txnId: field.txnId,
      /** Id of the refund itself, made by the POS; idempotency hangs on it. */
      refundTxnId: field.txnId,
      amountPaise: field.positivePaiseText,
      password: field.password,
    }),
    result: paymentResult,
  },
  'merchant.checkPassword': {
    params: z.strictObject({ password: field.password }),
    result: z.object({ isRight: z.boolean() }),
  },
  ...merchantCollectMethods,
} as const satisfies MethodTable;

/** Notification `terminal.event` from the bank to a terminal. */
export const terminalEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('order'), order: chargeOrder }),
  z.object({ kind: z.literal('payment'), row: paymentRow, balancePaise: field.paiseText }),
  z.object({ kind: z.literal('collect'), request: collectRequest }),
]);
export type TerminalEvent = z.infer<typeof terminalEvent>;

/** What a POS window shows; the terminal owns it and pushes every change as `pos.state`. */
export const posState = z.object({
  name: z.string(),
  vpa: field.vpa,
  mid: field.mid,
  vmid: field.vmid,
  port: field.port,
  /** Signed static link of the sticker. */
  staticLink: z.string(),
  bank: z.enum(['online', 'connecting', 'unreachable']),
  /** The charge on screen with its signed dynamic link, if any. */
  charge: z.object({ order: chargeOrder, link: z.string() }).optional(),
  balancePaise: field.paiseText.optional(),
  dayTotalPaise: field.paiseText,
  dayCount: z.number().int(),
  last: z.array(paymentRow),
  /** Bank clock minus this machine's clock, for countdowns. */
  clockOffsetMs: z.number().int(),
});
export type PosState = z.infer<typeof posState>;

/**
 * What a terminal answers on its own port. Phones: `terminal.info`, `bank.info`, `session.open`,
 * `session.call`. The POS window: `pos.open` with its token, then the other `pos.*`.
 */
export const posMethods = {
  'terminal.info': {
    params: z.strictObject({}),
    result: z.object({ name: z.string(), vpa: field.vpa, vmid: field.vmid, port: field.port }),
  },
  'pos.open': {
    params: z.strictObject({ posToken: z.string().min(16).max(128) }),
    result: posState,
  },
  'pos.charge': {
    params: z.strictObject({
      amountPaise: field.positivePaiseText,
      note: field.note.default(''),
    }),
    result: posState,
  },
  'pos.cancel': { params: z.strictObject({}), result: posState },
  /** Back to idle after a result was shown. */
  'pos.dismiss': { params: z.strictObject({}), result: posState },
  'pos.refund': {
    params: z.strictObject({
      txnId: field.txnId,
      amountPaise: field.positivePaiseText,
      password: field.password,
    }),
    result: paymentResult,
  },
} as const satisfies MethodTable;
