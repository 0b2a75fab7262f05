import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openAudit } from '#bank/store/sqlite/audit.ts';
import { guardLedger } from '#bank/store/sqlite/guard.ts';
import { assertSqliteVersion, openSqliteStore } from '#bank/store/sqlite/open-sqlite-store.ts';
import { SCHEMA_VERSION } from '#bank/store/sqlite/schema.ts';
import { alterDatabase } from '../../support/bank/alter-database.ts';
import { openTestBank } from '../../support/bank/test-bank.ts';
import { openPhoneSession, pay, registerPhone } from '../../support/bank/test-phone.ts';

let folder: string;
let path: string;
beforeAll(async () => {
  const bank = await openTestBank();
  const [payer, payee] = [await registerPhone(bank.core), await registerPhone(bank.core)];
  await pay(bank.core, openPhoneSession(bank.core, payer), { payee: payee.vpa });
  await bank.core.close();
  folder = bank.folder;
  path = bank.databasePath;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const tampering: [what: string, sql: string][] = [
  ['UPDATE of a leaf', "UPDATE leaf SET bytes = x'00' WHERE position = 1"],
  ['DELETE of a leaf', 'DELETE FROM leaf WHERE position = 1'],
  ['REPLACE of a leaf', "INSERT OR REPLACE INTO leaf VALUES (1, x'00')"],
  [
    'UPSERT of a leaf',
    "INSERT INTO leaf VALUES (1, x'00') ON CONFLICT DO UPDATE SET bytes = x'00'",
  ],
  ['a leaf out of turn', "INSERT INTO leaf VALUES (999, x'00')"],
  ['a leaf before the first', "INSERT INTO leaf VALUES (-1, x'00')"],
  ['UPDATE of a record', 'UPDATE record SET amount_paise = 1'],
  ['DELETE of a record', 'DELETE FROM record'],
  ['REPLACE of a record', 'INSERT OR REPLACE INTO record SELECT * FROM record WHERE sequence = 1'],
  [
    'a record with a used id',
    'INSERT INTO record SELECT 4, txn_id, type, status, code, rrn, payer_id, payee_id, payee_vpa, amount_paise, reference, note, related_txn_id, time_ms, digest, balance_paise, server_signature, entry, leaf, block, payer_previous, payee_previous FROM record WHERE sequence = 1',
  ],
  ['UPDATE of a block', 'UPDATE block SET entry_count = 9'],
  ['REPLACE of a block', 'INSERT OR REPLACE INTO block SELECT * FROM block WHERE height = 1'],
  ['DELETE of a block', 'DELETE FROM block'],
  ['DELETE of a node', 'INSERT INTO node VALUES (8, 0, zeroblob(32)); DELETE FROM node'],
  ['a balance below zero', "UPDATE account SET balance_paise = -1 WHERE id <> 'EQUITY'"],
  ['text for a number', "UPDATE account SET balance_paise = 'rich'"],
];
const loosening: [what: string, sql: string][] = [
  ['DROP TRIGGER', 'DROP TRIGGER leaf_no_update'],
  ['DROP TABLE', 'DROP TABLE leaf'],
  ['ALTER TABLE DROP COLUMN', 'ALTER TABLE record DROP COLUMN note'],
  ['CREATE TRIGGER', 'CREATE TRIGGER t AFTER INSERT ON leaf BEGIN SELECT 1; END'],
  ['CREATE TABLE', 'CREATE TABLE t (a)'],
  ['CREATE TEMP TABLE', 'CREATE TEMP TABLE leaf (a)'],
  ['ATTACH', "ATTACH ':memory:' AS other"],
  ['PRAGMA writable_schema', 'PRAGMA writable_schema = ON'],
  ['PRAGMA recursive_triggers', 'PRAGMA recursive_triggers = OFF'],
  ['PRAGMA synchronous', 'PRAGMA synchronous = OFF'],
  ['PRAGMA user_version', 'PRAGMA user_version = 0'],
  ['DELETE of accounts', 'DELETE FROM account'],
  ['DELETE of meta rows', 'DELETE FROM meta'],
];

describe('the database guards the ledger against our own mistakes', () => {
  test.each(tampering)('triggers alone stop %s', (_what, sql) => {
    const database = new DatabaseSync(path);
    database.exec('PRAGMA recursive_triggers = ON; BEGIN');
    expect(() => database.exec(sql)).toThrow(/append-only|CHECK|datatype|cannot store TEXT/);
    database.close();
  });

  test.each([...tampering, ...loosening])('the guarded connection stops %s', (_what, sql) => {
    const database = new DatabaseSync(path);
    database.exec('PRAGMA recursive_triggers = ON');
    database.exec('BEGIN');
    guardLedger(database);
    expect(() => database.exec(sql)).toThrow();
    database.close();
  });
});

describe('opening says what is wrong', () => {
  test('a newer version', async () => {
    const newer = join(folder, 'newer.sqlite');
    copyFileSync(path, newer);
    const database = new DatabaseSync(newer);
    database.exec('PRAGMA user_version = 99');
    database.close();
    await expect(openSqliteStore(newer)).rejects.toMatchObject({
      kind: 'newer-version',
      message: expect.stringMatching(/version 99.*Nothing was changed/),
    });
  });

  test('an older version is audited as it is, and brought up to this one when the bank opens', async () => {
    const older = join(folder, 'older.sqlite');
    copyFileSync(path, older);
    const later = ['collect', 'restriction', 'spending'].map((name) => `DROP TABLE ${name};`);
    alterDatabase(older, `${later.join('')} DROP INDEX record_hold; PRAGMA user_version = 1`);
    const audit = openAudit(older);
    expect(await audit.counts()).toMatchObject({ records: 3 });
    await audit.close();
    const store = await openSqliteStore(older);
    expect(await store.load()).toMatchObject({
      collects: [],
      collectCount: 0,
      restrictions: [],
      spendings: [],
    });
    await store.close();
    const database = new DatabaseSync(older);
    expect(database.prepare('PRAGMA user_version').get()).toEqual({ user_version: SCHEMA_VERSION });
    database.close();
  });

  test('a database of another program', async () => {
    const other = join(folder, 'other.sqlite');
    const database = new DatabaseSync(other);
    database.exec('CREATE TABLE mine (a)');
    database.close();
    await expect(openSqliteStore(other)).rejects.toMatchObject({ kind: 'foreign' });
  });

  test('a file that is no database', async () => {
    const other = join(folder, 'text.sqlite');
    writeFileSync(other, 'this is not a database at all, however long it may be. '.repeat(20));
    await expect(openSqliteStore(other)).rejects.toMatchObject({ kind: 'foreign' });
  });

  test('a folder that does not exist', async () => {
    await expect(openSqliteStore(join(folder, 'nowhere', 'a.sqlite'))).rejects.toMatchObject({
      name: 'StoreFailure',
      kind: 'read-only',
    });
  });

  test.skipIf(process.getuid?.() === 0)('a read-only folder', async () => {
    chmodSync(path, 0o400);
    chmodSync(folder, 0o500);
    await expect(openSqliteStore(path)).rejects.toMatchObject({ kind: 'read-only' });
    chmodSync(folder, 0o700);
  });

  test.each([
    ['3.51.2', false],
    ['3.44.6', false],
    [undefined, false],
    ['3.51.3', true],
    ['3.60.0', true],
    ['4.0.0', true],
  ])('SQLite %s', (version, isGood) => {
    const check = () => assertSqliteVersion(version);
    if (isGood) expect(check).not.toThrow();
    else expect(check).toThrow(/Update Node/);
  });
});

/** A disk that is really full needs a small file system of its own, which only root may mount. */
const smallDisk = mkdtempSync(join(tmpdir(), 'small-disk-'));
let isMounted = false;
try {
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', smallDisk], { stdio: 'ignore' });
  isMounted = true;
} catch {
  process.stderr.write('SKIPPED: a full disk cannot be had without the right to mount one\n');
}

test.runIf(isMounted)(
  'a full disk: refused, nothing lost, goes on when space returns',
  async () => {
    const ballast = join(smallDisk, 'ballast');
    mkdirSync(join(smallDisk, 'data'));
    const disk = join(smallDisk, 'data', 'bank.sqlite');
    const bank = await openTestBank({ store: await openSqliteStore(disk) });
    try {
      const [payer, payee] = [await registerPhone(bank.core), await registerPhone(bank.core)];
      const session = openPhoneSession(bank.core, payer);
      let paid = 0;
      expect(() => writeFileSync(ballast, new Uint8Array(1_000_000))).toThrow();
      const refused = await (async () => {
        for (;;) {
          try {
            await pay(bank.core, session, { payee: payee.vpa, amountPaise: '100' });
            paid += 1;
          } catch (error) {
            return error;
          }
        }
      })();
      expect(refused).toMatchObject({ data: { responseCode: 'XY' } });
      expect((refused as Error).message).toMatch(/disk is full.*no money was taken/i);
      rmSync(ballast);
      expect(await pay(bank.core, session, { payee: payee.vpa, amountPaise: '100' })).toMatchObject(
        {
          code: '00',
          balancePaise: String(1_000_000 - 100 * (paid + 1)),
        },
      );
      expect(await bank.core.verify()).toMatchObject({ isSound: true, sumPaise: '0' });
    } finally {
      await bank.remove();
      execFileSync('umount', [smallDisk]);
      rmSync(smallDisk, { recursive: true, force: true });
    }
  },
);
