import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { fromBase64Url, toBase64Url } from '#shared/bytes.ts';
import type { PendingPayment, PhoneIdentity, PhoneStore } from '#shared/device/phone-store.ts';
import * as field from '#shared/protocol/fields.ts';
import { paymentOrder } from '#shared/protocol/payments.ts';
import { MOBILE_PATTERN } from '#shared/vpa.ts';
import { nodeCrypto } from '#wire/node-crypto.ts';
import { readTextFile, writePrivateFile } from '#wire/private-file.ts';
import { UsageError } from '../common/usage-error.ts';

/** A shell's user: `<data>/shell/<bank id>/users/<mobile>.json`, readable by its owner only. */
const stretching = z.strictObject({ salt: field.bytes16, iterations: z.number().int() });
const userRecord = z.strictObject({
  version: z.literal(1),
  deviceId: field.deviceId,
  /** Ed25519 private key, 32 bytes. */
  deviceSeed: field.bytes32,
  identity: z
    .strictObject({
      bankId: z.string(),
      deviceId: field.deviceId,
      uid: field.uid,
      mmid: z.string(),
      vpa: field.vpa,
      name: z.string(),
      mobile: field.mobile,
      pin: stretching.optional(),
      nextPin: stretching.optional(),
    })
    .optional(),
  pending: z.array(
    z.strictObject({
      txnId: field.txnId,
      payer: field.vpa,
      payee: field.vpa,
      payeeName: z.string(),
      amountPaise: field.positivePaiseText,
      reference: field.reference,
      createdMs: field.timeMs,
      attempts: z.array(
        z.strictObject({ order: paymentOrder, clientNonce: field.bytes16, sentMs: field.timeMs }),
      ),
    }),
  ),
});
type UserRecord = z.infer<typeof userRecord>;

export interface ShellUser {
  readonly mobile: string;
  readonly deviceId: string;
  readonly deviceSeed: Uint8Array;
  readonly store: PhoneStore;
  readonly isNew: boolean;
}

const withoutUndefined = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

function readRecord(path: string): UserRecord | undefined {
  const text = readTextFile(path);
  if (text === undefined) return undefined;
  try {
    return userRecord.parse(JSON.parse(text));
  } catch {
    throw new UsageError(
      `The user file ${path} is damaged. Move it away and register again with another --mobile; the money is safe at the bank.`,
    );
  }
}

const newRecord = (): UserRecord => ({
  version: 1,
  deviceId: `shell-${Buffer.from(nodeCrypto.randomBytes(8)).toString('hex')}`,
  deviceSeed: toBase64Url(nodeCrypto.randomBytes(32)),
  pending: [],
});

/** Every change is on disk, whole, before it counts. */
function storeIn(path: string, first: UserRecord): PhoneStore {
  let record = first;
  const write = (next: UserRecord): void => {
    writePrivateFile(path, `${JSON.stringify(next, null, 2)}\n`);
    record = next;
  };
  const others = (txnId: string) => record.pending.filter((kept) => kept.txnId !== txnId);
  return {
    loadIdentity: async () => record.identity as PhoneIdentity | undefined,
    async saveIdentity(identity) {
      write({ ...record, identity: withoutUndefined(identity) });
    },
    loadPending: async () => record.pending,
    async savePending(payment: PendingPayment) {
      const { attempts, ...rest } = withoutUndefined(payment);
      write({
        ...record,
        pending: [...others(payment.txnId), { ...rest, attempts: [...attempts] }],
      });
    },
    async removePending(txnId) {
      if (record.pending.length > 0) write({ ...record, pending: others(txnId) });
    },
  };
}

const randomMobile = (): string =>
  `9${Array.from(nodeCrypto.randomBytes(9), (byte) => byte % 10).join('')}`;

function chooseMobile(folder: string, wanted: string | undefined): string {
  if (wanted !== undefined) return wanted;
  const known = readdirSync(folder)
    .map((name) => name.replace(/\.json$/, ''))
    .filter((name) => MOBILE_PATTERN.test(name));
  if (known.length > 1) {
    throw new UsageError(`Say with --mobile who pays: ${known.sort().join(', ')}.`);
  }
  return known[0] ?? randomMobile();
}

/**
 * The user with this mobile number, the only one there is, or a new one.
 * @throws UsageError when it is not clear which, or a file is damaged
 */
export function openUser(folder: string, wanted: string | undefined): ShellUser {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const mobile = chooseMobile(folder, wanted);
  const path = join(folder, `${mobile}.json`);
  const record = readRecord(path) ?? newRecord();
  return {
    mobile,
    deviceId: record.deviceId,
    deviceSeed: fromBase64Url(record.deviceSeed),
    store: storeIn(path, record),
    isNew: record.identity === undefined,
  };
}
