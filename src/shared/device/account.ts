import { toBase64Url } from '../bytes.ts';
import { checkReceipt } from '../ledger/receipt.ts';
import { parsePaise } from '../money.ts';
import { type PinKeys, pinActionBytes } from '../pin-proof.ts';
import type { PaymentRow } from '../protocol/payments.ts';
import { PhoneError } from './outcome.ts';
import { BANK_ROUTE } from './phone-connections.ts';
import type { PhoneContext, PhoneLine } from './phone-line.ts';
import type { PhoneIdentity } from './phone-store.ts';
import {
  isBankSignature,
  newPinVerifier,
  type ProofRequest,
  proofFor,
  stretchPin,
} from './pin-stretching.ts';
import { SealedRefusal, type SealedSession } from './sealed-session.ts';
import { refreshNonce } from './submit-order.ts';

const CLIENT_NONCE_LENGTH = 16;

interface PinAuthority {
  readonly identity: PhoneIdentity;
  readonly keys: PinKeys;
}

async function authorityOf(
  context: PhoneContext,
  line: PhoneLine,
  pin: string,
): Promise<PinAuthority> {
  await line.session(BANK_ROUTE);
  const identity = await line.identity();
  if (!identity.pin) throw new PhoneError('not-set-up', 'This account has no UPI PIN yet.');
  return { identity, keys: await stretchPin(context.crypto, pin, identity.pin) };
}

function requestFor(
  context: PhoneContext,
  { identity }: PinAuthority,
  session: SealedSession,
  action: 'BALANCE' | 'CHANGE_PIN',
  nonce: string,
): ProofRequest {
  if (!identity.pin) throw new PhoneError('not-set-up', 'This account has no UPI PIN yet.');
  return {
    user: identity.vpa,
    clientNonce: toBase64Url(context.crypto.randomBytes(CLIENT_NONCE_LENGTH)),
    serverNonce: nonce,
    stretching: identity.pin,
    action: pinActionBytes({ action, nonce, sessionId: session.id, uid: identity.uid }),
  };
}

async function requireSignature(
  context: PhoneContext,
  { keys }: PinAuthority,
  request: ProofRequest | undefined,
  serverSignature: string,
): Promise<void> {
  if (request && (await isBankSignature(context.crypto, keys, request, serverSignature))) return;
  throw new PhoneError('not-genuine', "The bank's signature does not fit this PIN.");
}

/** Balance in paise, behind the PIN. */
export async function readBalance(
  context: PhoneContext,
  line: PhoneLine,
  pin: string,
): Promise<number> {
  const authority = await authorityOf(context, line, pin);
  const { session, via } = await line.session(BANK_ROUTE);
  await refreshNonce(session, via, context.nowMs());
  let request: ProofRequest | undefined;
  const answer = await session.callWithNonce(via, 'account.balance', async (nonce) => {
    request = requestFor(context, authority, session, 'BALANCE', nonce);
    return { pin: await proofFor(context.crypto, authority.keys, request) };
  });
  await requireSignature(context, authority, request, answer.serverSignature);
  return parsePaise(answer.balancePaise);
}

/**
 * Replaces the PIN. What is sent is stored first: when the answer is lost, the next session tells
 * by its salt whether the old or the new PIN holds, and the phone believes exactly those two.
 */
export async function changePin(
  context: PhoneContext,
  line: PhoneLine,
  oldPin: string,
  newPin: string,
): Promise<void> {
  const authority = await authorityOf(context, line, oldPin);
  const { verifier, stretching } = await newPinVerifier(
    context.crypto,
    newPin,
    context.pinIterations,
  );
  const { session, via } = await line.session(BANK_ROUTE);
  await refreshNonce(session, via, context.nowMs());
  await line.setIdentity({ ...authority.identity, nextPin: stretching });
  let request: ProofRequest | undefined;
  try {
    const answer = await session.callWithNonce(via, 'pin.change', async (nonce) => {
      request = requestFor(context, authority, session, 'CHANGE_PIN', nonce);
      return { pin: await proofFor(context.crypto, authority.keys, request), verifier };
    });
    await requireSignature(context, authority, request, answer.serverSignature);
  } catch (error) {
    if (error instanceof SealedRefusal) await line.setIdentity(authority.identity);
    else line.dropSession(session);
    throw error;
  }
  const { nextPin: _settled, ...identity } = authority.identity;
  await line.setIdentity({ ...identity, pin: stretching });
}

/** Sets a new PIN with a code from the bank's SMS; the session proves this phone. */
export async function resetPin(
  context: PhoneContext,
  line: PhoneLine,
  bindingCode: string,
  newPin: string,
): Promise<void> {
  const identity = await line.identity();
  const { verifier, stretching } = await newPinVerifier(
    context.crypto,
    newPin,
    context.pinIterations,
  );
  const { session, via } = await line.session(BANK_ROUTE);
  await line.setIdentity({ ...identity, nextPin: stretching });
  try {
    await session.call(via, 'pin.reset', { bindingCode, verifier });
  } catch (error) {
    if (error instanceof SealedRefusal) await line.setIdentity(identity);
    else line.dropSession(session);
    throw error;
  }
  const { nextPin: _settled, ...settled } = identity;
  await line.setIdentity({ ...settled, pin: stretching });
}

export interface HistoryPage {
  readonly rows: readonly PaymentRow[];
  readonly hasMore: boolean;
}

export interface HistoryQuery {
  readonly limit?: number;
  /** Only rows older than this sequence number. */
  readonly before?: number;
  readonly search?: string;
  /** Bounds in paise, as decimal strings. */
  readonly minPaise?: string;
  readonly maxPaise?: string;
  /** Both ends included. */
  readonly fromMs?: number;
  readonly toMs?: number;
}

export const readHistory = (line: PhoneLine, query: HistoryQuery): Promise<HistoryPage> =>
  line.ask('account.history', query);

export interface CheckedReceipt {
  /** C2SP .tlog-proof text, for keeping. */
  readonly text: string;
  readonly txnId: string;
  readonly rrn: string;
  readonly amountPaise: number;
  /** Entries in the signed ledger that the receipt proves. */
  readonly ledgerSize: number;
  readonly entry: number;
  readonly timeMs: number;
}

/** Checks a stored receipt without the bank. @throws PhoneError saying what does not hold. */
export async function verifyReceipt(
  context: Pick<PhoneContext, 'crypto' | 'bank'>,
  text: string,
): Promise<CheckedReceipt> {
  try {
    const { crypto, bank } = context;
    const { entry, checkpoint } = await checkReceipt(crypto, text, bank.ledgerVerifierKey);
    if (entry.type === 'hold') throw new RangeError('the money was held, not paid');
    return {
      text,
      // A release pays what was held under the payment's own id.
      txnId: entry.type === 'release' ? entry.relatedTxnId : entry.txnId,
      rrn: entry.rrn,
      amountPaise: entry.amountPaise,
      ledgerSize: checkpoint.size,
      entry: entry.sequence,
      timeMs: entry.timeMs,
    };
  } catch (error) {
    if (!(error instanceof RangeError || error instanceof TypeError)) throw error;
    throw new PhoneError('not-genuine', `The receipt does not hold: ${error.message}.`);
  }
}

/** Fetches the receipt of a payment and checks it here. */
export async function fetchReceipt(
  context: PhoneContext,
  line: PhoneLine,
  txnId: string,
): Promise<CheckedReceipt> {
  const { receipt } = await line.ask('account.receipt', { txnId });
  const checked = await verifyReceipt(context, receipt);
  if (checked.txnId !== txnId) {
    throw new PhoneError('not-genuine', 'The receipt is for another payment.');
  }
  return checked;
}
