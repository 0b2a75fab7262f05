import { type PinVerifier, pinActionBytes } from '#shared/pin-proof.ts';
import type { ParamsOf, ResultOf } from '#shared/protocol/json-rpc.ts';
import { refusal } from '#shared/protocol/json-rpc.ts';
import type { sealedMethods } from '#shared/protocol/sealed-methods.ts';
import { decodeField } from '../decode-field.ts';
import { hashBase64 } from '../ledger/hash-text.ts';
import { NONCE_LIFE_MS } from '../payments/submit-payment.ts';
import type { BankServices } from '../services.ts';
import { readVerifier, wrapPinKeys } from '../sessions/pin-keys.ts';
import { newNonce, type Session } from '../sessions/session-book.ts';
import type { Batch } from '../state/batch.ts';
import type { Outcome } from '../state/batch-runner.ts';
import type { User } from '../state/entities.ts';
import { spendCode } from './binding.ts';
import { beginCooling, boundDevice, releaseInBatch } from './devices.ts';

type Table = typeof sealedMethods;
type Proof = ParamsOf<Table, 'account.balance'>['pin'];

const WRONG_PIN = {
  ZM: 'Wrong UPI PIN. Try again with the right PIN.',
  Z6: 'Too many wrong PINs: UPI is locked for this account. Wait until the lock ends.',
} as const;

const base64Url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');

/** Runs `act` when the PIN proof for this action holds; uses the session's nonce up either way. */
function behindPin<T>(
  services: BankServices,
  session: Session,
  action: 'BALANCE' | 'CHANGE_PIN',
  { clientNonce, proof }: Proof,
  act: (batch: Batch, serverSignature: string) => T,
): Promise<T> {
  const proofBytes = decodeField(proof, 'pin.proof');
  const execute = (batch: Batch): Outcome<T> => {
    if (batch.nowMs - session.nonceMs > NONCE_LIFE_MS) {
      throw refusal('U70', 'The PIN was entered too late. Try again.');
    }
    const { nonce, id: sessionId, uid } = session;
    const actionHash = hashBase64(pinActionBytes({ action, nonce, sessionId, uid }));
    const verdict = services.pinGuard(batch, session, {
      clientNonce,
      actionHash,
      proof: proofBytes,
    });
    batch.sessions.touch(session).nonce = newNonce(services.randomBytes);
    session.nonceMs = batch.nowMs;
    if (!verdict.isRight) return { error: refusal(verdict.code, WRONG_PIN[verdict.code]) };
    return { value: act(batch, base64Url(verdict.serverSignature)) };
  };
  return services.runner.run({ execute });
}

export const showBalance = (
  services: BankServices,
  session: Session,
  params: ParamsOf<Table, 'account.balance'>,
): Promise<ResultOf<Table, 'account.balance'>> =>
  behindPin(services, session, 'BALANCE', params.pin, (_batch, serverSignature) => ({
    balancePaise: String(session.account.balancePaise),
    serverSignature,
  }));

function storeVerifier(
  { keyWrap }: BankServices,
  batch: Batch,
  user: User,
  verifier: PinVerifier,
): void {
  Object.assign(batch.users.touch(user), {
    pinSalt: verifier.salt,
    pinIterations: verifier.iterations,
    pinKeys: wrapPinKeys(keyWrap, user.uid, verifier),
  });
}

/** The new verifier takes the old one's place. A simulated account may keep fewer rounds. */
export async function changePin(
  services: BankServices,
  session: Session,
  params: ParamsOf<Table, 'pin.change'>,
): Promise<ResultOf<Table, 'pin.change'>> {
  const { user, account } = session;
  const verifier = readVerifier(params.verifier, account.isSimulated);
  return behindPin(services, session, 'CHANGE_PIN', params.pin, (batch, serverSignature) => {
    storeVerifier(services, batch, user, verifier);
    return { serverSignature };
  });
}

/**
 * A forgotten PIN. The session proves the phone, the code proves its SIM; both together are what
 * bound the phone in the first place. The lock ends and, as after a binding, payments stay small
 * for a while.
 */
export async function resetPin(
  services: BankServices,
  { user, account, deviceId }: Session,
  params: ParamsOf<Table, 'pin.reset'>,
): Promise<ResultOf<Table, 'pin.reset'>> {
  const verifier = readVerifier(params.verifier, account.isSimulated);
  const execute = (batch: Batch): Outcome<ResultOf<Table, 'pin.reset'>> => {
    if (!boundDevice(batch.state, user.uid, deviceId)) {
      throw refusal('U66', 'This phone is not bound to the account. The PIN was not changed.');
    }
    const wrong = spendCode(batch, user.mobile, deviceId, params.bindingCode);
    if (wrong) return { error: wrong };
    storeVerifier(services, batch, user, verifier);
    Object.assign(user, { wrongPins: 0, pinLockedUntilMs: 0 });
    beginCooling(batch, user.uid);
    return { value: {} };
  };
  return services.runner.run({ execute });
}

/** The user's own phone signs itself out; a payment that is on its way may still be refused. */
export const releaseDevice = (
  services: BankServices,
  { uid }: Session,
): Promise<ResultOf<Table, 'device.release'>> =>
  services.runner.run({
    execute: (batch) => {
      releaseInBatch(batch, uid);
      batch.after.push(() => services.sessions.endAll(uid));
      return { value: {} };
    },
  });
