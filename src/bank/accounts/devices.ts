import type { DeviceKeyFields } from '#shared/protocol/fields.ts';
import { refusal } from '#shared/protocol/json-rpc.ts';
import { deviceBindingBytes } from '#shared/signing-bytes.ts';
import { decodeField } from '../decode-field.ts';
import type { BankServices } from '../services.ts';
import { addDevice, type BankState } from '../state/bank-state.ts';
import type { Batch } from '../state/batch.ts';
import type { Device } from '../state/entities.ts';

const HOUR_MS = 3_600_000;

/** The device while it is bound; undefined when unknown or revoked. */
export function boundDevice(state: BankState, uid: string, deviceId: string): Device | undefined {
  return state.devices
    .get(uid)
    ?.find((device) => device.deviceId === deviceId && device.revokedMs === 0);
}

export const hasBoundDevice = (state: BankState, uid: string): boolean =>
  state.devices.get(uid)?.some(({ revokedMs }) => revokedMs === 0) ?? false;

/** Lets go of whatever phone the user has. False when there is none. */
export function releaseInBatch(batch: Batch, uid: string): boolean {
  const bound = (batch.state.devices.get(uid) ?? []).filter(({ revokedMs }) => revokedMs === 0);
  for (const device of bound) batch.devices.touch(device).revokedMs = batch.nowMs;
  return bound.length > 0;
}

/** A new phone or a new PIN: payments stay small for the cooling hours. */
export function beginCooling(batch: Batch, uid: string): void {
  const account = batch.state.accounts.get(uid);
  if (!account) throw new Error(`user ${uid} has no account`);
  batch.accounts.touch(account);
  account.coolingUntilMs = batch.nowMs + batch.state.settings.coolingHours * HOUR_MS;
  account.coolingSentPaise = 0;
}

/** The phone must hold the key it brings. @throws RpcError U15 */
export async function checkDeviceKey(
  { identity, verifySignature }: BankServices,
  mobile: string,
  { deviceId, publicKey, signature }: DeviceKeyFields,
): Promise<void> {
  const signed = deviceBindingBytes({ bankId: identity.bankId, deviceId, mobile, publicKey });
  const isRight = await verifySignature(
    decodeField(publicKey, 'device.publicKey'),
    signed,
    decodeField(signature, 'device.signature'),
  );
  if (!isRight) {
    throw refusal(
      'U15',
      "The phone's signature over its new key is wrong. Nothing was registered.",
    );
  }
}

/**
 * Binds a device and lets go of the user's others: one phone at a time, as on the real network.
 * Payments stay small for the cooling hours.
 */
export function bindInBatch(batch: Batch, uid: string, device: DeviceKeyFields): void {
  const { state } = batch;
  releaseInBatch(batch, uid);
  const own = state.devices.get(uid) ?? [];
  const publicKey = decodeField(device.publicKey, 'device.publicKey');
  const again = own.find(({ deviceId }) => deviceId === device.deviceId);
  if (again) {
    Object.assign(batch.devices.touch(again), { publicKey, boundMs: batch.nowMs, revokedMs: 0 });
  } else {
    const bound = { uid, deviceId: device.deviceId, publicKey, boundMs: batch.nowMs, revokedMs: 0 };
    batch.devices.add(bound, addDevice(state, bound));
  }
  beginCooling(batch, uid);
}
