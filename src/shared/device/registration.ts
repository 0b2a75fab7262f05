import { toBase64Url } from '../bytes.ts';
import { formatPaise, isPaise } from '../money.ts';
import type { DeviceKeyFields } from '../protocol/fields.ts';
import { publicMethods } from '../protocol/public-methods.ts';
import { deviceBindingBytes } from '../signing-bytes.ts';
import { PhoneError } from './outcome.ts';
import { BANK_ROUTE } from './phone-connections.ts';
import { checkBank, type PhoneContext, type PhoneLine } from './phone-line.ts';
import type { PhoneIdentity } from './phone-store.ts';
import { newPinVerifier } from './pin-stretching.ts';

export interface RegistrationRequest {
  readonly name: string;
  /** Ten digits. */
  readonly mobile: string;
  readonly pin: string;
  readonly openingBalancePaise: number;
  /** Wanted UPI ID; made from the name by the bank when absent. */
  readonly vpa?: string;
}

/** The device key with proof that this phone holds its private half. */
async function deviceKeyFor(context: PhoneContext, mobile: string): Promise<DeviceKeyFields> {
  const { bank, deviceId, signer } = context;
  const publicKey = toBase64Url(signer.publicKey);
  const bytes = deviceBindingBytes({ bankId: bank.bankId, deviceId, mobile, publicKey });
  return { deviceId, publicKey, signature: toBase64Url(await signer.sign(bytes)) };
}

/** Opens an account whose PIN keys are derived here: the PIN itself is never sent. */
export async function register(
  context: PhoneContext,
  line: PhoneLine,
  request: RegistrationRequest,
): Promise<PhoneIdentity> {
  const { name, mobile, vpa, openingBalancePaise } = request;
  if (!isPaise(openingBalancePaise)) {
    throw new PhoneError('invalid', 'The opening balance must be zero or more rupees.');
  }
  const via = await line.connections.reach(BANK_ROUTE);
  checkBank(await via.call(publicMethods, 'bank.info', {}), context.bank);
  const { verifier, stretching } = await newPinVerifier(
    context.crypto,
    request.pin,
    context.pinIterations,
  );
  const registered = await via.call(publicMethods, 'user.register', {
    name,
    mobile,
    pin: verifier,
    openingBalancePaise: formatPaise(openingBalancePaise),
    device: await deviceKeyFor(context, mobile),
    ...(vpa === undefined ? {} : { vpa }),
  });
  const identity: PhoneIdentity = {
    bankId: context.bank.bankId,
    deviceId: context.deviceId,
    uid: registered.uid,
    mmid: registered.mmid,
    vpa: registered.vpa,
    name,
    mobile,
    pin: stretching,
  };
  await line.setIdentity(identity);
  return identity;
}

/** Asks for a code by (simulated) SMS to the account's mobile. */
export async function requestBinding(
  context: PhoneContext,
  line: PhoneLine,
  mobile: string,
): Promise<{ readonly sentToLastDigits: string; readonly expiresMs: number }> {
  const via = await line.connections.reach(BANK_ROUTE);
  checkBank(await via.call(publicMethods, 'bank.info', {}), context.bank);
  const { deviceId } = context;
  return via.call(publicMethods, 'device.requestBinding', { mobile, deviceId });
}

/** Binds this phone to an existing account; the PIN's stretching is learned with the first session. */
export async function bind(
  context: PhoneContext,
  line: PhoneLine,
  request: { readonly mobile: string; readonly bindingCode: string },
): Promise<PhoneIdentity> {
  const via = await line.connections.reach(BANK_ROUTE);
  checkBank(await via.call(publicMethods, 'bank.info', {}), context.bank);
  const device = await deviceKeyFor(context, request.mobile);
  const bound = await via.call(publicMethods, 'device.bind', { ...request, device });
  const identity: PhoneIdentity = {
    bankId: context.bank.bankId,
    deviceId: context.deviceId,
    mmid: '',
    mobile: request.mobile,
    ...bound,
  };
  await line.setIdentity(identity);
  return identity;
}
