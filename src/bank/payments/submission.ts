import {
  canonicalOrder,
  MAX_ORDER_LENGTH,
  ORDER_DOMAIN,
  type PaymentOrder,
} from '#shared/payment-order.ts';
import { invalidParams, RPC_ERROR, RpcError, refusal } from '#shared/protocol/json-rpc.ts';
import { type PaymentSubmitParams, paymentOrder } from '#shared/protocol/payments.ts';
import { type HashText, hashBase64 } from '../ledger/hash-text.ts';
import { readCanonicalOrder } from './canonical-order.ts';
import { orderDigestText } from './order-digest.ts';

/** A submission whose form is right; nothing about it is believed yet. */
export interface Submission {
  readonly order: PaymentOrder;
  readonly amountPaise: number;
  /** The canonical order's bytes as the device signed them. */
  readonly orderBytes: Uint8Array;
  /** What the signature covers. */
  readonly signedBytes: Uint8Array;
  readonly signature: Uint8Array;
  /** SHA-256 of the signed bytes, base64: what the PIN proof is bound to. */
  readonly actionHash: string;
  /** SHA-256 of `idempotencyBytes`. */
  readonly digest: HashText;
  readonly clientNonce: string;
  readonly proof: Uint8Array;
}

const SIGNED_PREFIX = Buffer.from(`${ORDER_DOMAIN}\0`);

function parseOrder(text: string): PaymentOrder {
  const canonical = readCanonicalOrder(text);
  if (canonical) return canonical;
  if (text.length > MAX_ORDER_LENGTH) {
    throw new RpcError(RPC_ERROR.invalidParams, 'The order is too long.');
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new RpcError(RPC_ERROR.invalidParams, 'The order is not JSON.');
  }
  const order = paymentOrder.safeParse(value);
  if (!order.success) throw invalidParams(order.error);
  if (canonicalOrder(order.data) !== text) {
    throw refusal('U15', 'The order is not in canonical form (RFC 8785). No money was taken.');
  }
  return order.data;
}

/**
 * First check of all: form.
 * @throws RpcError invalidParams for a wrong field, U15 when the text is not the canonical one
 */
export function readSubmission(params: PaymentSubmitParams): Submission {
  const order = parseOrder(params.order);
  const text = Buffer.from(params.order);
  const signedBytes = Buffer.concat([SIGNED_PREFIX, text]);
  return {
    order,
    amountPaise: Number(order.amountPaise),
    orderBytes: text,
    signedBytes,
    signature: Buffer.from(params.signature, 'base64url'),
    actionHash: hashBase64(signedBytes),
    digest: orderDigestText(order),
    clientNonce: params.pin.clientNonce,
    proof: Buffer.from(params.pin.proof, 'base64url'),
  };
}
