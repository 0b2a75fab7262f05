import type { BankCore } from '#bank/core.ts';
import { toBase64Url } from '#shared/bytes.ts';
import { canonicalOrder, orderSigningBytes, type PaymentOrder } from '#shared/payment-order.ts';
import {
  derivePinKeys,
  makePinProof,
  type PinKeys,
  pinActionBytes,
  SIMULATED_ITERATIONS,
} from '#shared/pin-proof.ts';
import type { PaymentSubmitParams } from '#shared/protocol/payments.ts';
import { deviceBindingBytes } from '#shared/signing-bytes.ts';
import { loadFastCrypto, type PhoneKey } from '#stress/fast-crypto.ts';
import { nodeCrypto } from '#wire/node-crypto.ts';

/** A phone of the simulation; everything random about it comes from the seed. */
export interface SimPhone {
  readonly uid: string;
  readonly vpa: string;
  readonly mobile: string;
  deviceId: string;
  signer: PhoneKey;
  readonly salt: Uint8Array;
  readonly pinKeys: PinKeys;
  /** Ids of its open sessions, oldest first. */
  sessions: string[];
}

export interface SimMessage {
  readonly phone: SimPhone;
  readonly order: PaymentOrder;
  readonly params: PaymentSubmitParams;
  /** The key that signed; the bank may have another one by now. */
  readonly signer: PhoneKey;
  readonly isPinRight: boolean;
}

export const { phoneKey } = loadFastCrypto();

export type Bytes = (length: number) => Uint8Array;

export const deviceFields = (
  core: BankCore,
  phone: { readonly mobile: string; readonly deviceId: string; readonly signer: PhoneKey },
) => {
  const publicKey = toBase64Url(phone.signer.publicKey);
  const { bankId } = core.identity;
  const { mobile, deviceId } = phone;
  const signed = deviceBindingBytes({ bankId, deviceId, mobile, publicKey });
  return { deviceId, publicKey, signature: toBase64Url(phone.signer.sign(signed)) };
};

export async function registerSimPhone(
  core: BankCore,
  bytes: Bytes,
  index: number,
  openingBalancePaise: number,
): Promise<SimPhone> {
  const mobile = String(9_000_000_000 + index);
  const deviceId = `device-${index}-a`;
  const signer = phoneKey(bytes(32));
  const salt = bytes(16);
  const pinKeys = await derivePinKeys(nodeCrypto, '4826', salt, SIMULATED_ITERATIONS);
  const { uid, vpa } = await core.registerUser(
    {
      name: `User ${index}`,
      mobile,
      vpa: `user${index}@upisim`,
      pin: {
        salt: toBase64Url(salt),
        iterations: SIMULATED_ITERATIONS,
        storedKey: toBase64Url(pinKeys.storedKey),
        serverKey: toBase64Url(pinKeys.serverKey),
      },
      openingBalancePaise: String(openingBalancePaise),
      device: deviceFields(core, { mobile, deviceId, signer }),
    },
    { isSimulated: true },
  );
  return { uid, vpa, mobile, deviceId, signer, salt, pinKeys, sessions: [] };
}

async function proof(
  phone: SimPhone,
  bytes: Bytes,
  action: { readonly signed: Uint8Array; readonly nonce: string; readonly isPinRight: boolean },
) {
  const clientNonce = toBase64Url(bytes(16));
  const value = await makePinProof(nodeCrypto, phone.pinKeys, {
    user: phone.vpa,
    clientNonce,
    serverNonce: action.nonce,
    salt: phone.salt,
    iterations: SIMULATED_ITERATIONS,
    actionHash: nodeCrypto.sha256(action.signed),
  });
  if (!action.isPinRight) value[0] = (value[0] ?? 0) ^ 1;
  return { clientNonce, proof: toBase64Url(value) };
}

export async function signMessage(
  phone: SimPhone,
  bytes: Bytes,
  order: PaymentOrder,
  how: { readonly isPinRight: boolean; readonly isSignatureSpoiled?: boolean },
): Promise<SimMessage> {
  const text = canonicalOrder(order);
  const signed = orderSigningBytes(text);
  const stranger = how.isSignatureSpoiled ? phoneKey(bytes(32)) : undefined;
  const signer = stranger ?? phone.signer;
  const pin = await proof(phone, bytes, { signed, nonce: order.nonce, ...how });
  const params = { order: text, signature: toBase64Url(signer.sign(signed)), pin };
  return { phone, order, params, signer, isPinRight: how.isPinRight };
}

export const balanceProof = (
  phone: SimPhone,
  bytes: Bytes,
  sessionId: string,
  nonce: string,
  isPinRight: boolean,
) => {
  const action = { action: 'BALANCE' as const, nonce, sessionId, uid: phone.uid };
  return proof(phone, bytes, { signed: pinActionBytes(action), nonce, isPinRight });
};
