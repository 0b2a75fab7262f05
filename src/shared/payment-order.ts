import { equalBytes, utf8, withDomain } from './bytes.ts';

/**
 * Payment order v1: what a payer's device signs and the PIN proof is bound to. A flat object of
 * strings in RFC 8785 (JCS) form. FROZEN: ledger leaves contain these bytes for ever; a change
 * needs v2. Vectors: test/vectors/payment-order-v1.json.
 */
export interface PaymentOrder {
  /** Decimal string of paise, 1 or more. */
  readonly amountPaise: string;
  readonly currency: 'INR';
  readonly deviceId: string;
  /** UPI initiation mode of the scanned link ("00" when typed), two digits. */
  readonly mode: string;
  /** The bank's one-use nonce for this session, base64url of 16 bytes. */
  readonly nonce: string;
  /** Free text for people, at most 50 characters. */
  readonly note: string;
  readonly payee: string;
  readonly payer: string;
  /** Merchant order (`tr`), empty when there is none. */
  readonly reference: string;
  readonly sessionId: string;
  /** Payment id made by the phone, 35 characters; idempotency hangs on it. */
  readonly txnId: string;
  readonly type: 'PAY' | 'COLLECT';
  readonly v: '1';
  /** The terminal the payment goes through, empty when it goes straight to the bank. */
  readonly vmid: string;
}

export const ORDER_DOMAIN = 'upi-sim/pay/v1';
export const IDEMPOTENCY_DOMAIN = 'upi-sim/idempotency/v1';
/** A canonical order longer than this is refused before it is parsed. */
export const MAX_ORDER_LENGTH = 2_048;

/**
 * RFC 8785 text of an order. Every value is a well-formed string and the keys are written here in
 * code-unit order, so JSON.stringify yields exactly JCS; a test compares it with `canonicalize`.
 */
export const canonicalOrder = (order: PaymentOrder): string =>
  JSON.stringify({
    amountPaise: order.amountPaise,
    currency: order.currency,
    deviceId: order.deviceId,
    mode: order.mode,
    nonce: order.nonce,
    note: order.note,
    payee: order.payee,
    payer: order.payer,
    reference: order.reference,
    sessionId: order.sessionId,
    txnId: order.txnId,
    type: order.type,
    v: order.v,
    vmid: order.vmid,
  });

/** The bytes under the device's Ed25519 signature and the PIN proof's hash. */
export const orderSigningBytes = (canonical: string): Uint8Array =>
  withDomain(ORDER_DOMAIN, utf8(canonical));

/**
 * What makes two submissions the same payment: id, payer, payee, amount and reference, not the
 * nonce or signature, so that a retry in a new session finds its answer. SHA-256 of this is stored.
 */
export const idempotencyBytes = (order: PaymentOrder): Uint8Array =>
  withDomain(
    IDEMPOTENCY_DOMAIN,
    utf8(
      JSON.stringify({
        amountPaise: order.amountPaise,
        payee: order.payee,
        payer: order.payer,
        reference: order.reference,
        txnId: order.txnId,
      }),
    ),
  );

/** Whether a received text is the canonical form of the order parsed from it. */
export const isCanonicalOrder = (text: string, order: PaymentOrder): boolean =>
  equalBytes(utf8(text), utf8(canonicalOrder(order)));
