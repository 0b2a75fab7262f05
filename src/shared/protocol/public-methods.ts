import { z } from 'zod';
import * as field from './fields.ts';
import type { MethodTable } from './json-rpc.ts';
import { paymentResult, paymentSubmitParams } from './payments.ts';

/** What the bank certifies of a merchant with its Ed25519 key (`merchantCertificateBytes`). */
export const merchantCertificate = z.strictObject({
  mcc: field.mcc,
  mid: field.mid,
  name: field.personName,
  publicKey: field.p256Spki,
  vmid: field.vmid,
  vpa: field.vpa,
  signature: field.bytes64,
});
export type MerchantCertificate = z.infer<typeof merchantCertificate>;

export const directoryEntry = z.object({
  kind: z.enum(['merchant', 'person']),
  vpa: field.vpa,
  name: z.string(),
  mcc: field.mcc,
  merchant: z
    .object({
      mid: field.mid,
      vmid: field.vmid,
      host: z.string(),
      port: field.port,
      isOnline: z.boolean(),
      certificate: merchantCertificate,
    })
    .optional(),
});
export type DirectoryEntry = z.infer<typeof directoryEntry>;

export const bankInfo = z.object({
  bankId: z.string(),
  protocol: z.literal('upi-sim/1'),
  timeMs: field.timeMs,
  /** X25519 static public key that phones pin. */
  exchangeKey: field.bytes32,
  /** Ed25519 key that certifies merchants. */
  certificationKey: field.bytes32,
  /** C2SP verifier key of the ledger's checkpoints. */
  ledgerVerifierKey: z.string(),
  openingBalanceMaxPaise: field.paiseText,
});
export type BankInfo = z.infer<typeof bankInfo>;

/** A sealed box: AES-256-GCM of the inner JSON, see docs/protocol.md. */
export const sealed = z.strictObject({
  sessionId: field.bytes16,
  counter: z
    .number()
    .int()
    .min(0)
    .max(2 ** 32),
  box: field.base64UrlBlob(48 * 1_024),
});
export type Sealed = z.infer<typeof sealed>;

export const userRegistration = z.object({
  uid: field.uid,
  mmid: field.mmid,
  vpa: field.vpa,
  /** One-time code for `device.bind` when no device key came with the registration. */
  bindingCode: z.string().optional(),
});

/** Methods open to every connection. */
export const publicMethods = {
  'bank.info': { params: z.strictObject({}), result: bankInfo },
  'directory.lookup': {
    params: z.union([
      z.strictObject({ vpa: field.vpa }),
      z.strictObject({ vmid: field.vmid }),
      z.strictObject({ mobile: field.mobile }),
    ]),
    result: directoryEntry,
  },
  'user.register': {
    params: z.strictObject({
      name: field.personName,
      mobile: field.mobile,
      /** Wanted UPI ID; made from the name when absent. */
      vpa: field.vpa.optional(),
      pin: field.pinVerifier,
      openingBalancePaise: field.paiseText,
      device: field.deviceKey.optional(),
    }),
    result: userRegistration,
  },
  'merchant.register': {
    params: z.strictObject({
      name: field.personName,
      password: field.password,
      openingBalancePaise: field.paiseText,
      host: z.string().min(1).max(253),
      port: field.port,
      mcc: field.mcc.default('5499'),
      publicKey: field.p256Spki,
      vpa: field.vpa.optional(),
    }),
    result: z.object({
      mid: field.mid,
      vmid: field.vmid,
      vpa: field.vpa,
      certificate: merchantCertificate,
    }),
  },
  'device.bind': {
    params: z.strictObject({
      mobile: field.mobile,
      bindingCode: field.bindingCode,
      device: field.deviceKey,
    }),
    result: z.object({ uid: field.uid, vpa: field.vpa, name: z.string() }),
  },
  /** Asks the bank to send a binding code by (simulated) SMS to the registered mobile. */
  'device.requestBinding': {
    params: z.strictObject({ mobile: field.mobile, deviceId: field.deviceId }),
    result: z.object({ sentToLastDigits: z.string(), expiresMs: field.timeMs }),
  },
  'session.open': {
    params: z.strictObject({
      bankId: z.string().max(64),
      clientKey: field.bytes32,
      clientNonce: field.bytes16,
      deviceId: field.deviceId,
      uid: field.uid,
      signature: field.bytes64,
    }),
    /** `sealed` holds `sessionGrant`, counter 0, bank to phone. */
    result: z.object({ sessionId: field.bytes16, serverNonce: field.bytes32, sealed }),
  },
  'session.call': { params: sealed, result: sealed },
  /** Straight to the bank only: a payment that is signed and PIN-proved but not sealed again. */
  'payment.submit': {
    params: paymentSubmitParams,
    /** No nonce when the order's session has ended: an answer told again after a restart. */
    result: z.object({ nextNonce: field.bytes16.optional(), result: paymentResult }),
  },
  'terminal.challenge': {
    params: z.strictObject({ vmid: field.vmid }),
    result: z.object({ challenge: field.bytes32 }),
  },
  /** Makes this connection the terminal's: ECDSA P-256 (DER, base64) over `terminalOpeningBytes`. */
  'terminal.open': {
    params: z.strictObject({
      vmid: field.vmid,
      challenge: field.bytes32,
      port: field.port,
      signature: z.string().max(120),
    }),
    result: z.object({
      name: z.string(),
      vpa: field.vpa,
      mid: field.mid,
      certificate: merchantCertificate,
    }),
  },
  /** Makes this connection an administrator's. */
  'admin.open': {
    params: z.strictObject({ adminKey: z.string().min(16).max(128) }),
    result: z.object({ role: z.enum(['admin', 'stress']) }),
  },
} as const satisfies MethodTable;
