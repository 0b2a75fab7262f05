import type { Defences } from '../defences.ts';
import type { KeyWrap } from '../identity/key-wrap.ts';
import type { Batch } from '../state/batch.ts';
import { checkPinProof, type PinAttempt, unwrapPinKeys } from './pin-keys.ts';
import type { Session } from './session-book.ts';

const HOUR_MS = 3_600_000;

export type PinVerdict =
  | { readonly isRight: true; readonly serverSignature: Uint8Array }
  | { readonly isRight: false; readonly code: 'ZM' | 'Z6' };

export type PinGuard = (
  batch: Batch,
  session: Session,
  attempt: Omit<PinAttempt, 'user' | 'serverNonce' | 'iterations'>,
) => PinVerdict;

/**
 * Judges a PIN proof against the session's current nonce. Wrong ones are counted per account in
 * the same commit as their verdict; at `pinTriesMax` the account locks for `pinLockHours`, also
 * across restarts. Call it only after the device's signature was checked, so that strangers can
 * neither try PINs nor lock anybody out.
 */
export const createPinGuard =
  (keyWrap: KeyWrap, defences: Defences): PinGuard =>
  (batch, session, attempt) => {
    const { user } = session;
    if (user.pinLockedUntilMs > batch.nowMs) return { isRight: false, code: 'Z6' };
    if (session.pinKeys?.wrapped !== user.pinKeys) {
      session.pinKeys = unwrapPinKeys(keyWrap, user);
    }
    const serverSignature = checkPinProof(session.pinKeys, {
      ...attempt,
      actionHash: defences.orderBinding ? attempt.actionHash : '',
      user: session.vpa,
      serverNonce: session.nonce,
      iterations: user.pinIterations,
    });
    const wasLocked = user.pinLockedUntilMs > 0;
    if (serverSignature) {
      if (user.wrongPins > 0 || wasLocked) {
        Object.assign(batch.users.touch(user), { wrongPins: 0, pinLockedUntilMs: 0 });
      }
      return { isRight: true, serverSignature };
    }
    if (!defences.pinLock) return { isRight: false, code: 'ZM' };
    const { pinTriesMax, pinLockHours } = batch.state.settings;
    batch.users.touch(user);
    user.wrongPins = (wasLocked ? 0 : user.wrongPins) + 1;
    user.pinLockedUntilMs = 0;
    if (user.wrongPins < pinTriesMax) return { isRight: false, code: 'ZM' };
    user.pinLockedUntilMs = batch.nowMs + pinLockHours * HOUR_MS;
    return { isRight: false, code: 'Z6' };
  };
