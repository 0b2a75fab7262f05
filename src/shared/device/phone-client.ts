import { PHONE_ITERATIONS } from '../pin-proof.ts';
import type { BlockedUpiId, CollectRequest } from '../protocol/collects.ts';
import type { PhoneEvent, SessionGrant } from '../protocol/sealed-methods.ts';
import {
  type CheckedReceipt,
  changePin,
  fetchReceipt,
  type HistoryPage,
  type HistoryQuery,
  readBalance,
  readHistory,
  resetPin,
  verifyReceipt,
} from './account.ts';
import {
  blockedUpiIds,
  blockUpiId,
  type CollectAsk,
  type CollectPage,
  type CollectQuery,
  cancelCollect,
  createCollect,
  declineCollect,
  listCollects,
  prepareCollect,
  unblockUpiId,
} from './collects.ts';
import { attempt, failure, failureFrom, type Outcome } from './outcome.ts';
import { type PayRequest, payPrepared } from './pay.ts';
import { type PayOutcome, settle } from './pending.ts';
import { BANK_ROUTE, type Route } from './phone-connections.ts';
import { createPhoneLine, type PhoneContext, type PhoneLine } from './phone-line.ts';
import type { PendingPayment, PhoneIdentity } from './phone-store.ts';
import { type PreparedPayment, preparePayment } from './prepare.ts';
import { bind, type RegistrationRequest, register, requestBinding } from './registration.ts';
import { resolvePending } from './resolve-pending.ts';

export type PhoneOptions = Omit<PhoneContext, 'pinIterations'> & {
  /** Only for accounts that the stress engine marks as simulated. */
  readonly pinIterations?: number;
};

/** Everything a phone does against the bank's protocol, without a screen. What asks the bank never throws. */
export interface PhoneClient {
  /** Undefined while no account is set up. */
  identity(): Promise<Outcome<PhoneIdentity | undefined>>;
  register(request: RegistrationRequest): Promise<Outcome<PhoneIdentity>>;
  requestBinding(
    mobile: string,
  ): Promise<Outcome<{ readonly sentToLastDigits: string; readonly expiresMs: number }>>;
  bind(request: {
    readonly mobile: string;
    readonly bindingCode: string;
  }): Promise<Outcome<PhoneIdentity>>;
  /** Opens the session early, straight or through a terminal; every call does it when needed. */
  openSession(route?: Route): Promise<Outcome<SessionGrant>>;
  /** A scanned link, a pasted `VMID:PORT`, a typed UPI ID or mobile number to a payment sheet. */
  prepare(text: string): Promise<Outcome<PreparedPayment>>;
  /** One at a time. */
  pay(request: PayRequest): Promise<PayOutcome>;
  /** Asks somebody for money. */
  createCollect(ask: CollectAsk): Promise<Outcome<CollectRequest>>;
  listCollects(query: CollectQuery): Promise<Outcome<CollectPage>>;
  /** A request that came, to a payment sheet: `pay` with it approves the request. */
  prepareCollect(reference: string): Promise<Outcome<PreparedPayment>>;
  /** @param shouldBlock blocks the requester's UPI ID as well */
  declineCollect(reference: string, shouldBlock?: boolean): Promise<Outcome<CollectRequest>>;
  /** Takes an own request back. */
  cancelCollect(reference: string): Promise<Outcome<CollectRequest>>;
  blockUpiId(vpa: string): Promise<Outcome<BlockedUpiId>>;
  unblockUpiId(vpa: string): Promise<Outcome<void>>;
  blockedUpiIds(): Promise<Outcome<readonly BlockedUpiId[]>>;
  /** Payments whose answer is not known or not final. */
  pending(): Promise<Outcome<readonly PendingPayment[]>>;
  /** Asks the bank about them; call at start and when the connection is back. */
  resolvePending(): Promise<Outcome<readonly PayOutcome[]>>;
  /** Paise. */
  balance(pin: string): Promise<Outcome<number>>;
  changePin(oldPin: string, newPin: string): Promise<Outcome<void>>;
  /** A forgotten PIN, with the code that `requestBinding` had sent to this phone's number. */
  resetPin(bindingCode: string, newPin: string): Promise<Outcome<void>>;
  history(query?: HistoryQuery): Promise<Outcome<HistoryPage>>;
  /** Fetches a receipt and checks it on the phone. */
  receipt(txnId: string): Promise<Outcome<CheckedReceipt>>;
  /** Checks a stored receipt without the bank. */
  checkReceipt(text: string): Promise<Outcome<CheckedReceipt>>;
  /** What the bank pushes; at most 16 listeners. Returns the unsubscribe. */
  onEvent(listener: (event: PhoneEvent) => void): () => void;
  close(): void;
}

const EVENT_LISTENERS_MAX = 16;

/**
 * After a payment through a terminal: the bank sends events where the session was used last, so the
 * session is used once over the phone's own connection.
 */
function leaveTerminal(line: PhoneLine): void {
  line.connections.closeTerminal();
  if (line.connections.isBankOpen) line.ask('session.nonce', {}).catch(() => undefined);
}

export function createPhoneClient(options: PhoneOptions): PhoneClient {
  const context: PhoneContext = {
    ...options,
    pinIterations: options.pinIterations ?? PHONE_ITERATIONS,
  };
  const listeners = new Set<(event: PhoneEvent) => void>();
  const line = createPhoneLine(context, (event) => {
    if (event.kind === 'resolved') void settle(context, event.result);
    for (const listener of listeners) listener(event);
  });
  let isPaying = false;

  const pay = async (request: PayRequest): Promise<PayOutcome> => {
    if (isPaying) {
      const detail = 'One payment at a time: the last one is still running.';
      return { kind: 'failed', failure: failure('busy', detail) };
    }
    isPaying = true;
    try {
      return await payPrepared(context, line, request);
    } catch (error) {
      return { kind: 'failed', failure: failureFrom(error) };
    } finally {
      isPaying = false;
      if (request.payment.route.kind === 'terminal') leaveTerminal(line);
    }
  };

  return {
    identity: () => attempt(() => context.store.loadIdentity()),
    register: (request) => attempt(() => register(context, line, request)),
    requestBinding: (mobile) => attempt(() => requestBinding(context, line, mobile)),
    bind: (request) => attempt(() => bind(context, line, request)),
    openSession: (route = BANK_ROUTE) =>
      attempt(async () => (await line.session(route)).session.grant),
    prepare: (text) => attempt(() => preparePayment(context, line, text)),
    pay,
    createCollect: (ask) => attempt(() => createCollect(context, line, ask)),
    listCollects: (query) => attempt(() => listCollects(line, query)),
    prepareCollect: (reference) => attempt(() => prepareCollect(context, line, reference)),
    declineCollect: (reference, shouldBlock = false) =>
      attempt(() => declineCollect(line, reference, shouldBlock)),
    cancelCollect: (reference) => attempt(() => cancelCollect(line, reference)),
    blockUpiId: (vpa) => attempt(() => blockUpiId(line, vpa)),
    unblockUpiId: (vpa) => attempt(() => unblockUpiId(line, vpa)),
    blockedUpiIds: () => attempt(() => blockedUpiIds(line)),
    pending: () => attempt(() => context.store.loadPending()),
    resolvePending: () => attempt(() => resolvePending(context, line)),
    balance: (pin) => attempt(() => readBalance(context, line, pin)),
    changePin: (oldPin, newPin) => attempt(() => changePin(context, line, oldPin, newPin)),
    resetPin: (bindingCode, newPin) => attempt(() => resetPin(context, line, bindingCode, newPin)),
    history: (query = {}) => attempt(() => readHistory(line, query)),
    receipt: (txnId) => attempt(() => fetchReceipt(context, line, txnId)),
    checkReceipt: (text) => attempt(() => verifyReceipt(context, text)),
    onEvent(listener) {
      if (listeners.size >= EVENT_LISTENERS_MAX) throw new RangeError('too many listeners');
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => line.close(),
  };
}
