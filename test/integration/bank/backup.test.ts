import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { restoreBackup } from '#bank/backup/restore-backup.ts';
import { aesKeyWrap } from '#bank/identity/key-wrap.ts';
import { dataFolderPaths } from '#wire/data-folder.ts';
import { alterDatabase } from '../../support/bank/alter-database.ts';
import { openTestBank, type TestBank, testRandom, WRAP_KEY } from '../../support/bank/test-bank.ts';
import {
  openPhoneSession,
  pay,
  registerPhone,
  type TestPhone,
} from '../../support/bank/test-phone.ts';

let bank: TestBank;
let backupFolder: string;
let payer: TestPhone;
let payee: TestPhone;
beforeEach(async () => {
  backupFolder = mkdtempSync(join(tmpdir(), 'bank-backups-'));
  bank = await openTestBank({ backupFolder });
  payer = await registerPhone(bank.core, { balancePaise: 100_000 });
  payee = await registerPhone(bank.core, { name: 'Ravi', balancePaise: 0 });
});
afterEach(async () => {
  await bank.remove();
  rmSync(backupFolder, { recursive: true, force: true });
});

const payTwo = async () => {
  const session = openPhoneSession(bank.core, payer);
  return pay(bank.core, session, { payee: payee.vpa, amountPaise: '200' });
};
const balanceOf = async ({ uid }: TestPhone) => {
  const page = { limit: 1, offset: 0, search: uid };
  return (await bank.core.adminCall('admin.accounts', page)).rows[0]?.balancePaise;
};
const paths = (folder = bank.folder) => ({
  ...dataFolderPaths(folder),
  database: join(folder, 'bank.sqlite'),
  checkpoint: join(folder, 'checkpoint.txt'),
});
const restore = (file: string, folder = bank.folder, key = WRAP_KEY) =>
  restoreBackup({ paths: paths(folder), file, keys: [aesKeyWrap(key, testRandom)], nowMs: 42 });
const files = (folder = bank.folder) => readdirSync(folder).sort();

test('a backup made under way is whole; restored, the bank goes on under a new log', async () => {
  await payTwo();
  const [backup] = await Promise.all([bank.core.adminCall('admin.backup', {}), payTwo(), payTwo()]);
  expect(backup.name).toMatch(/^bank-20261122-063000-000\.sqlite$/);
  expect(backup.entries).toBeGreaterThanOrEqual(2);
  const lost = await payTwo();
  const origin = readFileSync(bank.checkpointPath, 'utf8').split('\n')[0];
  const file = join(backupFolder, backup.name);
  const before = readFileSync(file);

  await bank.core.close();
  const { report, movedTo } = await restore(file);
  expect(report.isSound).toBe(true);
  expect(existsSync(join(movedTo ?? '', 'bank.sqlite'))).toBe(true);
  expect(readFileSync(file)).toEqual(before);
  const core = await bank.reopen({ isRestoreAccepted: true });
  const { checkpoint } = await core.ledgerCall('ledger.checkpoint', {});
  expect(checkpoint.split('\n')[0]).toBe(origin?.replace(/1$/, '2'));
  expect((await core.ledgerCall('ledger.entries', { limit: 9, search: lost.txnId })).rows).toEqual(
    [],
  );
  expect((await payTwo()).code).toBe('00');
  expect(await core.verify()).toMatchObject({ isSound: true, sumPaise: '0' });
});

test('without --accept-restore an old copy put back by hand is refused', async () => {
  const { name } = await bank.core.adminCall('admin.backup', {});
  await payTwo();
  await bank.core.close();
  await restore(join(backupFolder, name));
  await expect(bank.reopen()).rejects.toMatchObject({ kind: 'database-behind' });
  await bank.reopen({ isRestoreAccepted: true });
});

describe('a backup that cannot be used changes nothing', () => {
  let file: string;
  beforeEach(async () => {
    await payTwo();
    const { name } = await bank.core.adminCall('admin.backup', {});
    file = join(backupFolder, name);
    await payTwo();
    await bank.core.close();
  });
  async function expectRefusal(work: Promise<unknown>, kind: string, words: RegExp) {
    const before = files();
    await expect(work).rejects.toMatchObject({ kind, message: expect.stringMatching(words) });
    expect(files()).toEqual(before);
    await bank.reopen();
    expect(await balanceOf(payee)).toBe('400');
  }

  test('missing', () => expectRefusal(restore(`${file}.no`), 'damaged', /There is no backup/));

  test('not a database', async () => {
    writeFileSync(file, 'a shopping list');
    await expectRefusal(restore(file), 'damaged', /not a database of the UPI Simulator/);
  });

  test('cut off', async () => {
    truncateSync(file, 20_000);
    await expectRefusal(restore(file), 'damaged', /cannot be used|is damaged/);
  });

  test('an entry was changed in it', async () => {
    alterDatabase(file, "UPDATE record SET amount_paise = 1 WHERE type = 'payment'");
    await expectRefusal(restore(file), 'damaged', /is damaged: entry \d+/);
  });

  test('of a newer program', async () => {
    alterDatabase(file, 'PRAGMA user_version = 99');
    await expectRefusal(restore(file), 'damaged', /newer/);
  });

  test("another bank's", async () => {
    const other = await openTestBank();
    await other.core.close();
    copyFileSync(other.databasePath, file);
    await expectRefusal(restore(file), 'foreign-backup', /belongs to another bank/);
    await other.reopen();
    await other.remove();
  });

  test('sealed under a key that is not here', () =>
    expectRefusal(
      restore(file, bank.folder, new Uint8Array(32).fill(8)),
      'wrong-key',
      /wrapping key/,
    ));
});

test('a backup that cannot be written leaves nothing half and the bank as it was', async () => {
  const blocked = join(backupFolder, 'a-file');
  writeFileSync(blocked, '');
  await bank.reopen({ backupFolder: join(blocked, 'below') });
  await expect(bank.core.adminCall('admin.backup', {})).rejects.toThrow();
  expect((await payTwo()).code).toBe('00');
});

test('one at a time, and at most a hundred are kept', async () => {
  const [first, second] = await Promise.allSettled([
    bank.core.adminCall('admin.backup', {}),
    bank.core.adminCall('admin.backup', {}),
  ]);
  expect([first.status, second.status]).toEqual(['fulfilled', 'rejected']);
  for (let number = 1; number < 100; number++) {
    const name = `bank-20261122-063000-${String(number).padStart(3, '0')}.sqlite`;
    writeFileSync(join(backupFolder, name), '');
  }
  bank.clock.advance(1_000);
  await expect(bank.core.adminCall('admin.backup', {})).rejects.toMatchObject({
    data: { responseCode: 'U80' },
  });
});
