import { randomBytes } from 'node:crypto';
import { toBase64Url, toHex, utf8 } from '../../src/shared/bytes.ts';
import { txnIdFrom } from '../../src/shared/ids.ts';
import { canonicalOrder, orderSigningBytes } from '../../src/shared/payment-order.ts';
import {
  derivePinKeys,
  makePinProof,
  PHONE_ITERATIONS,
  type PinKeys,
  pinActionBytes,
} from '../../src/shared/pin-proof.ts';
import {
  deriveSessionKeys,
  type SealDirection,
  type SessionKeys,
  sealAad,
  sealNonce,
  sessionOpeningBytes,
} from '../../src/shared/session.ts';
import { deviceBindingBytes } from '../../src/shared/signing-bytes.ts';
import { type NodeDeviceSigner, nodeCrypto, nodeDeviceSigner } from '../../src/wire/node-crypto.ts';
import { type Example, type RecordedLine, resultOf } from './recorder.ts';

/** A phone that shows everything it does, PIN and keys included: an example, not a client. */
export interface ExamplePhone {
  readonly pin: string;
  readonly mobile: string;
  readonly deviceId: string;
  readonly signer: NodeDeviceSigner;
  readonly salt: Uint8Array;
  readonly keys: PinKeys;
  uid: string;
  vpa: string;
  /** The first code that was sent to it. */
  smsCode: string;
}

export async function newExamplePhone(mobile: string, pin: string): Promise<ExamplePhone> {
  const salt = nodeCrypto.randomBytes(16);
  return {
    pin,
    mobile,
    deviceId: `phone-${mobile}`,
    signer: nodeDeviceSigner(nodeCrypto.randomBytes(32)),
    salt,
    keys: await derivePinKeys(nodeCrypto, pin, salt, PHONE_ITERATIONS),
    uid: '',
    vpa: '',
    smsCode: '',
  };
}

export const verifierOf = ({ salt, keys }: Pick<ExamplePhone, 'salt' | 'keys'>) => ({
  salt: toBase64Url(salt),
  iterations: PHONE_ITERATIONS,
  storedKey: toBase64Url(keys.storedKey),
  serverKey: toBase64Url(keys.serverKey),
});

export function deviceOf(phone: ExamplePhone, bankId: string) {
  const { deviceId, mobile, signer } = phone;
  const publicKey = toBase64Url(signer.publicKey);
  const signed = deviceBindingBytes({ bankId, deviceId, mobile, publicKey });
  return { deviceId, publicKey, signature: toBase64Url(signer.sign(signed)) };
}

export interface ExampleSession {
  readonly id: string;
  readonly keys: SessionKeys;
  /** For the reader: what the keys came from. */
  readonly shown: Readonly<Record<string, string>>;
  nonce: string;
  counter: number;
}

const open = (session: Pick<ExampleSession, 'id' | 'keys'>, direction: SealDirection, box: Box) => {
  const key = direction === 'event' ? session.keys.events : session.keys.toPhone;
  const aad = sealAad(session.id, direction, box.counter);
  const sealed = Buffer.from(box.box, 'base64url');
  const plain = nodeCrypto.gcmOpen(key, sealNonce(box.counter), aad, sealed);
  return JSON.parse(Buffer.from(plain).toString());
};

interface Box {
  readonly counter: number;
  readonly box: string;
}

export async function openExampleSession(
  phone: ExamplePhone,
  line: RecordedLine,
  bank: { readonly bankId: string; readonly exchangeKey: Uint8Array },
): Promise<{ session: ExampleSession; request: unknown; answer: unknown; grant: unknown }> {
  const pair = nodeCrypto.x25519();
  const opening = {
    bankId: bank.bankId,
    clientKey: toBase64Url(pair.publicKey),
    clientNonce: toBase64Url(nodeCrypto.randomBytes(16)),
    deviceId: phone.deviceId,
    uid: phone.uid,
  };
  const bytes = sessionOpeningBytes(opening);
  const signature = toBase64Url(phone.signer.sign(bytes));
  const asked = await line.ask('session.open', { ...opening, signature });
  const { sessionId, serverNonce, sealed } = resultOf(asked);
  const shared = pair.agree(bank.exchangeKey);
  const salt = Buffer.from(String(serverNonce), 'base64url');
  const keys = await deriveSessionKeys(nodeCrypto, shared, bytes, salt);
  const id = String(sessionId);
  const grant = open({ id, keys }, 'to-phone', sealed as Box);
  const shown = {
    sessionId: id,
    openingBytes: toHex(bytes),
    sharedSecret: toHex(shared),
    serverNonce: toHex(salt),
    toBank: toHex(keys.toBank),
    toPhone: toHex(keys.toPhone),
    events: toHex(keys.events),
  };
  return { ...asked, grant, session: { id, keys, shown, nonce: grant.nextNonce, counter: 0 } };
}

/** One sealed call, with the box and what was in it. */
export async function sealedExample(
  session: ExampleSession,
  line: RecordedLine,
  call: { readonly method: string; readonly params: unknown; readonly about: string },
): Promise<Example> {
  const counter = ++session.counter;
  const { method, params, about } = call;
  const inner = { method, params };
  const box = nodeCrypto.gcmSeal(
    session.keys.toBank,
    sealNonce(counter),
    sealAad(session.id, 'to-bank', counter),
    utf8(JSON.stringify(inner)),
  );
  const sealed = { sessionId: session.id, counter, box: toBase64Url(box) };
  const asked = await line.ask('session.call', sealed);
  const insideAnswer = open(session, 'to-phone', resultOf(asked) as unknown as Box);
  session.nonce = insideAnswer.nextNonce;
  const { request, answer } = asked;
  return {
    section: 'sealed',
    name: method,
    about,
    request,
    answer,
    insideRequest: inner,
    insideAnswer,
  };
}

export const openEvent = (session: ExampleSession, notification: unknown): unknown =>
  open(session, 'event', (notification as { params: Box }).params);

async function proofFor(phone: ExamplePhone, nonce: string, signed: Uint8Array) {
  const clientNonce = toBase64Url(nodeCrypto.randomBytes(16));
  const proof = await makePinProof(nodeCrypto, phone.keys, {
    user: phone.vpa,
    clientNonce,
    serverNonce: nonce,
    salt: phone.salt,
    iterations: PHONE_ITERATIONS,
    actionHash: nodeCrypto.sha256(signed),
  });
  return { clientNonce, proof: toBase64Url(proof) };
}

export async function paymentParams(
  phone: ExamplePhone,
  session: ExampleSession,
  fields: {
    payee: string;
    amountPaise: string;
    vmid?: string;
    reference?: string;
    note?: string;
    type?: 'PAY' | 'COLLECT';
  },
) {
  const order = canonicalOrder({
    currency: 'INR',
    deviceId: phone.deviceId,
    mode: fields.vmid && fields.reference ? '16' : '00',
    nonce: session.nonce,
    note: '',
    payer: phone.vpa,
    reference: '',
    sessionId: session.id,
    txnId: txnIdFrom(randomBytes(16)),
    type: 'PAY',
    v: '1',
    vmid: '',
    ...fields,
  });
  const signed = orderSigningBytes(order);
  return {
    order,
    signature: toBase64Url(phone.signer.sign(signed)),
    pin: await proofFor(phone, session.nonce, signed),
  };
}

export const actionProof = (
  phone: ExamplePhone,
  session: ExampleSession,
  action: 'BALANCE' | 'CHANGE_PIN',
) => {
  const { id: sessionId, nonce } = session;
  return proofFor(phone, nonce, pinActionBytes({ action, nonce, sessionId, uid: phone.uid }));
};
