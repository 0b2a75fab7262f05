import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { aesKeyWrap } from '#bank/identity/key-wrap.ts';
import { verifyStore } from '#bank/ledger/verify-store.ts';
import { recordMovement } from '#bank/payments/records.ts';
import { createBankState } from '#bank/state/bank-state.ts';
import { beginBatch, NOTHING_PREFETCHED } from '#bank/state/batch.ts';
import { commitBatch } from '#bank/state/commit-batch.ts';
import { openAudit } from '#bank/store/sqlite/audit.ts';
import { openSqliteStore } from '#bank/store/sqlite/open-sqlite-store.ts';
import { fromHex } from '#shared/bytes.ts';
import { EQUITY_ACCOUNT, txnIdFrom } from '#shared/ids.ts';
import { decodeLeaf } from '#shared/ledger/leaf.ts';
import { alterDatabase } from '../../support/bank/alter-database.ts';
import { openTestBank, type TestBank, testRandom, WRAP_KEY } from '../../support/bank/test-bank.ts';
import {
  openPhoneSession,
  pay,
  registerPhone,
  type TestPhone,
} from '../../support/bank/test-phone.ts';

let bank: TestBank;
let payer: TestPhone;
let payee: TestPhone;
beforeEach(async () => {
  bank = await openTestBank();
  payer = await registerPhone(bank.core);
  payee = await registerPhone(bank.core, { name: 'Ravi', balancePaise: 0 });
});
afterEach(() => bank.remove());

const payOnce = () => pay(bank.core, openPhoneSession(bank.core, payer), { payee: payee.vpa });
const otherKey = new Uint8Array(32).fill(9);
const keyed = (key: Uint8Array) => aesKeyWrap(key, testRandom);

test('identity, keys and certificates stay the same over a restart', async () => {
  const before = bank.core.info();
  await bank.reopen();
  const after = bank.core.info();
  expect({ ...after, timeMs: 0 }).toEqual({ ...before, timeMs: 0 });
});

test('an old copy of the database is refused, and says what to do', async () => {
  await payOnce();
  await bank.core.close();
  const copy = join(bank.folder, 'old.sqlite');
  copyFileSync(bank.databasePath, copy);
  await bank.reopen();
  await payOnce();
  await bank.core.close();
  copyFileSync(copy, bank.databasePath);
  await expect(bank.reopen()).rejects.toMatchObject({
    name: 'StartupFailure',
    kind: 'database-behind',
    message: expect.stringContaining('--accept-restore'),
  });
});

test('an accepted restore goes on under a new origin that names what was left behind', async () => {
  await payOnce();
  await bank.core.close();
  const copy = join(bank.folder, 'old.sqlite');
  copyFileSync(bank.databasePath, copy);
  await bank.reopen();
  await payOnce();
  const abandoned = bank.core.health().checkpoint;
  await bank.core.close();
  copyFileSync(copy, bank.databasePath);
  await bank.reopen({ isRestoreAccepted: true });

  const { bankId } = bank.core.info();
  const leafNumber = bank.core.health().ledgerSize - 1;
  const { bytes, checkpoint } = await bank.core.ledgerCall('ledger.leaf', { leaf: leafNumber });
  const leaf = decodeLeaf(fromHex(bytes));
  expect(leaf).toMatchObject({ kind: 'origin', origin: `upi-sim/${bankId}/2` });
  expect(leaf.kind === 'origin' && Buffer.from(leaf.abandonedCheckpoint).toString()).toBe(
    abandoned,
  );
  expect(checkpoint.startsWith(`upi-sim/${bankId}/2\n`)).toBe(true);
  expect(await payOnce()).toMatchObject({ code: '00', balancePaise: '996000' });
  expect(await bank.core.verify()).toMatchObject({ isSound: true });
  await bank.reopen();
  expect(await bank.core.verify()).toMatchObject({ isSound: true });

  await bank.core.close();
  copyFileSync(copy, bank.databasePath);
  await expect(bank.reopen(), 'the copy from before the restore').rejects.toMatchObject({
    kind: 'database-behind',
  });
});

test('a restore stopped before its checkpoint was kept starts all the same', async () => {
  await payOnce();
  await bank.core.close();
  const copy = join(bank.folder, 'old.sqlite');
  copyFileSync(bank.databasePath, copy);
  await bank.reopen();
  await payOnce();
  await bank.core.close();
  const kept = readFileSync(bank.checkpointPath);
  copyFileSync(copy, bank.databasePath);
  await bank.reopen({ isRestoreAccepted: true });
  await bank.core.close();
  writeFileSync(bank.checkpointPath, kept);
  await bank.reopen();
  expect(await bank.core.verify()).toMatchObject({ isSound: true });
});

test('a backup made while it runs is a bank of its own', async () => {
  await payOnce();
  const store = await openSqliteStore(bank.databasePath);
  const copy = join(bank.folder, 'backup.sqlite');
  await store.backup(copy);
  await store.close();
  await payOnce();
  await bank.core.close();
  copyFileSync(copy, bank.databasePath);
  rmSync(`${bank.databasePath}-wal`, { force: true });
  await bank.reopen({ isRestoreAccepted: true });
  expect(await payOnce()).toMatchObject({ code: '00', balancePaise: '996000' });
});

test('accepting a restore when there was none changes nothing', async () => {
  await bank.reopen({ isRestoreAccepted: true });
  expect(bank.core.health().checkpoint.split('\n')[0]).toMatch(/\/1$/);
});

test('a database that is gone is not silently made anew', async () => {
  await bank.core.close();
  for (const suffix of ['', '-wal', '-shm']) {
    rmSync(`${bank.databasePath}${suffix}`, { force: true });
  }
  await expect(bank.reopen()).rejects.toMatchObject({
    kind: 'database-behind',
    message: expect.stringContaining('is empty'),
  });
});

test('a missing checkpoint file is made again; a damaged one is refused', async () => {
  await bank.core.close();
  rmSync(bank.checkpointPath);
  await bank.reopen();
  await bank.core.close();
  const text = readFileSync(bank.checkpointPath, 'utf8');
  expect(text).toContain(bank.core.info().bankId);
  for (const damage of ['', 'x', text.slice(0, -20), text.replace('\n—', '\n- ')]) {
    writeFileSync(bank.checkpointPath, damage);
    await expect(bank.reopen(), JSON.stringify(damage)).rejects.toMatchObject({
      kind: 'checkpoint-mismatch',
    });
  }
  writeFileSync(bank.checkpointPath, text);
  await bank.reopen();
});

test("another bank's checkpoint is refused", async () => {
  const other = await openTestBank();
  await other.core.close();
  await bank.core.close();
  copyFileSync(other.checkpointPath, bank.checkpointPath);
  await expect(bank.reopen()).rejects.toMatchObject({ kind: 'checkpoint-mismatch' });
  await other.remove();
});

test.each([
  ['a leaf among the newest', 'UPDATE leaf SET bytes = zeroblob(40) WHERE position = 2'],
  ['the newest leaf gone', 'DELETE FROM leaf WHERE position = (SELECT max(position) FROM leaf)'],
])('%s: the head does not fit what was signed', async (_what, sql) => {
  await payOnce();
  await bank.core.close();
  alterDatabase(bank.databasePath, sql);
  await expect(bank.reopen()).rejects.toMatchObject({ name: 'StartupFailure' });
});

test('balances that do not add up are refused', async () => {
  await bank.core.close();
  alterDatabase(
    bank.databasePath,
    `UPDATE account SET balance_paise = balance_paise + 1 WHERE id = '${payee.uid}'`,
  );
  await expect(bank.reopen()).rejects.toMatchObject({
    kind: 'damaged',
    message: expect.stringContaining('add up to zero'),
  });
});

test('another wrapping key is refused; the right one works again', async () => {
  await bank.core.close();
  await expect(bank.reopen({ keyWrap: keyed(otherKey) })).rejects.toMatchObject({
    kind: 'wrong-key',
  });
  await bank.reopen();
  expect(await payOnce()).toMatchObject({ code: '00' });
});

test('key rotation seals everything under the new key; the old one is good for nothing', async () => {
  const before = bank.core.info();
  await bank.reopen({ keyWrap: keyed(otherKey), previousKeyWraps: [keyed(WRAP_KEY)] });
  expect(await payOnce()).toMatchObject({ code: '00' });
  await bank.reopen({ keyWrap: keyed(otherKey) });
  expect(await payOnce()).toMatchObject({ code: '00' });
  expect(bank.core.info().certificationKey).toBe(before.certificationKey);
  await bank.core.close();
  await expect(bank.reopen()).rejects.toMatchObject({ kind: 'wrong-key' });
  await bank.reopen({ keyWrap: keyed(otherKey) });
});

test('no secret lies in the database in the clear', async () => {
  await payOnce();
  await bank.core.close();
  const bytes = readFileSync(bank.databasePath);
  const { clientKey, storedKey, serverKey } = payer.pinKeys;
  for (const secret of [clientKey, storedKey, serverKey, WRAP_KEY]) {
    expect(bytes.includes(Buffer.from(secret))).toBe(false);
  }
});

/** What somebody with the file of a stopped bank, but not with its keys, can write. */
async function appendDeposit(path: string): Promise<void> {
  const store = await openSqliteStore(path);
  const state = createBankState(await store.load());
  const batch = beginBatch(state, bank.clock.nowMs(), NOTHING_PREFETCHED);
  const equity = state.accounts.get(EQUITY_ACCOUNT) ?? expect.fail();
  const to = state.accounts.get(payer.uid) ?? expect.fail();
  recordMovement(batch, {
    txnId: txnIdFrom(testRandom(16)),
    type: 'deposit',
    payer: equity,
    payee: to,
    amountPaise: 1_000_000,
  });
  await commitBatch(store, batch, (await store.lastBatch()) + 1, () => testRandom(32));
  await store.close();
}

const notOurs = {
  name: 'StartupFailure',
  kind: 'damaged',
  message: expect.stringContaining('does not carry'),
};

test('well-formed entries appended behind the newest checkpoint are not signed by the next start', async () => {
  await payOnce();
  await bank.core.close();
  await appendDeposit(bank.databasePath);
  // Nothing that is signed contradicts them: only the bank's own seal does.
  const source = openAudit(bank.databasePath);
  const keptCheckpoint = readFileSync(bank.checkpointPath, 'utf8');
  const report = await verifyStore(source, { keptCheckpoint, monotonicMs: () => 0 });
  await source.close();
  expect(report).toMatchObject({ isSound: true });
  await expect(bank.reopen()).rejects.toMatchObject(notOurs);
  await expect(bank.reopen({ isRestoreAccepted: true })).rejects.toMatchObject(notOurs);
  alterDatabase(bank.databasePath, "DELETE FROM meta WHERE key = 'head-seal'");
  await expect(bank.reopen()).rejects.toMatchObject(notOurs);
});

test('a database of before there were seals is believed as far as its own checkpoint goes', async () => {
  await payOnce();
  await bank.core.close();
  alterDatabase(bank.databasePath, "DELETE FROM meta WHERE key = 'head-seal'");
  await bank.reopen();
  await payOnce();
  await bank.reopen();
});
