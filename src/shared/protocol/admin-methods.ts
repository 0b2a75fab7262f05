import { z } from 'zod';
import { bankSettingsSchema } from '../settings.ts';
import { faultMethods, faultRow } from './fault-methods.ts';
import * as field from './fields.ts';
import type { MethodTable } from './json-rpc.ts';
import { chargeOrder, paymentRow } from './payments.ts';

export const accountRow = z.object({
  id: z.string(),
  kind: z.enum(['user', 'merchant', 'system']),
  name: z.string(),
  vpa: z.string(),
  mobile: z.string().optional(),
  mmid: z.string().optional(),
  vmid: z.string().optional(),
  port: z.number().int().optional(),
  balancePaise: z.string(),
  state: z.enum(['active', 'dormant', 'frozen']),
  /** Set while nothing can be paid to the UPI ID. */
  upiIdState: z.enum(['blocked', 'expired']).optional(),
  pinLockedUntilMs: field.timeMs.optional(),
  /** People only: whether a phone is bound. */
  hasPhone: z.boolean().optional(),
  isSimulated: z.boolean(),
  createdMs: field.timeMs,
});
export type AccountRow = z.infer<typeof accountRow>;

/**
 * `activate` ends `freeze` as well as `mark-dormant`; `restore-upi-id` ends `block-upi-id` (ZE for
 * whoever pays it) as well as `expire-upi-id` (UX).
 */
export const accountAction = z.enum([
  'freeze',
  'mark-dormant',
  'activate',
  'unlock-pin',
  'release-device',
  'block-upi-id',
  'expire-upi-id',
  'restore-upi-id',
]);
export type AccountAction = z.infer<typeof accountAction>;

export const blockRow = z.object({
  height: z.number().int(),
  timeMs: field.timeMs,
  /** Merkle leaf hash of the block leaf, hex. */
  hash: z.string(),
  previousHash: z.string(),
  rootBefore: z.string(),
  firstEntry: z.number().int(),
  entryCount: z.number().int(),
  leaf: z.number().int(),
});
export type BlockRow = z.infer<typeof blockRow>;

export const entryRow = z.object({
  sequence: z.number().int(),
  leaf: z.number().int(),
  block: z.number().int(),
  timeMs: field.timeMs,
  type: paymentRow.shape.type,
  txnId: z.string(),
  rrn: z.string(),
  debit: z.string(),
  debitName: z.string(),
  credit: z.string(),
  creditName: z.string(),
  amountPaise: field.paiseText,
  relatedTxnId: z.string(),
});
export type EntryRow = z.infer<typeof entryRow>;

/** The verdict of a full check; `problem` names the first bad thing. */
export const verifyReport = z.object({
  isSound: z.boolean(),
  problem: z.string().optional(),
  leaves: z.number().int(),
  entries: z.number().int(),
  blocks: z.number().int(),
  accounts: z.number().int(),
  /** Signed sum over all accounts; 0 when money is conserved. */
  sumPaise: z.string(),
  root: z.string(),
  durationMs: z.number(),
});
export type VerifyReport = z.infer<typeof verifyReport>;

export const bankHealth = z.object({
  timeMs: field.timeMs,
  startedMs: field.timeMs,
  connections: z.number().int(),
  sessions: z.number().int(),
  accounts: z.number().int(),
  entries: z.number().int(),
  blocks: z.number().int(),
  /** Since start. */
  paymentsAnswered: z.number().int(),
  /** Over the last second. */
  paymentsPerSecond: z.number(),
  latencyP50Ms: z.number(),
  latencyP99Ms: z.number(),
  lastCommitEntries: z.number().int(),
  lastCommitMs: z.number(),
  eventLoopDelayP99Ms: z.number(),
  /** Of the process that the bank runs in; 100 is one core. Over the last second or so. */
  cpuPercent: z.number(),
  memoryBytes: z.number().int(),
  databaseBytes: z.number().int(),
  sumPaise: z.string(),
  ledgerSize: z.number().int(),
  ledgerRoot: z.string(),
  checkpoint: z.string(),
});
export type BankHealth = z.infer<typeof bankHealth>;

/** One step of a payment's way, for the live trace; secrets appear only as what they are. */
export const traceStep = z.object({
  txnId: z.string(),
  step: z.enum(['received', 'verified', 'debited', 'credited', 'durable', 'answered', 'notified']),
  /** Milliseconds since `received`. */
  atMs: z.number(),
  route: z.string(),
  bytes: z.number().int().optional(),
  message: z.record(z.string(), z.unknown()).optional(),
});
export type TraceStep = z.infer<typeof traceStep>;

const page = { ...field.pageParams };

/**
 * Methods of an administrator's connection. The read-only `ledger.*` and `bank.health` methods are
 * open to every connection ("a ledger that anyone can check").
 */
export const ledgerMethods = {
  'bank.health': { params: z.strictObject({}), result: bankHealth },
  'ledger.blocks': {
    params: z.strictObject(page),
    result: z.object({ rows: z.array(blockRow), hasMore: z.boolean() }),
  },
  'ledger.entries': {
    params: z.strictObject({
      ...page,
      block: z.number().int().min(1).optional(),
      /** Transaction id, RRN, UPI ID or account id; empty for all. */
      search: z.string().max(64).default(''),
      minPaise: field.paiseText.optional(),
      maxPaise: field.paiseText.optional(),
      fromMs: field.timeMs.optional(),
      toMs: field.timeMs.optional(),
    }),
    result: z.object({ rows: z.array(entryRow), hasMore: z.boolean() }),
  },
  /**
   * One leaf with its stored bytes, hash and inclusion proof in the newest signed tree. Bytes and
   * hashes are lower-case hex here and in `ledger.consistency`; proofs run from the leaf upwards.
   */
  'ledger.leaf': {
    params: z.strictObject({ leaf: z.number().int().min(0) }),
    result: z.object({
      leaf: z.number().int(),
      bytes: z.string(),
      hash: z.string(),
      proof: z.array(z.string()),
      treeSize: z.number().int(),
      checkpoint: z.string(),
    }),
  },
  'ledger.checkpoint': {
    params: z.strictObject({}),
    result: z.object({ checkpoint: z.string(), verifierKey: z.string() }),
  },
  'ledger.consistency': {
    params: z.strictObject({
      olderSize: z.number().int().min(0),
      newerSize: z.number().int().min(0),
    }),
    result: z.object({ proof: z.array(z.string()), olderRoot: z.string(), newerRoot: z.string() }),
  },
} as const satisfies MethodTable;

export const adminMethods = {
  'admin.accounts': {
    params: z.strictObject({
      limit: page.limit,
      offset: z.number().int().min(0).default(0),
      search: z.string().max(64).default(''),
      kind: z.enum(['user', 'merchant', 'system']).optional(),
    }),
    result: z.object({ rows: z.array(accountRow), total: z.number().int() }),
  },
  'admin.payments': {
    params: z.strictObject({
      ...page,
      ...field.paymentFilter,
      /** The statement of one account, the bank's own included; rows then say their direction. */
      accountId: field.anyAccountId.optional(),
    }),
    result: z.object({ rows: z.array(paymentRow), hasMore: z.boolean() }),
  },
  /** Freezes, thaws, unlocks or lets go of a phone; answers the account as it is then. */
  'admin.account': {
    params: z.strictObject({ id: field.accountId, action: accountAction }),
    result: accountRow,
  },
  /** Adds money out of the bank's equity account. The same id again answers the same row. */
  'admin.deposit': {
    params: z.strictObject({
      id: field.accountId,
      amountPaise: field.positivePaiseText,
      txnId: field.txnId,
    }),
    result: paymentRow,
  },
  /** Copies the whole database, as of one moment, into the data folder's `backups/`. */
  'admin.backup': {
    params: z.strictObject({}),
    result: z.object({ name: z.string(), bytes: z.number().int(), entries: z.number().int() }),
  },
  'admin.verify': { params: z.strictObject({}), result: verifyReport },
  'admin.settings.get': { params: z.strictObject({}), result: bankSettingsSchema },
  'admin.settings.set': { params: bankSettingsSchema, result: bankSettingsSchema },
  ...faultMethods,
  /** Receive `admin.event` notifications on this connection from now on. */
  'admin.subscribe': { params: z.strictObject({}), result: z.object({}) },
} as const satisfies MethodTable;

/** Notification `admin.event`. */
export const adminEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('payment'), row: paymentRow }),
  z.object({ kind: z.literal('block'), block: blockRow }),
  z.object({ kind: z.literal('account'), account: accountRow }),
  z.object({ kind: z.literal('terminal'), vmid: z.string(), isOnline: z.boolean() }),
  z.object({ kind: z.literal('trace'), step: traceStep }),
  z.object({ kind: z.literal('sms'), mobile: z.string(), text: z.string(), code: z.string() }),
  z.object({ kind: z.literal('health'), health: bankHealth }),
  /** A POS charge was made or changed state. */
  z.object({ kind: z.literal('order'), order: chargeOrder }),
  /** Faults on demand were set, changed or used up: all that are left. */
  z.object({ kind: z.literal('faults'), faults: z.array(faultRow) }),
  /** How far a running `admin.verify` has come; at most a few a second. */
  z.object({
    kind: z.literal('verify'),
    checkedLeaves: z.number().int(),
    leaves: z.number().int(),
  }),
]);
export type AdminEvent = z.infer<typeof adminEvent>;
