import { hash } from 'node:crypto';
import { toBase64Url } from '#shared/bytes.ts';
import { canonicalOrder, ORDER_DOMAIN, type PaymentOrder } from '#shared/payment-order.ts';
import { pinAuthText } from '#shared/pin-proof.ts';
import type { SessionGrant } from '#shared/protocol/sealed-methods.ts';
import {
  deriveSessionKeys,
  type SessionKeys,
  sealAad,
  sealNonce,
  sessionOpeningBytes,
} from '#shared/session.ts';
import { deviceBindingBytes } from '#shared/signing-bytes.ts';
import { type HmacKey, hmacMasked } from '#wire/fast-hmac.ts';
import { nodeCrypto } from '#wire/node-crypto.ts';
import type { ExpectedAccount } from './expectation.ts';
import type { FastCrypto, PhoneKey } from './fast-crypto.ts';
import type { Line, Reply } from './line.ts';

/** One simulated phone: its own identity, device key and PIN keys. */
export interface VirtualPhone {
  readonly index: number;
  readonly name: string;
  readonly mobile: string;
  readonly deviceId: string;
  readonly key: PhoneKey;
  readonly pin: PhonePin;
  readonly account: ExpectedAccount;
  uid: string;
  mmid: string;
  vpa: string;
  session: PhoneSession | undefined;
}

export interface PhonePin {
  readonly salt: Uint8Array;
  readonly iterations: number;
  readonly clientKey: Uint8Array;
  readonly storedKey: Uint8Array;
  readonly serverKey: Uint8Array;
  readonly saltBase64: string;
  /** `storedKey`, ready to authenticate with. */
  readonly storedHmac: HmacKey;
}

export interface PhoneSession {
  readonly id: string;
  readonly keys: SessionKeys;
  nonce: string;
  counter: number;
}

export interface BankFacts {
  readonly bankId: string;
  /** Raw X25519 key. */
  readonly exchangeKey: Uint8Array;
}

const encode = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
const ORDER_PREFIX = `${ORDER_DOMAIN}\0`;

export function registerPhone(
  phone: VirtualPhone,
  line: Line,
  bank: BankFacts,
  openingBalancePaise: number,
): Promise<Reply> {
  const publicKey = encode(phone.key.publicKey);
  const binding = {
    bankId: bank.bankId,
    deviceId: phone.deviceId,
    mobile: phone.mobile,
    publicKey,
  };
  return line.call('user.register', {
    name: phone.name,
    mobile: phone.mobile,
    pin: {
      salt: encode(phone.pin.salt),
      iterations: phone.pin.iterations,
      storedKey: encode(phone.pin.storedKey),
      serverKey: encode(phone.pin.serverKey),
    },
    openingBalancePaise: String(openingBalancePaise),
    device: {
      deviceId: phone.deviceId,
      publicKey,
      signature: encode(phone.key.sign(deviceBindingBytes(binding))),
    },
  });
}

/** Opens a session and keeps it in the phone. */
export async function openPhoneSession(
  phone: VirtualPhone,
  line: Line,
  bank: BankFacts,
  crypto: FastCrypto,
): Promise<Reply> {
  const { publicKey, shared } = crypto.agree(bank.exchangeKey);
  const opening = {
    bankId: bank.bankId,
    clientKey: encode(publicKey),
    clientNonce: encode(nodeCrypto.randomBytes(16)),
    deviceId: phone.deviceId,
    uid: phone.uid,
  };
  const bytes = sessionOpeningBytes(opening);
  const signature = encode(phone.key.sign(bytes));
  const reply = await line.call('session.open', { ...opening, signature });
  if (reply.kind !== 'result') return reply;
  const { sessionId, serverNonce, sealed } = reply.result as {
    sessionId: string;
    serverNonce: string;
    sealed: { box: string };
  };
  const keys = await deriveSessionKeys(
    nodeCrypto,
    shared,
    bytes,
    Buffer.from(serverNonce, 'base64url'),
  );
  const grant = JSON.parse(
    Buffer.from(
      nodeCrypto.gcmOpen(
        keys.toPhone,
        sealNonce(0),
        sealAad(sessionId, 'to-phone', 0),
        Buffer.from(sealed.box, 'base64url'),
      ),
    ).toString(),
  ) as SessionGrant;
  phone.session = { id: sessionId, keys, nonce: grant.nextNonce, counter: 0 };
  return reply;
}

/** The signed and PIN-proved message of one payment; all of it is made here, live. */
export function signPayment(
  phone: VirtualPhone,
  order: PaymentOrder,
  isPinRight: boolean,
): { readonly order: string; readonly signature: string; readonly pin: object } {
  const text = canonicalOrder(order);
  const signed = Buffer.from(ORDER_PREFIX + text);
  const clientNonce = encode(nodeCrypto.randomBytes(16));
  const { pin } = phone;
  const authText = pinAuthText({
    user: phone.vpa,
    clientNonce,
    serverNonce: order.nonce,
    salt: pin.saltBase64,
    iterations: pin.iterations,
    actionHash: hash('sha256', signed, 'base64'),
  });
  const proof = hmacMasked(pin.storedHmac, authText, pin.clientKey);
  if (!isPinRight) proof[0] = (proof[0] as number) ^ 1;
  return {
    order: text,
    signature: phone.key.sign(signed).toString('base64url'),
    pin: { clientNonce, proof: proof.toString('base64url') },
  };
}

/** A sealed call through a terminal (or straight); answers what was inside the box. */
export async function sealedCall(
  session: PhoneSession,
  line: Line,
  method: string,
  params: unknown,
): Promise<Reply> {
  const counter = ++session.counter;
  const box = nodeCrypto.gcmSeal(
    session.keys.toBank,
    sealNonce(counter),
    sealAad(session.id, 'to-bank', counter),
    Buffer.from(JSON.stringify({ method, params })),
  );
  const reply = await line.call('session.call', {
    sessionId: session.id,
    counter,
    box: toBase64Url(box),
  });
  if (reply.kind !== 'result') return reply;
  const inner = JSON.parse(
    Buffer.from(
      nodeCrypto.gcmOpen(
        session.keys.toPhone,
        sealNonce(counter),
        sealAad(session.id, 'to-phone', counter),
        Buffer.from(String(reply.result.box), 'base64url'),
      ),
    ).toString(),
  );
  session.nonce = inner.nextNonce;
  if (!inner.error) return { kind: 'result', result: inner.result };
  const code = inner.error.data?.responseCode ?? String(inner.error.code);
  return { kind: 'refusal', code, message: inner.error.message };
}

/** The same payment straight to the bank: signed and PIN-proved, not sealed again. */
export async function directPayment(
  session: PhoneSession,
  line: Line,
  params: unknown,
): Promise<Reply> {
  const reply = await line.call('payment.submit', params);
  if (reply.kind !== 'result') return reply;
  const { result, nextNonce } = reply.result as {
    result: Record<string, unknown>;
    nextNonce?: string;
  };
  if (nextNonce) session.nonce = nextNonce;
  return { kind: 'result', result };
}
