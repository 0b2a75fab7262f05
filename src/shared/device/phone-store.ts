import type { PaymentOrder } from '../payment-order.ts';

/** What a phone keeps between starts; injected: IndexedDB in windows, a 0600 file in a shell. */
export interface PhoneStore {
  loadIdentity(): Promise<PhoneIdentity | undefined>;
  /** Resolves once it is kept. */
  saveIdentity(identity: PhoneIdentity): Promise<void>;
  /** Payments whose answer this phone has not seen yet, oldest first. */
  loadPending(): Promise<readonly PendingPayment[]>;
  /** Adds or replaces by id. Resolves once it is kept: nothing is sent before. */
  savePending(payment: PendingPayment): Promise<void>;
  removePending(txnId: string): Promise<void>;
}

/** The account on this phone. Secrets are not in it: the device key lives in the signer. */
export interface PhoneIdentity {
  readonly bankId: string;
  readonly deviceId: string;
  readonly uid: string;
  /** Empty after binding: only registration tells it. */
  readonly mmid: string;
  readonly vpa: string;
  readonly name: string;
  readonly mobile: string;
  /** What the PIN was stretched with; a bank that names another salt is not believed. */
  readonly pin?: PinStretching;
  /** Sent with a PIN change whose answer was lost: either may hold. */
  readonly nextPin?: PinStretching;
}

export interface PinStretching {
  /** base64url of 16 bytes. */
  readonly salt: string;
  readonly iterations: number;
}

/** Written before the first send and removed only after a proved answer. */
export interface PendingPayment {
  readonly txnId: string;
  readonly payer: string;
  readonly payee: string;
  readonly payeeName: string;
  /** Decimal string. */
  readonly amountPaise: string;
  readonly reference: string;
  readonly createdMs: number;
  /** Every submission under this id, at most MAX_ATTEMPTS_KEPT, so that any answer can be checked. */
  readonly attempts: readonly PaymentAttempt[];
}

export interface PaymentAttempt {
  readonly order: PaymentOrder;
  readonly clientNonce: string;
  /** When it was sent, phone clock. */
  readonly sentMs: number;
}

export const MAX_ATTEMPTS_KEPT = 12;
/** Unanswered payments a phone keeps; more than this and it refuses to send another. */
export const MAX_PENDING = 50;

export function createMemoryPhoneStore(): PhoneStore {
  let identity: PhoneIdentity | undefined;
  const pending = new Map<string, PendingPayment>();
  return {
    loadIdentity: async () => identity,
    async saveIdentity(next) {
      identity = next;
    },
    loadPending: async () => [...pending.values()],
    async savePending(payment) {
      pending.set(payment.txnId, payment);
    },
    async removePending(txnId) {
      pending.delete(txnId);
    },
  };
}
