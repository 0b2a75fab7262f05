import { z } from 'zod';
import { collectMethods, collectRequest } from './collects.ts';
import * as field from './fields.ts';
import { errorDataSchema, type MethodTable } from './json-rpc.ts';
import { chargeOrder, paymentResult, paymentRow, paymentSubmitParams } from './payments.ts';
import { directoryEntry } from './public-methods.ts';

/** Inside the answer to `session.open`. */
export const sessionGrant = z.object({
  nextNonce: field.bytes16,
  timeMs: field.timeMs,
  name: z.string(),
  vpa: field.vpa,
  mobile: field.mobile,
  pinSalt: field.bytes16,
  pinIterations: z.number().int(),
  /** Set while the PIN is locked. */
  pinLockedUntilMs: field.timeMs.optional(),
});
export type SessionGrant = z.infer<typeof sessionGrant>;

/** What a sealed request holds. */
export const sealedRequest = z.strictObject({
  method: z.string().max(64),
  params: z.record(z.string(), z.unknown()),
});

/** What a sealed answer holds: the next nonce always, and a result or an error. */
export const sealedAnswer = z.object({
  nextNonce: field.bytes16,
  result: z.unknown().optional(),
  error: z
    .object({ code: z.number().int(), message: z.string(), data: errorDataSchema.optional() })
    .optional(),
});

const pinAction = { pin: field.pinProof };

/** Methods a phone calls inside `session.call`; the session says who is calling. */
export const sealedMethods = {
  'payment.submit': { params: paymentSubmitParams, result: paymentResult },
  'payment.status': {
    params: z.strictObject({ txnId: field.txnId }),
    result: paymentResult,
  },
  'directory.lookup': {
    params: z.union([
      z.strictObject({ vpa: field.vpa }),
      z.strictObject({ vmid: field.vmid }),
      z.strictObject({ mobile: field.mobile }),
    ]),
    result: directoryEntry,
  },
  /** Tells the POS that its code was scanned and answers what the bank expects to be paid. */
  'order.scan': {
    params: z.strictObject({ vmid: field.vmid, reference: field.reference }),
    result: chargeOrder,
  },
  /** A fresh nonce; the old one is void. */
  'session.nonce': { params: z.strictObject({}), result: z.object({}) },
  /** Behind the PIN: proof bound to `pinActionBytes({action: 'BALANCE', ...})`. */
  'account.balance': {
    params: z.strictObject(pinAction),
    result: z.object({
      balancePaise: field.paiseText,
      serverSignature: field.bytes32,
    }),
  },
  'account.history': {
    params: z.strictObject({ ...field.pageParams, ...field.paymentFilter }),
    result: z.object({ rows: z.array(paymentRow), hasMore: z.boolean() }),
  },
  /** C2SP .tlog-proof text of a payment this account took part in. */
  'account.receipt': {
    params: z.strictObject({ txnId: field.txnId }),
    result: z.object({ receipt: z.string() }),
  },
  /** Proof by the old PIN bound to `pinActionBytes({action: 'CHANGE_PIN', ...})`. */
  'pin.change': {
    params: z.strictObject({ ...pinAction, verifier: field.pinVerifier }),
    result: z.object({ serverSignature: field.bytes32 }),
  },
  /**
   * A forgotten PIN: the code came by (simulated) SMS (`device.requestBinding` with this phone's
   * number and device id). Takes the PIN lock away and begins the cooling hours.
   */
  'pin.reset': {
    params: z.strictObject({ bindingCode: field.bindingCode, verifier: field.pinVerifier }),
    result: z.object({}),
  },
  /** Lets go of this phone: its key and sessions are worth nothing from then on (U66). */
  'device.release': { params: z.strictObject({}), result: z.object({}) },
  ...collectMethods,
} as const satisfies MethodTable;

/** Events the bank pushes sealed (`session.event` notification, event key, own counter). */
export const phoneEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('credited'), row: paymentRow }),
  z.object({ kind: z.literal('resolved'), result: paymentResult }),
  /** A collect request came, or one of this account's changed. */
  z.object({ kind: z.literal('collect'), request: collectRequest }),
]);
export type PhoneEvent = z.infer<typeof phoneEvent>;
