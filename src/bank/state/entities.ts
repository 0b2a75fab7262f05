import type { EntryTypeName } from '#shared/ledger/leaf.ts';
import type { MerchantCategoryId } from '#shared/merchant-categories.ts';
import type { CollectRequest } from '#shared/protocol/collects.ts';
import type { ChargeOrder, PaymentResult } from '#shared/protocol/payments.ts';
import type { ResponseCode } from '#shared/response-codes.ts';

/**
 * What the bank knows, as it is held in memory and stored. Flat records: a batch that fails is
 * undone by copying the old fields back (staging.ts). Fields without `readonly` may change, always
 * through `Batch.touch`. Times are Unix milliseconds on the bank's clock, 0 for never.
 */
export interface Account {
  /** UID, MID, EQUITY or SUSPENSE: the id in ledger leaves. */
  readonly id: string;
  readonly kind: 'user' | 'merchant' | 'system';
  readonly name: string;
  /** Empty for the bank's own accounts. */
  readonly vpa: string;
  readonly isSimulated: boolean;
  readonly createdMs: number;
  state: 'active' | 'dormant' | 'frozen';
  /** Below zero only for EQUITY. */
  balancePaise: number;
  /** Day (days since 1970 in Indian time) that the four counters belong to. */
  day: number;
  sentPaise: number;
  sentCount: number;
  receivedPaise: number;
  receivedCount: number;
  /** A newly bound device pays little until then. */
  coolingUntilMs: number;
  coolingSentPaise: number;
  /** Newest record this account took part in: the head of its history. */
  lastRecord: number;
}

export interface User {
  readonly uid: string;
  readonly mobile: string;
  readonly mmid: string;
  pinSalt: Uint8Array;
  pinIterations: number;
  /** StoredKey and ServerKey, sealed under the wrapping key. */
  pinKeys: Uint8Array;
  wrongPins: number;
  pinLockedUntilMs: number;
}

export interface Merchant {
  readonly mid: string;
  readonly vmid: string;
  readonly mcc: string;
  readonly host: string;
  readonly port: number;
  /** P-256 SPKI DER. */
  readonly publicKey: Uint8Array;
  /** The bank's Ed25519 over `merchantCertificateBytes`. */
  readonly certificateSignature: Uint8Array;
  /** `scrypt$N$r$p$salt$hash`, base64url parts. */
  readonly passwordHash: string;
}

export interface Device {
  readonly uid: string;
  readonly deviceId: string;
  /** Raw Ed25519, 32 bytes. */
  publicKey: Uint8Array;
  boundMs: number;
  revokedMs: number;
}

/** A binding code on its way by (simulated) SMS; one per mobile number. */
export interface Binding {
  readonly mobile: string;
  /** Only this device may use the code; empty when any may (registration without a device). */
  deviceId: string;
  /** SHA-256 of the code with its mobile number. */
  codeHash: Uint8Array;
  expiresMs: number;
  wrongTries: number;
  /** Codes sent since `windowStartMs`. */
  sentCount: number;
  windowStartMs: number;
}

/** A POS charge. */
export interface Charge {
  readonly reference: string;
  readonly mid: string;
  readonly amountPaise: number;
  readonly note: string;
  readonly createdMs: number;
  readonly expiresMs: number;
  /** `expired` is never stored: it follows from the clock. */
  state: ChargeOrder['state'];
  payerName: string;
  lastCode: ResponseCode | '';
  txnId: string;
  rrn: string;
  /** Where the payment is in the ledger; 0 before that. */
  entry: number;
  leaf: number;
  block: number;
}

/** A collect request. */
export interface Collect {
  readonly reference: string;
  /** Gapless from 1. */
  readonly sequence: number;
  /** Account that asked, and would be credited. */
  readonly requesterId: string;
  readonly payerId: string;
  readonly amountPaise: number;
  readonly note: string;
  readonly createdMs: number;
  readonly expiresMs: number;
  state: CollectRequest['state'];
  lastCode: ResponseCode | '';
  endedMs: number;
  txnId: string;
  rrn: string;
  /** Where the payment is in the ledger; 0 before that. */
  entry: number;
  leaf: number;
  block: number;
}

/** What a payer sent to merchants of one category on one day. */
export interface CategorySpending {
  readonly accountId: string;
  readonly category: MerchantCategoryId;
  /** Days since 1970 in Indian time. */
  day: number;
  sentPaise: number;
}

/** A UPI ID that somebody, or the bank itself (`BANK`), wants nothing to do with. */
export interface Restriction {
  readonly byId: string;
  /** The account whose UPI ID it is. */
  readonly accountId: string;
  /** Only the bank lets a UPI ID expire. */
  kind: 'blocked' | 'expired';
  sinceMs: number;
  /** 0 while it holds. */
  endedMs: number;
}

/** An answered payment id or a movement that the bank itself made. Never changes. */
export interface PaymentRecord {
  /** Gapless from 1. */
  readonly sequence: number;
  readonly txnId: string;
  readonly type: EntryTypeName;
  readonly status: PaymentResult['status'];
  readonly code: ResponseCode;
  readonly rrn: string;
  /** Account debited; payer's account in a decline. */
  readonly payerId: string;
  /** Account credited; empty when the payee is unknown. */
  readonly payeeId: string;
  /**
   * The UPI ID asked for, when there is no such account; beside SUSPENSE (hold, release, reversal)
   * the UPI ID of the party that is not in the entry; else empty.
   */
  readonly payeeVpa: string;
  readonly amountPaise: number;
  readonly reference: string;
  readonly note: string;
  readonly relatedTxnId: string;
  readonly timeMs: number;
  /** SHA-256 of `idempotencyBytes`; empty when the bank itself made the record. */
  readonly digest: Uint8Array;
  /** Payer's balance after it; -1 when no money moved. */
  readonly balancePaise: number;
  /** SCRAM ServerSignature; empty unless the PIN was right. */
  readonly serverSignature: Uint8Array;
  /** Ledger entry, leaf and block; 0 when no money moved. */
  readonly entry: number;
  readonly leaf: number;
  readonly block: number;
  /** The record before this one in the payer's and in the payee's history; 0 for none. */
  readonly payerPrevious: number;
  readonly payeePrevious: number;
}

export interface BlockRecord {
  readonly height: number;
  readonly timeMs: number;
  /** Merkle leaf hash of the block leaf. */
  readonly hash: Uint8Array;
  readonly previousHash: Uint8Array;
  readonly rootBefore: Uint8Array;
  readonly firstEntry: number;
  readonly entryCount: number;
  readonly leaf: number;
  /** Sequence of the commit's first record. */
  readonly firstRecord: number;
}
