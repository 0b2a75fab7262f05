import { toBase64Url, withDomain } from '#shared/bytes.ts';
import { txnIdFrom } from '#shared/ids.ts';
import { canonicalOrder, ORDER_DOMAIN, type PaymentOrder } from '#shared/payment-order.ts';
import { signPayment, type VirtualPhone } from '#stress/virtual-phone.ts';
import { nodeCrypto } from '#wire/node-crypto.ts';

/** A payment message on its way, and what is true of its proofs. */
export interface Message {
  readonly order: PaymentOrder;
  readonly params: { readonly order: string; readonly signature: string; readonly pin: object };
  readonly isSignatureRight: boolean;
  readonly isPinRight: boolean;
  /** The order's text is the canonical one of `order`. */
  readonly isCanonical: boolean;
}

/** What a forger has at hand: a genuine message, and everybody's ids. */
export interface ForgeryContext {
  readonly genuine: Message;
  readonly victim: VirtualPhone;
  readonly thief: VirtualPhone;
  readonly otherPayee: string;
  readonly otherSessionId: string;
  readonly otherVmid: string;
}

export function signedMessage(
  phone: VirtualPhone,
  order: PaymentOrder,
  isPinRight = true,
): Message {
  const params = signPayment(phone, order, isPinRight);
  return { order, params, isSignatureRight: true, isPinRight, isCanonical: true };
}

/** Changes the text on the way; nobody signs it anew. */
function edited({ genuine }: ForgeryContext, changes: Partial<PaymentOrder>): Message {
  const order = { ...genuine.order, ...changes };
  const params = { ...genuine.params, order: canonicalOrder(order) };
  return { ...genuine, order, params, isSignatureRight: false, isPinRight: false };
}

const rewritten = ({ genuine }: ForgeryContext, order: string): Message => ({
  ...genuine,
  params: { ...genuine.params, order },
  isCanonical: false,
});

const withPin = ({ genuine }: ForgeryContext, pin: object): Message => ({
  ...genuine,
  params: { ...genuine.params, pin: { ...genuine.params.pin, ...pin } },
  isPinRight: false,
});

/** The thief signs the victim's order with his own key. */
function signedByThief({ thief }: ForgeryContext, order: PaymentOrder): Message {
  const text = canonicalOrder(order);
  const signed = withDomain(ORDER_DOMAIN, Buffer.from(text));
  const { pin } = signPayment(thief, order, true);
  const params = { order: text, signature: toBase64Url(thief.key.sign(signed)), pin };
  return { order, params, isSignatureRight: false, isPinRight: false, isCanonical: true };
}

function otherSignatureBit({ genuine }: ForgeryContext): Message {
  const bytes = Buffer.from(genuine.params.signature, 'base64url');
  bytes[40] = (bytes[40] ?? 0) ^ 1;
  const params = { ...genuine.params, signature: bytes.toString('base64url') };
  return { ...genuine, params, isSignatureRight: false };
}

const zeros = (length: number): string => toBase64Url(new Uint8Array(length));
const reversedKeys = (text: string): string =>
  JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(text)).reverse()));

/** Everything that is done to a message, by name. */
export const FORGERIES: Readonly<Record<string, (context: ForgeryContext) => Message>> = {
  'as it was': ({ genuine }) => genuine,
  'amount edited': (context) => edited(context, { amountPaise: '1' }),
  'amount raised': (context) => edited(context, { amountPaise: '99999' }),
  'payee edited': (context) => edited(context, { payee: context.otherPayee }),
  'payer edited': (context) => edited(context, { payer: context.thief.vpa }),
  'reference edited': (context) => edited(context, { reference: 'INVOICE-2' }),
  'note edited': (context) => edited(context, { note: 'for the thief' }),
  'id edited': (context) => edited(context, { txnId: txnIdFrom(nodeCrypto.randomBytes(16)) }),
  'nonce edited': (context) => edited(context, { nonce: zeros(16) }),
  'session edited': (context) => edited(context, { sessionId: context.otherSessionId }),
  'machine edited': (context) => edited(context, { vmid: context.otherVmid }),
  'spaces added': (context) => rewritten(context, context.genuine.params.order.replace(':', ': ')),
  'keys in another order': (context) =>
    rewritten(context, reversedKeys(context.genuine.params.order)),
  'one signature bit': otherSignatureBit,
  'proof of zeros': (context) => withPin(context, { proof: zeros(32) }),
  'another client nonce': (context) => withPin(context, { clientNonce: zeros(16) }),
  'signed by the thief': (context) => signedByThief(context, context.genuine.order),
  'signed by the thief for his own device': (context) =>
    signedByThief(context, { ...context.genuine.order, deviceId: context.thief.deviceId }),
  'signed by the victim: other amount': ({ victim, genuine }) =>
    signedMessage(victim, { ...genuine.order, amountPaise: '4200' }),
  'signed by the victim: other payee': ({ victim, genuine, otherPayee }) =>
    signedMessage(victim, { ...genuine.order, payee: otherPayee }),
  'signed by the victim: other reference': ({ victim, genuine }) =>
    signedMessage(victim, { ...genuine.order, reference: 'INVOICE-2' }),
  'signed by the victim: same payment, newest nonce': ({ victim, genuine }) =>
    signedMessage(victim, { ...genuine.order, nonce: victim.session?.nonce ?? '' }),
  'signed by the victim: new id, old nonce': ({ victim, genuine }) =>
    signedMessage(victim, { ...genuine.order, txnId: txnIdFrom(nodeCrypto.randomBytes(16)) }),
  'signed by the victim: other session': ({ victim, genuine, otherSessionId }) =>
    signedMessage(victim, { ...genuine.order, sessionId: otherSessionId }),
  'signed by the victim: other machine': ({ victim, genuine, otherVmid }) =>
    signedMessage(victim, { ...genuine.order, vmid: otherVmid }),
  'signed by the victim: wrong PIN': ({ victim, genuine }) =>
    signedMessage(victim, genuine.order, false),
};
