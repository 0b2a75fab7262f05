import {
  MAX_PENDING,
  type PendingPayment,
  type PhoneIdentity,
  type PhoneStore,
} from '#shared/device/phone-store.ts';
import type { KeyValue } from './key-value.ts';

/**
 * The phone's records over one key-value store. What is read back was written by this program, but
 * perhaps by an older version of it: shapes are checked lightly and what does not fit is dropped.
 */
const IDENTITY = 'identity';
const PENDING_PREFIX = 'pending/';
const DEMO_PIN = 'demo-pin';
const PIN_LENGTH = 'pin-length';

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const isIdentity = (value: unknown): value is PhoneIdentity =>
  isRecord(value) &&
  ['bankId', 'uid', 'vpa', 'name'].every((key) => typeof value[key] === 'string');

const isPending = (value: unknown): value is PendingPayment =>
  isRecord(value) &&
  typeof value.txnId === 'string' &&
  typeof value.createdMs === 'number' &&
  Array.isArray(value.attempts);

export interface PhoneRecords extends PhoneStore {
  /** A demo user's PIN, which may be looked up; undefined for everybody else. */
  loadDemoPin(): Promise<string | undefined>;
  saveDemoPin(pin: string): Promise<void>;
  /** How many digits the PIN pad shows; the bank does not know it. */
  loadPinLength(): Promise<4 | 6>;
  savePinLength(length: 4 | 6): Promise<void>;
}

export function createPhoneRecords(store: KeyValue): PhoneRecords {
  return {
    async loadIdentity() {
      const value = await store.get(IDENTITY);
      return isIdentity(value) ? value : undefined;
    },
    saveIdentity: (identity) => store.set(IDENTITY, identity),
    async loadPending() {
      const entries = await store.entries();
      return entries
        .filter(([key]) => key.startsWith(PENDING_PREFIX))
        .map(([, value]) => value)
        .filter(isPending)
        .sort((left, right) => left.createdMs - right.createdMs)
        .slice(0, MAX_PENDING);
    },
    savePending: (payment) => store.set(PENDING_PREFIX + payment.txnId, payment),
    removePending: (txnId) => store.delete(PENDING_PREFIX + txnId),
    async loadDemoPin() {
      const value = await store.get(DEMO_PIN);
      return typeof value === 'string' ? value : undefined;
    },
    saveDemoPin: (pin) => store.set(DEMO_PIN, pin),
    loadPinLength: async () => ((await store.get(PIN_LENGTH)) === 6 ? 6 : 4),
    savePinLength: (length) => store.set(PIN_LENGTH, length),
  };
}
