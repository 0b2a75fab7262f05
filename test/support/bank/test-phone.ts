import type { BankCore } from '#bank/core.ts';
import { toBase64Url, utf8 } from '#shared/bytes.ts';
import { txnIdFrom } from '#shared/ids.ts';
import { canonicalOrder, orderSigningBytes, type PaymentOrder } from '#shared/payment-order.ts';
import {
  derivePinKeys,
  makePinProof,
  type PinKeys,
  pinActionBytes,
  SIMULATED_ITERATIONS,
} from '#shared/pin-proof.ts';
import type { PaymentResult, PaymentSubmitParams } from '#shared/protocol/payments.ts';
import type { SessionGrant } from '#shared/protocol/sealed-methods.ts';
import { deviceBindingBytes } from '#shared/signing-bytes.ts';
import { type NodeDeviceSigner, nodeCrypto, nodeDeviceSigner } from '#wire/node-crypto.ts';
import { testRandom } from './test-bank.ts';

/** A phone without sockets: calls the core as the server would. */
export interface TestPhone {
  readonly uid: string;
  readonly vpa: string;
  readonly mobile: string;
  readonly deviceId: string;
  readonly signer: NodeDeviceSigner;
  readonly salt: Uint8Array;
  readonly pinKeys: PinKeys;
}

export interface PhoneSession {
  readonly phone: TestPhone;
  readonly id: string;
  readonly grant: SessionGrant;
}

export const PIN = '2580';
let serial = 0;

const nextMobile = (): string => `9${String(100_000_000 + ++serial)}`;

export const deviceKeyFor = (
  core: BankCore,
  mobile: string,
  deviceId: string,
  signer: NodeDeviceSigner,
) => {
  const publicKey = toBase64Url(signer.publicKey);
  const { bankId } = core.identity;
  const signed = deviceBindingBytes({ bankId, deviceId, mobile, publicKey });
  return { deviceId, publicKey, signature: toBase64Url(signer.sign(signed)) };
};

export async function verifierFor(pin: string) {
  const salt = testRandom(16);
  const keys = await derivePinKeys(nodeCrypto, pin, salt, SIMULATED_ITERATIONS);
  const fields = {
    salt: toBase64Url(salt),
    iterations: SIMULATED_ITERATIONS,
    storedKey: toBase64Url(keys.storedKey),
    serverKey: toBase64Url(keys.serverKey),
  };
  return { salt, keys, fields };
}

/** Registers a user as simulated (few PIN rounds); the bank treats it like any other with settings. */
export async function registerPhone(
  core: BankCore,
  { name = 'Asha', balancePaise = 1_000_000, pin = PIN, mobile = nextMobile() } = {},
): Promise<TestPhone> {
  const deviceId = `device-${toBase64Url(testRandom(9)).toLowerCase().replaceAll('_', 'x')}`;
  const signer = nodeDeviceSigner(testRandom(32));
  const verifier = await verifierFor(pin);
  const { uid, vpa } = await core.registerUser(
    {
      name,
      mobile,
      pin: verifier.fields,
      openingBalancePaise: String(balancePaise),
      device: deviceKeyFor(core, mobile, deviceId, signer),
    },
    { isSimulated: true },
  );
  return { uid, vpa, mobile, deviceId, signer, salt: verifier.salt, pinKeys: verifier.keys };
}

export function openPhoneSession(core: BankCore, phone: TestPhone): PhoneSession {
  const id = toBase64Url(testRandom(16));
  return { phone, id, grant: core.openSession(phone.uid, phone.deviceId, id) };
}

export const newTxnId = (): string => txnIdFrom(testRandom(16));

export const orderFor = (
  core: BankCore,
  session: PhoneSession,
  fields: Partial<PaymentOrder> & { payee: string },
): PaymentOrder => ({
  amountPaise: '2000',
  currency: 'INR',
  deviceId: session.phone.deviceId,
  mode: '00',
  nonce: core.session(session.id)?.nonce ?? toBase64Url(testRandom(16)),
  note: '',
  payer: session.phone.vpa,
  reference: '',
  sessionId: session.id,
  txnId: newTxnId(),
  type: 'PAY',
  v: '1',
  vmid: '',
  ...fields,
});

/** Signs an order and proves the PIN for it. */
export async function submissionFor(
  phone: TestPhone,
  order: PaymentOrder,
  pinKeys: PinKeys = phone.pinKeys,
): Promise<PaymentSubmitParams> {
  const text = canonicalOrder(order);
  const signed = orderSigningBytes(text);
  const clientNonce = toBase64Url(testRandom(16));
  const proof = await makePinProof(nodeCrypto, pinKeys, {
    user: order.payer,
    clientNonce,
    serverNonce: order.nonce,
    salt: phone.salt,
    iterations: SIMULATED_ITERATIONS,
    actionHash: nodeCrypto.sha256(signed),
  });
  return {
    order: text,
    signature: toBase64Url(phone.signer.sign(signed)),
    pin: { clientNonce, proof: toBase64Url(proof) },
  };
}

/** One payment in the phone's own session, straight to the bank. */
export async function pay(
  core: BankCore,
  session: PhoneSession,
  fields: Partial<PaymentOrder> & { payee: string },
): Promise<PaymentResult> {
  const order = orderFor(core, session, fields);
  const params = await submissionFor(session.phone, order);
  return core.submitPayment(params, order.vmid, session.id);
}

/** A PIN proof for something other than a payment. */
export async function pinActionProof(
  core: BankCore,
  session: PhoneSession,
  action: 'BALANCE' | 'CHANGE_PIN',
  pinKeys: PinKeys = session.phone.pinKeys,
) {
  const nonce = core.session(session.id)?.nonce ?? '';
  const clientNonce = toBase64Url(testRandom(16));
  const { phone } = session;
  const proof = await makePinProof(nodeCrypto, pinKeys, {
    user: phone.vpa,
    clientNonce,
    serverNonce: nonce,
    salt: phone.salt,
    iterations: SIMULATED_ITERATIONS,
    actionHash: nodeCrypto.sha256(
      pinActionBytes({ action, nonce, sessionId: session.id, uid: phone.uid }),
    ),
  });
  return { clientNonce, proof: toBase64Url(proof) };
}

/** PIN keys of a PIN that is not the account's. */
export const wrongPinKeys = (phone: TestPhone): Promise<PinKeys> =>
  derivePinKeys(nodeCrypto, '9999', phone.salt, SIMULATED_ITERATIONS);

/** Text for assertions on secrets. */
export const asBytes = (text: string): Uint8Array => utf8(text);
