import { fromBase64Url, toBase64Url } from '../bytes.ts';
import type { CryptoPort } from '../crypto-port.ts';
import {
  checkServerSignature,
  derivePinKeys,
  MAX_ITERATIONS,
  makePinProof,
  PIN_PATTERN,
  type PinChallenge,
  type PinKeys,
  SALT_LENGTH,
} from '../pin-proof.ts';
import type { PinVerifierFields } from '../protocol/fields.ts';
import type { SessionGrant } from '../protocol/sealed-methods.ts';
import { PhoneError } from './outcome.ts';
import type { PhoneIdentity, PinStretching } from './phone-store.ts';

/** What a phone does with a PIN. The PIN and the keys made from it live only as long as one call. */
export function checkPinForm(pin: string): void {
  if (!PIN_PATTERN.test(pin)) throw new PhoneError('invalid', 'A UPI PIN has 4 or 6 digits.');
}

/** A new PIN: fresh salt, and what the bank stores. */
export async function newPinVerifier(
  crypto: CryptoPort,
  pin: string,
  iterations: number,
): Promise<{ readonly verifier: PinVerifierFields; readonly stretching: PinStretching }> {
  checkPinForm(pin);
  const salt = crypto.randomBytes(SALT_LENGTH);
  const keys = await derivePinKeys(crypto, pin, salt, iterations);
  const stretching = { salt: toBase64Url(salt), iterations };
  return {
    stretching,
    verifier: {
      ...stretching,
      storedKey: toBase64Url(keys.storedKey),
      serverKey: toBase64Url(keys.serverKey),
    },
  };
}

const isSame = (left: PinStretching | undefined, right: PinStretching): boolean =>
  left?.salt === right.salt && left.iterations === right.iterations;

/**
 * What the bank says about the PIN's stretching, believed only when it is what this phone sent
 * (or, on a newly bound phone, not weaker than the floor): a false bank could otherwise name one
 * iteration or a salt of its choice and search the PIN from a single proof.
 * @returns the identity, changed when it learns something
 */
export function checkGrant(
  identity: PhoneIdentity,
  grant: SessionGrant,
  iterationsMin: number,
): PhoneIdentity {
  const told: PinStretching = { salt: grant.pinSalt, iterations: grant.pinIterations };
  if (grant.vpa !== identity.vpa) {
    throw new PhoneError('not-genuine', 'The bank opened a session for another account.');
  }
  if (told.iterations < iterationsMin || told.iterations > MAX_ITERATIONS) {
    throw new PhoneError('not-genuine', 'The bank asks for a PIN proof that is too weak.');
  }
  const { nextPin: _settled, ...settled } = identity;
  if (identity.pin === undefined || isSame(identity.nextPin, told))
    return { ...settled, pin: told };
  if (isSame(identity.pin, told)) return identity;
  throw new PhoneError(
    'not-genuine',
    "The bank's PIN settings changed without this phone. Set up UPI on this phone again.",
  );
}

/** Keys of a typed PIN: the slow step, before a session's turn is taken. */
export function stretchPin(
  crypto: CryptoPort,
  pin: string,
  stretching: PinStretching,
): Promise<PinKeys> {
  checkPinForm(pin);
  return derivePinKeys(crypto, pin, fromBase64Url(stretching.salt), stretching.iterations);
}

export interface ProofRequest {
  readonly user: string;
  readonly clientNonce: string;
  readonly serverNonce: string;
  readonly stretching: PinStretching;
  /** Domain-separated bytes of what the PIN authorises. */
  readonly action: Uint8Array;
}

async function challengeOf(crypto: CryptoPort, request: ProofRequest): Promise<PinChallenge> {
  return {
    user: request.user,
    clientNonce: request.clientNonce,
    serverNonce: request.serverNonce,
    salt: fromBase64Url(request.stretching.salt),
    iterations: request.stretching.iterations,
    actionHash: await crypto.sha256(request.action),
  };
}

export async function proofFor(
  crypto: CryptoPort,
  keys: PinKeys,
  request: ProofRequest,
): Promise<{ readonly clientNonce: string; readonly proof: string }> {
  const proof = await makePinProof(crypto, keys, await challengeOf(crypto, request));
  return { clientNonce: request.clientNonce, proof: toBase64Url(proof) };
}

/** Whether the bank's signature answers this proof: only who stores the PIN's keys can make it. */
export async function isBankSignature(
  crypto: CryptoPort,
  keys: PinKeys,
  request: ProofRequest,
  serverSignature: string,
): Promise<boolean> {
  const challenge = await challengeOf(crypto, request);
  return checkServerSignature(crypto, keys, challenge, fromBase64Url(serverSignature));
}
