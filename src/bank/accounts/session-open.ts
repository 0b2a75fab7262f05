import { toBase64Url } from '#shared/bytes.ts';
import { refusal } from '#shared/protocol/json-rpc.ts';
import type { SessionGrant } from '#shared/protocol/sealed-methods.ts';
import type { BankServices } from '../services.ts';
import { boundDevice } from './devices.ts';

/** @throws RpcError U66 when the device is not bound, U80 when there are too many sessions */
export function openSession(
  { state, sessions, nowMs }: BankServices,
  uid: string,
  deviceId: string,
  sessionId: string,
): SessionGrant {
  const user = state.users.get(uid);
  const account = state.accounts.get(uid);
  if (!user || !account || !boundDevice(state, uid, deviceId)) {
    throw refusal('U66', 'This phone is not bound to the account. Set up UPI on it again.');
  }
  const session = sessions.open(user, account, deviceId, sessionId);
  const isLocked = user.pinLockedUntilMs > nowMs();
  return {
    nextNonce: session.nonce,
    timeMs: nowMs(),
    name: account.name,
    vpa: account.vpa,
    mobile: user.mobile,
    pinSalt: toBase64Url(user.pinSalt),
    pinIterations: user.pinIterations,
    ...(isLocked ? { pinLockedUntilMs: user.pinLockedUntilMs } : {}),
  };
}
