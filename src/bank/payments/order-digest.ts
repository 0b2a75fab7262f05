import { IDEMPOTENCY_DOMAIN, type PaymentOrder } from '#shared/payment-order.ts';
import { sha256 } from '../ledger/hash-text.ts';

const PREFIX = `${IDEMPOTENCY_DOMAIN}\0`;

/** SHA-256 of shared/payment-order.ts' `idempotencyBytes`, hashed as text (a test compares them). */
export const orderDigest = (
  order: Pick<PaymentOrder, 'amountPaise' | 'payee' | 'payer' | 'reference' | 'txnId'>,
): Uint8Array =>
  sha256(
    PREFIX +
      JSON.stringify({
        amountPaise: order.amountPaise,
        payee: order.payee,
        payer: order.payer,
        reference: order.reference,
        txnId: order.txnId,
      }),
  );
