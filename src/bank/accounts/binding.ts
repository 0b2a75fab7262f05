import { timingSafeEqual } from 'node:crypto';
import { toHex, utf8, withDomain } from '#shared/bytes.ts';
import type { ParamsOf, ResultOf } from '#shared/protocol/json-rpc.ts';
import { refusal } from '#shared/protocol/json-rpc.ts';
import type { publicMethods } from '#shared/protocol/public-methods.ts';
import { sha256 } from '../ledger/hash-text.ts';
import type { BankServices } from '../services.ts';
import type { Batch } from '../state/batch.ts';
import type { Outcome } from '../state/batch-runner.ts';
import type { Binding } from '../state/entities.ts';
import { bindInBatch, checkDeviceKey } from './devices.ts';

/** Binding a phone by a code that came by (simulated) SMS, or with the registration. */
const SMS_CODE_LIFE_MS = 300_000;
const REGISTRATION_CODE_LIFE_MS = 86_400_000;
const WRONG_TRIES_MAX = 5;
/** NPCI: more than three tokens for one device block it for a day. */
const CODES_PER_WINDOW = 3;
const WINDOW_MS = 86_400_000;
const SMS_CODE_DIGITS = 6;
const REGISTRATION_CODE_BYTES = 16;

type Table = typeof publicMethods;

const codeHash = (mobile: string, code: string): Uint8Array =>
  sha256(withDomain('upi-sim/binding-code/v1', utf8(`${mobile}\n${code}`)));

function storeBinding(batch: Batch, next: Binding): void {
  const { bindings } = batch.state;
  const old = bindings.get(next.mobile);
  if (old) {
    Object.assign(batch.bindings.touch(old), next);
    return;
  }
  bindings.set(next.mobile, next);
  batch.bindings.add(next, () => bindings.delete(next.mobile));
}

/** A long code for whoever registered without a device key. */
export function issueRegistrationCode(
  { randomBytes }: BankServices,
  batch: Batch,
  mobile: string,
): string {
  const code = toHex(randomBytes(REGISTRATION_CODE_BYTES));
  storeBinding(batch, {
    mobile,
    deviceId: '',
    codeHash: codeHash(mobile, code),
    expiresMs: batch.nowMs + REGISTRATION_CODE_LIFE_MS,
    wrongTries: 0,
    sentCount: 0,
    windowStartMs: batch.nowMs,
  });
  return code;
}

function request(
  services: BankServices,
  batch: Batch,
  { mobile, deviceId }: ParamsOf<Table, 'device.requestBinding'>,
): ResultOf<Table, 'device.requestBinding'> {
  const { state, nowMs } = batch;
  if (!state.userByMobile.has(mobile)) {
    throw refusal('XH', 'No account is registered with this mobile number.');
  }
  const old = state.bindings.get(mobile);
  const isSameWindow = old !== undefined && nowMs < old.windowStartMs + WINDOW_MS;
  const sentBefore = isSameWindow ? old.sentCount : 0;
  if (sentBefore >= CODES_PER_WINDOW) {
    throw refusal('U80', 'Too many codes were asked for this number. Try again tomorrow.');
  }
  const random = Buffer.from(services.randomBytes(6)).readUIntBE(0, 6);
  const code = String(random % 10 ** SMS_CODE_DIGITS).padStart(SMS_CODE_DIGITS, '0');
  const expiresMs = nowMs + SMS_CODE_LIFE_MS;
  storeBinding(batch, {
    mobile,
    deviceId,
    codeHash: codeHash(mobile, code),
    expiresMs,
    wrongTries: 0,
    sentCount: sentBefore + 1,
    windowStartMs: isSameWindow ? old.windowStartMs : nowMs,
  });
  const text = `${code} is your UPI Simulator code for this phone. It works for 5 minutes. Tell it to nobody.`;
  batch.after.push(() =>
    services.events.toAdmin('sms', () => ({ kind: 'sms', mobile, text, code })),
  );
  return { sentToLastDigits: mobile.slice(-4), expiresMs };
}

export const requestBinding = (
  services: BankServices,
  params: ParamsOf<Table, 'device.requestBinding'>,
) => services.runner.run({ execute: (batch) => ({ value: request(services, batch, params) }) });

/**
 * Uses the code up when it is right; counts it when it is wrong.
 * @throws RpcError when there is no code that could be right
 */
export function spendCode(
  batch: Batch,
  mobile: string,
  deviceId: string,
  code: string,
): ReturnType<typeof refusal> | undefined {
  const binding = batch.state.bindings.get(mobile);
  const isUsable =
    binding !== undefined &&
    batch.nowMs < binding.expiresMs &&
    binding.wrongTries < WRONG_TRIES_MAX &&
    (binding.deviceId === '' || binding.deviceId === deviceId);
  if (!isUsable) {
    throw refusal('U66', 'There is no valid code for this phone. Ask for a new one.');
  }
  batch.bindings.touch(binding);
  if (timingSafeEqual(binding.codeHash, codeHash(mobile, code))) {
    binding.expiresMs = 0;
    return undefined;
  }
  binding.wrongTries += 1;
  const left = WRONG_TRIES_MAX - binding.wrongTries;
  return refusal('U66', `The code is wrong. ${left} tries are left; then ask for a new one.`);
}

function bind(
  services: BankServices,
  batch: Batch,
  { mobile, bindingCode, device }: ParamsOf<Table, 'device.bind'>,
): Outcome<ResultOf<Table, 'device.bind'>> {
  const { state } = batch;
  const user = state.userByMobile.get(mobile);
  const account = user && state.accounts.get(user.uid);
  if (!account) throw refusal('U66', 'There is no valid code for this phone. Ask for a new one.');
  const wrong = spendCode(batch, mobile, device.deviceId, bindingCode);
  if (wrong) return { error: wrong };
  bindInBatch(batch, account.id, device);
  batch.after.push(() => services.sessions.endAll(account.id));
  return { value: { uid: account.id, vpa: account.vpa, name: account.name } };
}

export async function bindDevice(
  services: BankServices,
  params: ParamsOf<Table, 'device.bind'>,
): Promise<ResultOf<Table, 'device.bind'>> {
  await checkDeviceKey(services, params.mobile, params.device);
  return services.runner.run({ execute: (batch) => bind(services, batch, params) });
}
