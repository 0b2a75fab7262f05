import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { STORE_VARIABLE } from '#bank/store/open-store.ts';
import { dataFolderPaths } from '#wire/data-folder.ts';
import { makeDatabase, postgresBin, type TestDatabase } from '../../support/postgres/database.ts';
import { seeded } from '../../support/seeded.ts';
import { type BankProcess, onStore, startBank } from '../../support/trust/bank-process.ts';
import { expectResult, populate } from '../../support/trust/payers.ts';

const ROOT = join(import.meta.dirname, '../../..');
const PHONES = 3;

/** Runs one of the commands to its end. */
async function run(program: string, words: readonly string[], storeUrl?: string) {
  const child = spawn(process.execPath, [join(ROOT, 'src/cli', program), ...words], {
    cwd: ROOT,
    env: { ...process.env, [STORE_VARIABLE]: storeUrl ?? '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += String(chunk);
    });
  }
  const [code] = await once(child, 'close');
  return { code, output };
}

describe.skipIf(!postgresBin)('commands with --store', () => {
  let database: TestDatabase;
  let home: string;
  let folder: string;
  let url: string;
  let banks: BankProcess[];
  let schemaNumber = 0;
  beforeAll(async () => {
    database = await makeDatabase();
  });
  afterAll(() => database.drop());
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'upi-store-'));
    folder = join(home, 'desk');
    url = database.urlAs({ schema: `desk_${++schemaNumber}` });
    banks = [];
  });
  afterEach(async () => {
    for (const bank of banks) await bank.kill();
    rmSync(home, { recursive: true, force: true });
  });

  const open = async (where: string, storeUrl: string | undefined, words: string[] = []) => {
    const bank = await startBank(where, { ...onStore(storeUrl), words });
    banks.push(bank);
    return bank;
  };
  /** Shops, users and their opening balances. */
  const fill = (bank: BankProcess) =>
    populate(bank, { seed: 7, random: seeded(7), phoneCount: PHONES });
  const administer = async (bank: BankProcess, method: string, params = {}) => {
    const line = await bank.connect('admin');
    const result = expectResult(await line.call(method, params));
    line.close();
    return result;
  };
  const verify = (where = folder, storeUrl: string | undefined = url) =>
    run('verify.ts', ['--data', where, '--json'], storeUrl);
  const verdict = async (where = folder, storeUrl = url) =>
    JSON.parse((await verify(where, storeUrl)).output.trim().split('\n').at(-1) ?? '');

  test('a second bank is refused and hears who is there; after a kill the next one starts', async () => {
    const first = await open(folder, url);
    const since = new Date().toISOString().slice(0, 10);
    const refused = await startBank(join(home, 'other'), onStore(url)).catch((error) => error);
    expect(refused.message).toContain(
      `process ${first.child.pid} on ${hostname()}, since ${since}`,
    );
    expect(refused.message).toContain('Stop that bank first');
    await first.kill();
    const again = await open(folder, url);
    await again.stop();
    expect((await verify()).code).toBe(0);
  });

  test('verify reads the database while the bank runs and afterwards, and names what is wrong', async () => {
    expect(await verify()).toMatchObject({ code: 2 });
    const bank = await open(folder, url);
    await fill(bank);
    expect(await verdict()).toMatchObject({
      kind: 'sound',
      isRunning: true,
      report: { entries: PHONES, sumPaise: '0' },
    });
    await bank.stop();
    const schema = `desk_${schemaNumber}`;
    await database.query(`ALTER TABLE ${schema}.record DISABLE TRIGGER record_no_change`);
    expect(await verdict()).toMatchObject({
      kind: 'wrong',
      problem: expect.stringContaining('record_no_change on record is switched off'),
    });
    await database.query(`UPDATE ${schema}.record SET amount_paise = 1 WHERE sequence = 2`);
    await database.query(`ALTER TABLE ${schema}.record ENABLE TRIGGER record_no_change`);
    const { code, output } = await verify();
    expect(code).toBe(1);
    expect(output).toMatch(/entry 2 .* its index row has another amount/);
    await database.query(`DROP SCHEMA ${schema} CASCADE`);
    expect(await verdict()).toMatchObject({
      kind: 'wrong',
      problem: expect.stringContaining('the database is gone'),
    });
  });

  test('a backup is put back under a new log, and what was there is moved aside', async () => {
    const bank = await open(folder, url);
    await fill(bank);
    const { name } = await administer(bank, 'admin.backup');
    const file = join(dataFolderPaths(folder).backups, String(name));
    await registerOne(bank);
    await bank.stop();
    const restored = await open(folder, url, ['--restore', file]);
    expect(await administer(restored, 'admin.verify')).toMatchObject({
      isSound: true,
      entries: PHONES,
    });
    await restored.stop();
    expect(readFileSync(dataFolderPaths(folder).checkpoint, 'utf8').split('\n')[0]).toMatch(/\/2$/);
    const { rows } = await database.query(
      'SELECT nspname FROM pg_namespace WHERE nspname LIKE $1',
      [`desk\\_${schemaNumber}\\_before\\_%`],
    );
    expect(rows).toHaveLength(1);
    expect(readdirSync(folder).filter((left) => left.includes('restoring'))).toEqual([]);
    expect((await verify()).code).toBe(0);
  });

  test('a bank moves from its file to PostgreSQL and back, under the same log', async () => {
    const inFile = await open(folder, undefined);
    await fill(inFile);
    await inFile.stop();
    const moved = await open(folder, url, ['--restore', dataFolderPaths(folder).database]);
    await registerOne(moved);
    const { name } = await administer(moved, 'admin.backup');
    await moved.stop();
    expect(readFileSync(dataFolderPaths(folder).checkpoint, 'utf8').split('\n')[0]).toMatch(/\/1$/);
    expect(await verdict()).toMatchObject({ kind: 'sound', report: { entries: PHONES + 1 } });
    // The file that was left behind is older than what was signed since.
    const stale = await startBank(folder).catch((error) => error);
    expect(stale.message).toContain('older than what this bank has signed');
    const copy = join(home, 'copy.sqlite');
    copyFileSync(join(dataFolderPaths(folder).backups, String(name)), copy);
    const back = await open(folder, undefined, ['--restore', copy]);
    expect(await administer(back, 'admin.verify')).toMatchObject({ entries: PHONES + 1 });
    await back.stop();
    expect((await verify(folder, '')).code).toBe(0);
  });

  test('the password is in nothing that the bank writes, and the scratch bank leaves nothing', async () => {
    const secret = database.server.password;
    const bank = await open(folder, url, ['--verbose']);
    await fill(bank);
    await database.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND application_name LIKE 'upi-simulator %'`,
    );
    await administer(bank, 'admin.verify');
    await bank.stop();
    expect(bank.complaints()).not.toContain(secret);
    const wrong = url.replace(secret, 'another-secret-3');
    const refused = await run('bank.ts', ['--data', join(home, 'x'), '--store', wrong]);
    expect(refused).toMatchObject({
      code: 1,
      output: expect.stringContaining('refuses this login'),
    });
    expect(refused.output).not.toContain('another-secret-3');
    const out = join(home, 'rows.json');
    const stress = await run('stress.ts', ['--users', '20', '--store', database.url, '--out', out]);
    expect(stress).toMatchObject({ code: 0 });
    expect(stress.output).not.toContain(secret);
    const left = "SELECT FROM pg_namespace WHERE nspname LIKE 'upi\\_sim\\_scratch%'";
    expect((await database.query(left)).rowCount).toBe(0);
  });

  async function registerOne(bank: BankProcess): Promise<void> {
    await populate(bank, { seed: 8, random: seeded(8), phoneCount: 1 });
  }
});
