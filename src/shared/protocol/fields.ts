import { z } from 'zod';
import {
  DEVICE_ID_PATTERN,
  EQUITY_ACCOUNT,
  MID_PATTERN,
  MMID_PATTERN,
  REFERENCE_PATTERN,
  RRN_PATTERN,
  SUSPENSE_ACCOUNT,
  TXN_ID_PATTERN,
  UID_PATTERN,
  VMID_PATTERN,
} from '../ids.ts';
import { MAX_PAISE } from '../money.ts';
import { MAX_ITERATIONS, SIMULATED_ITERATIONS } from '../pin-proof.ts';
import { type ResponseCode, responseCodes } from '../response-codes.ts';
import { isPlainText, MOBILE_PATTERN, NAME_MAX_LENGTH, VPA_PATTERN } from '../vpa.ts';

/** Field shapes of the wire, named once. */
const base64UrlOf = (bytes: number) =>
  z
    .string()
    .length(Math.ceil((bytes * 4) / 3), `must be base64url of ${bytes} bytes`)
    .regex(/^[A-Za-z0-9_-]+$/, 'must be base64url');

/** Zero or more paise as a decimal string. */
export const paiseText = z
  .string()
  .regex(/^(?:0|[1-9][0-9]{0,12})$/, 'must be whole paise as a decimal string')
  .refine((text) => Number(text) <= MAX_PAISE, 'is above the largest amount');
/** One or more paise as a decimal string. */
export const positivePaiseText = paiseText.refine((text) => text !== '0', 'must be more than zero');

export const vpa = z.string().max(255).regex(VPA_PATTERN, 'must be a UPI ID such as name@upisim');
export const mobile = z.string().regex(MOBILE_PATTERN, 'must be a ten-digit mobile number');
export const personName = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(NAME_MAX_LENGTH)
  .refine(isPlainText, 'must be plain text');
export const note = z.string().max(50).refine(isPlainText, 'must be plain text');
export const uid = z.string().regex(UID_PATTERN);
/** UID of a person or MID of a merchant. */
export const accountId = z.string().regex(/^[UM]\d{9}$/, 'must be a UID or MID');
/** The same, or one of the bank's own accounts. */
export const anyAccountId = z.union([accountId, z.enum([EQUITY_ACCOUNT, SUSPENSE_ACCOUNT])]);
/** By (simulated) SMS or with the registration. */
export const bindingCode = z.string().min(6).max(64);
export const mmid = z.string().regex(MMID_PATTERN);
export const mid = z.string().regex(MID_PATTERN);
export const vmid = z.string().regex(VMID_PATTERN, 'must be a VMID such as VM7K2M9Q4T');
export const deviceId = z.string().regex(DEVICE_ID_PATTERN);
export const txnId = z.string().regex(TXN_ID_PATTERN, 'must be 35 letters and digits');
export const rrn = z.string().regex(RRN_PATTERN);
export const reference = z.string().regex(REFERENCE_PATTERN);
export const mcc = z.string().regex(/^\d{4}$/);
export const mode = z.string().regex(/^\d{2}$/);
export const port = z.number().int().min(1).max(65_535);
/** Unix milliseconds on the bank's clock. */
export const timeMs = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
export const bytes16 = base64UrlOf(16);
export const bytes32 = base64UrlOf(32);
export const bytes64 = base64UrlOf(64);
export const base64UrlBlob = (maxBytes: number) =>
  z
    .string()
    .max(Math.ceil((maxBytes * 4) / 3))
    .regex(/^[A-Za-z0-9_-]*$/, 'must be base64url');
/** SPKI DER of a P-256 key, base64. */
export const p256Spki = z
  .string()
  .max(200)
  .regex(/^[A-Za-z0-9+/]+=*$/);
export const responseCode = z.enum(responseCodes as [ResponseCode, ...ResponseCode[]]);
export const password = z
  .string()
  .min(8, 'must have at least 8 characters')
  .max(128)
  .refine((text) => text.isWellFormed(), 'must be well-formed text');

/** What registration and PIN change store: SCRAM keys derived on the phone. */
export const pinVerifier = z.strictObject({
  salt: bytes16,
  iterations: z.number().int().min(SIMULATED_ITERATIONS).max(MAX_ITERATIONS),
  storedKey: bytes32,
  serverKey: bytes32,
});
export type PinVerifierFields = z.infer<typeof pinVerifier>;

/** A device key with proof that its private half is held: Ed25519 over `deviceBindingBytes`. */
export const deviceKey = z.strictObject({ deviceId, publicKey: bytes32, signature: bytes64 });
export type DeviceKeyFields = z.infer<typeof deviceKey>;

/** A PIN proof bound to an order or another action. */
export const pinProof = z.strictObject({ clientNonce: bytes16, proof: bytes32 });

/** Narrows a list of payments down; all of it must fit. */
export const paymentFilter = {
  /** Transaction id, RRN, UPI ID, mobile number, account id or amount in rupees; empty for all. */
  search: z.string().max(64).default(''),
  minPaise: paiseText.optional(),
  maxPaise: paiseText.optional(),
  /** Both ends included. */
  fromMs: timeMs.optional(),
  toMs: timeMs.optional(),
};

/** How far a list has been read; empty for the newest. */
export const pageParams = {
  limit: z.number().int().min(1).max(200).default(50),
  /** Only rows older than this sequence number. */
  before: z.number().int().min(0).optional(),
};
