import type { EQUITY_ACCOUNT, SUSPENSE_ACCOUNT } from '#shared/ids.ts';
import { type BankSettings, bankSettingsSchema, defaultBankSettings } from '#shared/settings.ts';
import type { LedgerBook } from '../ledger/ledger-book.ts';
import { createLedgerBook } from '../ledger/ledger-book.ts';
import type { StoredState } from '../store/bank-store.ts';
import { type CollectBook, createCollectBook } from './collect-book.ts';
import type {
  Account,
  Binding,
  Charge,
  Device,
  Merchant,
  PaymentRecord,
  User,
} from './entities.ts';
import { createRestrictionBook, type RestrictionBook } from './restriction-book.ts';
import { createSpendingBook, type SpendingBook } from './spending-book.ts';

/** Everything the bank decides with, in memory. Changed only inside a batch. */
export interface BankState {
  readonly accounts: Map<string, Account>;
  readonly accountByVpa: Map<string, Account>;
  readonly users: Map<string, User>;
  readonly userByMobile: Map<string, User>;
  readonly mmids: Set<string>;
  readonly merchants: Map<string, Merchant>;
  readonly merchantByVmid: Map<string, Merchant>;
  /** `host:port` of every terminal. */
  readonly endpoints: Set<string>;
  /** Devices of a user, the bound one last. */
  readonly devices: Map<string, Device[]>;
  readonly bindings: Map<string, Binding>;
  /** Charges that may still be paid, and the latest finished ones, oldest first. */
  readonly charges: Map<string, Charge>;
  /** Charges that a merchant made lately; may hold some that are no longer open. */
  readonly chargesOf: Map<string, Set<Charge>>;
  readonly collects: CollectBook;
  readonly restrictions: RestrictionBook;
  /** Payments whose money waits in SUSPENSE, by their id, oldest first. */
  readonly holds: Map<string, PaymentRecord>;
  readonly spendings: SpendingBook;
  readonly onlineTerminals: Set<string>;
  readonly book: LedgerBook;
  settings: BankSettings;
  userCount: number;
  merchantCount: number;
  collectCount: number;
  recordCount: number;
  /** Time of the newest record or block: ledger times never run backwards. */
  lastTimeMs: number;
}

export const SETTINGS_META = 'settings';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '::1', '[::1]']);

/** Names one listening place; the spellings of this machine's own address count as one. */
export function endpointOf(host: string, port: number): string {
  const name = host.toLowerCase();
  return `${LOOPBACK.has(name) ? 'localhost' : name}:${port}`;
}

function readSettings(stored: Uint8Array | undefined): BankSettings {
  if (!stored) return defaultBankSettings();
  return bankSettingsSchema.parse(JSON.parse(Buffer.from(stored).toString('utf8')));
}

/** Looks a system account up; they exist from the first start on. */
export function systemAccount(
  state: BankState,
  id: typeof EQUITY_ACCOUNT | typeof SUSPENSE_ACCOUNT,
): Account {
  const account = state.accounts.get(id);
  if (!account) throw new Error(`account ${id} is missing`);
  return account;
}

export const sumOfBalances = (state: BankState): number => {
  let sum = 0;
  for (const account of state.accounts.values()) sum += account.balancePaise;
  return sum;
};

export function addAccount(state: BankState, account: Account): () => void {
  state.accounts.set(account.id, account);
  if (account.vpa !== '') state.accountByVpa.set(account.vpa, account);
  return () => {
    state.accounts.delete(account.id);
    if (account.vpa !== '') state.accountByVpa.delete(account.vpa);
  };
}

export function addUser(state: BankState, user: User): () => void {
  state.users.set(user.uid, user);
  state.userByMobile.set(user.mobile, user);
  state.mmids.add(user.mmid);
  return () => {
    state.users.delete(user.uid);
    state.userByMobile.delete(user.mobile);
    state.mmids.delete(user.mmid);
  };
}

export function addMerchant(state: BankState, merchant: Merchant): () => void {
  const endpoint = endpointOf(merchant.host, merchant.port);
  state.merchants.set(merchant.mid, merchant);
  state.merchantByVmid.set(merchant.vmid, merchant);
  state.endpoints.add(endpoint);
  return () => {
    state.merchants.delete(merchant.mid);
    state.merchantByVmid.delete(merchant.vmid);
    state.endpoints.delete(endpoint);
  };
}

export function addDevice(state: BankState, device: Device): () => void {
  const before = state.devices.get(device.uid) ?? [];
  state.devices.set(device.uid, [...before, device]);
  return () => {
    state.devices.set(device.uid, before);
  };
}

export function addCharge(state: BankState, charge: Charge): () => void {
  const own = state.chargesOf.get(charge.mid) ?? new Set();
  state.chargesOf.set(charge.mid, own.add(charge));
  state.charges.set(charge.reference, charge);
  return () => {
    own.delete(charge);
    state.charges.delete(charge.reference);
  };
}

const highestNumber = (ids: Iterable<string>): number => {
  let highest = 0;
  for (const id of ids) highest = Math.max(highest, Number(id.slice(1)));
  return highest;
};

export function createBankState(stored: StoredState): BankState {
  const state: BankState = {
    accounts: new Map(),
    accountByVpa: new Map(),
    users: new Map(),
    userByMobile: new Map(),
    mmids: new Set(),
    merchants: new Map(),
    merchantByVmid: new Map(),
    endpoints: new Set(),
    devices: new Map(),
    bindings: new Map(stored.bindings.map((binding) => [binding.mobile, binding])),
    charges: new Map(),
    chargesOf: new Map(),
    collects: createCollectBook(stored.collects),
    restrictions: createRestrictionBook(stored.restrictions),
    holds: new Map(stored.holds.map((hold) => [hold.txnId, hold])),
    spendings: createSpendingBook(stored.spendings),
    onlineTerminals: new Set(),
    book: createLedgerBook(stored.head),
    settings: readSettings(stored.meta.get(SETTINGS_META)),
    userCount: highestNumber(stored.users.map((user) => user.uid)),
    merchantCount: highestNumber(stored.merchants.map((merchant) => merchant.mid)),
    collectCount: stored.collectCount,
    recordCount: stored.head.recordCount,
    lastTimeMs: stored.head.lastTimeMs,
  };
  for (const charge of stored.charges) addCharge(state, charge);
  for (const account of stored.accounts) addAccount(state, account);
  for (const user of stored.users) addUser(state, user);
  for (const merchant of stored.merchants) addMerchant(state, merchant);
  const devices = stored.devices.toSorted((left, right) => left.boundMs - right.boundMs);
  for (const device of devices) addDevice(state, device);
  return state;
}
