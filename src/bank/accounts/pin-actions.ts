import { pinActionBytes } from '#shared/pin-proof.ts';
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

/** The new verifier takes the old one's place. A simulated account may keep fewer rounds. */
export async function changePin(
  services: BankServices,
  session: Session,
  params: ParamsOf<Table, 'pin.change'>,
): Promise<ResultOf<Table, 'pin.change'>> {
  const { user, account } = session;
  const verifier = readVerifier(params.verifier, account.isSimulated);
  return behindPin(services, session, 'CHANGE_PIN', params.pin, (batch, serverSignature) => {
    Object.assign(batch.users.touch(user), {
      pinSalt: verifier.salt,
      pinIterations: verifier.iterations,
      pinKeys: wrapPinKeys(services.keyWrap, user.uid, verifier),
    });
    return { serverSignature };
  });
}
