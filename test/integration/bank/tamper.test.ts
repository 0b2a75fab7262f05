import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyStore } from '#bank/ledger/verify-store.ts';
import type { AuditSource } from '#bank/store/bank-store.ts';
import { openAudit } from '#bank/store/sqlite/audit.ts';
import type { VerifyReport } from '#shared/protocol/admin-methods.ts';
import { alterDatabase } from '../../support/bank/alter-database.ts';
import { type AuditCopy, copyAudit, flippedBits } from '../../support/bank/audit-copy.ts';
import { openTestBank, type TestBank } from '../../support/bank/test-bank.ts';
import { PASSWORD, registerTestMerchant } from '../../support/bank/test-merchant.ts';
import {
  newTxnId,
  openPhoneSession,
  pay,
  registerPhone,
  type TestPhone,
} from '../../support/bank/test-phone.ts';

let bank: TestBank;
let payer: TestPhone;
let copy: string;
let kept: string;
beforeAll(async () => {
  bank = await openTestBank();
  payer = await registerPhone(bank.core);
  const merchant = await registerTestMerchant(bank.core);
  const session = openPhoneSession(bank.core, payer);
  const { txnId } = await pay(bank.core, session, { payee: merchant.vpa, note: 'चाय' });
  await pay(bank.core, session, { payee: 'nobody.here@upisim' });
  await bank.core.terminalCall(merchant.vmid, 'merchant.refund', {
    txnId,
    refundTxnId: newTxnId(),
    amountPaise: '500',
    password: PASSWORD,
  });
  await pay(bank.core, session, { payee: merchant.vpa });
  await bank.core.close();
  copy = join(bank.folder, 'tampered.sqlite');
  kept = readFileSync(bank.checkpointPath, 'utf8');
  const closed = new DatabaseSync(bank.databasePath);
  closed.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  closed.close();
});
afterAll(() => bank.remove());

async function verify(
  options: { keptCheckpoint?: string | undefined; isEverySignatureChecked?: boolean } = {},
  path = copy,
): Promise<VerifyReport> {
  const source = openAudit(path);
  try {
    return await verifyStore(source, {
      keptCheckpoint: kept,
      monotonicMs: () => performance.now(),
      isIntegrityChecked: true,
      ...options,
    });
  } finally {
    await source.close();
  }
}

async function verifyAfter(sql: string, options = {}): Promise<VerifyReport> {
  copyFileSync(bank.databasePath, copy);
  alterDatabase(copy, sql);
  return verify(options);
}

test('the untouched ledger is sound, with every signature checked', async () => {
  expect(await verify({ isEverySignatureChecked: true }, bank.databasePath)).toMatchObject({
    isSound: true,
    entries: 4,
    sumPaise: '0',
  });
});

const sound = (report: VerifyReport) => report.isSound;
const check = (source: AuditSource, keptCheckpoint = kept) =>
  verifyStore(source, { keptCheckpoint, monotonicMs: () => performance.now() });

describe('every single bit', () => {
  let source: AuditSource;
  let rows: AuditCopy;
  beforeAll(async () => {
    source = openAudit(bank.databasePath);
    rows = await copyAudit(source);
  });
  afterAll(() => source.close());

  test('of every leaf', async () => {
    expect(sound(await check(rows))).toBe(true);
    for (const { position, bytes } of rows.rows.leaves) {
      for (const bit of flippedBits(bytes)) {
        if (sound(await check(rows))) expect.fail(`leaf ${position} bit ${bit} was not noticed`);
      }
    }
  });

  test("of every block row's hashes", async () => {
    for (const block of rows.rows.blocks) {
      for (const bytes of [block.hash, block.previousHash, block.rootBefore]) {
        for (const bit of flippedBits(bytes)) {
          if (sound(await check(rows))) expect.fail(`block ${block.height} bit ${bit}`);
        }
      }
    }
  });

  test('of the kept checkpoint', async () => {
    const bytes = new Uint8Array(Buffer.from(kept));
    for (const bit of flippedBits(bytes)) {
      const changed = Buffer.from(bytes).toString('latin1');
      if (sound(await check(rows, changed))) expect.fail(`checkpoint bit ${bit}`);
    }
  });

  test('of the stored checkpoint', async () => {
    const bytes = source.meta.get('checkpoint') ?? expect.fail();
    for (const bit of flippedBits(bytes)) {
      if (sound(await check(rows))) expect.fail(`stored checkpoint bit ${bit}`);
    }
  });
});

// Records: 1 opening, 2 payment (entry 2), 3 decline, 4 refund (entry 3), 5 payment (entry 4).
const row = 'WHERE sequence = 2';
const changes: [what: string, sql: string, problem: RegExp][] = [
  [
    'an amount',
    `UPDATE record SET amount_paise = amount_paise + 1 ${row}`,
    /^entry 2 \(SIM.*amount/,
  ],
  ['a txn id', `UPDATE record SET txn_id = 'SIM' || hex(randomblob(16)) ${row}`, /^entry 2 /],
  ['a time', `UPDATE record SET time_ms = time_ms + 1 ${row}`, /^entry 2 .*time/],
  ['an RRN', `UPDATE record SET rrn = '932600000002' ${row}`, /^entry 2 .*RRN/],
  ["another record's RRN", `UPDATE record SET rrn = '932600000009' ${row}`, /^record 2.*RRN/],
  ['a payer', `UPDATE record SET payer_id = 'EQUITY' ${row}`, /^entry 2 .*debited/],
  ['a payee', `UPDATE record SET payee_id = '' ${row}`, /^entry 2 .*credited/],
  ['a type', `UPDATE record SET type = 'refund' ${row}`, /^entry 2 .*type/],
  ['an entry number', `UPDATE record SET entry = 9 ${row}`, /^entry 2 .*entry number/],
  ['a leaf number', `UPDATE record SET leaf = 9 ${row}`, /^entry 2 .*leaf number/],
  ['a block number', `UPDATE record SET block = 9 ${row}`, /^entry 2 .*block/],
  ['a balance', `UPDATE record SET balance_paise = 1 ${row}`, /^entry 2 .*balance/],
  ['a note', `UPDATE record SET note = 'tea' ${row}`, /^entry 2 .*signed order/],
  ['a reference', `UPDATE record SET reference = 'X' ${row}`, /^entry 2 .*signed order/],
  ['a status', `UPDATE record SET status = 'FAILURE' ${row}`, /^entry 2 .*status/],
  ['a digest', `UPDATE record SET digest = zeroblob(32) ${row}`, /^entry 2 .*digest/],
  ['a history link', `UPDATE record SET payer_previous = 0 ${row}`, /^record 2.*history/],
  ['a row gone', `DELETE FROM record ${row}`, /^record 2 is missing/],
  [
    'a decline made a success',
    "UPDATE record SET status = 'SUCCESS' WHERE sequence = 3",
    /^record 3/,
  ],
  [
    'a row too many',
    'INSERT INTO record SELECT sequence + 9, txn_id || 1, type, status, code, rrn, payer_id, payee_id, payee_vpa, amount_paise, reference, note, related_txn_id, time_ms, digest, balance_paise, server_signature, entry, leaf, block, payer_previous, payee_previous FROM record WHERE sequence = 4',
    /^record 6 is missing/,
  ],
  ['a leaf gone', 'DELETE FROM leaf WHERE position = 4', /^leaf 4 is missing/],
  [
    'the newest leaf gone',
    'DELETE FROM leaf WHERE position = (SELECT max(position) FROM leaf)',
    /^entry 4 .* is in no block/,
  ],
  ['a block row gone', 'DELETE FROM block WHERE height = 2', /^block 2/],
  [
    'the last block row gone',
    'DELETE FROM block WHERE height = 4',
    /^block 4: its index row is missing/,
  ],
  [
    'a block row too many',
    'INSERT INTO block SELECT height + 1, time_ms, hash, previous_hash, root_before, first_entry, entry_count, leaf, first_record FROM block WHERE height = 4',
    /^block 5: it has an index row but no leaf/,
  ],
  [
    "a block's first record",
    'UPDATE block SET first_record = first_record + 1 WHERE height = 2',
    /^block 2/,
  ],
  [
    'a tree node too many',
    'INSERT INTO node VALUES (8, 0, zeroblob(32))',
    /tree nodes that belong to no leaves/,
  ],
  [
    'a balance',
    "UPDATE account SET balance_paise = balance_paise + 1 WHERE kind = 'user'",
    /^account U000000001: its balance/,
  ],
  [
    'two balances, the sum still zero',
    "UPDATE account SET balance_paise = balance_paise + iif(kind = 'user', 1, -1) WHERE id IN ('U000000001', 'EQUITY')",
    /^account .*balance/,
  ],
  [
    'an end of history',
    "UPDATE account SET last_record = 1 WHERE kind = 'user'",
    /^account U000000001: its history/,
  ],
  [
    'an account gone',
    "DELETE FROM account WHERE kind = 'merchant'",
    /account M000000001 does not exist/,
  ],
];

describe('what somebody with the file might change', () => {
  test.each(changes)('%s', async (_what, sql, problem) => {
    const report = await verifyAfter(sql);
    expect(report.isSound).toBe(false);
    expect(report.problem).toMatch(problem);
  });

  test('an old copy of the whole file is behind the kept checkpoint', async () => {
    const cut = [
      'DELETE FROM record WHERE sequence > 3',
      'DELETE FROM leaf WHERE position > 4',
      'DELETE FROM block WHERE height > 2',
    ].join(';');
    const report = await verifyAfter(
      `${cut}; UPDATE account SET balance_paise = 998000, last_record = 3 WHERE id = 'U000000001';
       UPDATE account SET balance_paise = 2000, last_record = 2 WHERE id = 'M000000001';
       DELETE FROM meta WHERE key = 'checkpoint'`,
    );
    expect(report.problem).toMatch(/^kept checkpoint: it covers .* put back to an older state/);
  });

  test('a forged signature in the newest, not yet signed block is named by its entry', async () => {
    copyFileSync(bank.databasePath, copy);
    alterDatabase(copy, 'SELECT 1');
    const database = new DatabaseSync(copy);
    const last = database.prepare('SELECT max(position) - 1 AS value FROM leaf').get()?.value;
    const leaf = database.prepare('SELECT bytes FROM leaf WHERE position = ?').get(last as number);
    const bytes = leaf?.bytes as Uint8Array;
    bytes[bytes.length - 40] = (bytes[bytes.length - 40] ?? 0) ^ 1;
    database.prepare('UPDATE leaf SET bytes = ? WHERE position = ?').run(bytes, last as number);
    database.close();
    for (const isEverySignatureChecked of [true, false]) {
      const report = await verify({ isEverySignatureChecked });
      expect(report.problem).toMatch(/^entry 4 \(SIM.*signature does not hold/);
    }
  });
});
