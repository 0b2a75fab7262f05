import { IDEMPOTENCY_DOMAIN, type PaymentOrder } from '#shared/payment-order.ts';
import { type HashText, hashText } from '../ledger/hash-text.ts';

const PREFIX = `${IDEMPOTENCY_DOMAIN}\0`;

type DigestedOrder = Pick<PaymentOrder, 'amountPaise' | 'payee' | 'payer' | 'reference' | 'txnId'>;

/** SHA-256 of shared/payment-order.ts' `idempotencyBytes`, hashed as text (a test compares them). */
export const orderDigestText = (order: DigestedOrder): HashText =>
  hashText(
    PREFIX +
      JSON.stringify({
        amountPaise: order.amountPaise,
        payee: order.payee,
        payer: order.payer,
        reference: order.reference,
        txnId: order.txnId,
      }),
  );
