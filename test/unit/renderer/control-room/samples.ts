import type {
  AccountRow,
  BankHealth,
  BlockRow,
  TraceStep,
} from '#shared/protocol/admin-methods.ts';
import type { ChargeOrder, PaymentRow } from '#shared/protocol/payments.ts';
import type { HostInfo, PhoneDevice, PosDevice } from '#shared/simulator/records.ts';

/** Valid records with one thing changed, for the control room's tests. */
export const NOW = 1_790_000_000_000;

export const pos = (change: Partial<PosDevice> = {}): PosDevice => ({
  kind: 'pos',
  deviceId: 'pos-00000001',
  name: 'Tea stall',
  isOpen: true,
  createdMs: NOW,
  mid: 'M000000001',
  vmid: 'VM7K2M9Q4T',
  vpa: 'teastall@upisim',
  port: 6001,
  isListening: true,
  isDemo: true,
  ...change,
});

export const phone = (change: Partial<PhoneDevice> = {}): PhoneDevice => ({
  kind: 'phone',
  deviceId: 'phone-00000001',
  name: 'Demo user',
  isOpen: true,
  createdMs: NOW,
  profile: 'android-large',
  mobile: '9876543210',
  uid: 'U000000001',
  vpa: 'demouser@upisim',
  isDemo: true,
  ...change,
});

export const txn = (number: number): string => `SIM${String(number).padStart(32, '0')}`;

export const payment = (number: number, change: Partial<PaymentRow> = {}): PaymentRow => ({
  sequence: number,
  txnId: txn(number),
  rrn: String(number).padStart(12, '6'),
  type: 'payment',
  payer: 'demouser@upisim',
  payerName: 'Demo user',
  payee: 'teastall@upisim',
  payeeName: 'Tea stall',
  amountPaise: '2000',
  code: '00',
  status: 'SUCCESS',
  reference: '',
  note: '',
  timeMs: NOW + number,
  ...change,
});

export const block = (height: number): BlockRow => ({
  height,
  timeMs: NOW + height,
  hash: 'ab'.repeat(32),
  previousHash: 'cd'.repeat(32),
  rootBefore: 'ef'.repeat(32),
  firstEntry: height,
  entryCount: 1,
  leaf: height * 2,
});

export const account = (change: Partial<AccountRow> = {}): AccountRow => ({
  id: 'U000000001',
  kind: 'user',
  name: 'Demo user',
  vpa: 'demouser@upisim',
  balancePaise: '100000',
  state: 'active',
  isSimulated: false,
  createdMs: NOW,
  ...change,
});

export const order = (change: Partial<ChargeOrder> = {}): ChargeOrder => ({
  reference: '0017',
  vmid: 'VM7K2M9Q4T',
  payee: 'teastall@upisim',
  amountPaise: '2000',
  note: '',
  state: 'active',
  createdMs: NOW,
  expiresMs: NOW + 300_000,
  ...change,
});

export const step = (
  name: TraceStep['step'],
  atMs: number,
  change: Partial<TraceStep> = {},
): TraceStep => ({ txnId: txn(1), step: name, atMs, route: 'VM7K2M9Q4T', ...change });

export const hostInfo = (change: Partial<HostInfo['bank']> = {}): HostInfo => ({
  host: 'browser',
  version: '0.1.0',
  role: 'control-room',
  deviceId: '',
  dataFolder: '/data',
  bank: { state: 'open', port: 5000, isObserving: false, isRemote: false, ...change },
  weather: [],
  capabilities: { opensWindows: false, isFrameless: false, canCaptureScreen: false },
});

export const health = (change: Partial<BankHealth> = {}): BankHealth => ({
  timeMs: NOW,
  startedMs: NOW,
  connections: 3,
  sessions: 1,
  accounts: 4,
  entries: 2,
  blocks: 2,
  paymentsAnswered: 1,
  paymentsPerSecond: 0,
  latencyP50Ms: 1,
  latencyP99Ms: 2,
  lastCommitEntries: 1,
  lastCommitMs: 5,
  eventLoopDelayP99Ms: 1,
  cpuPercent: 1,
  memoryBytes: 1,
  databaseBytes: 1,
  sumPaise: '0',
  ledgerSize: 5,
  ledgerRoot: '',
  checkpoint: '',
  ...change,
});
