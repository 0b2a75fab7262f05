import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createRpcCaller } from '#shared/json-rpc-peer.ts';
import { publicMethods } from '#shared/protocol/public-methods.ts';
import { connectFrames } from '#wire/client.ts';
import { dataFolderPaths } from '#wire/data-folder.ts';
import { parseBankOptions } from '../../../src/cli/bank/bank-options.ts';
import { registerUser, stressCaller, type TestBank } from './bank-support.ts';
import { makeFolder } from './wire-support.ts';

const root = join(import.meta.dirname, '../../..');
let made: Awaited<ReturnType<typeof makeFolder>>;
const children: ChildProcess[] = [];
beforeEach(async () => {
  made = await makeFolder();
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await made.remove();
});

interface Outcome {
  readonly code: number;
  readonly output: string;
}

function run(program: 'bank' | 'verify' | 'statement', ...words: string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    const script = `src/cli/${program}.ts`;
    execFile(process.execPath, [script, ...words], { cwd: root }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, output: stdout + stderr }),
    );
  });
}

interface StartedBank {
  readonly child: ChildProcess;
  readonly port: number;
  readonly exited: Promise<unknown[]>;
}

async function startBank(...words: string[]): Promise<StartedBank> {
  const child = spawn(
    process.execPath,
    ['src/cli/bank.ts', '--data', made.path, '--bank-port', '0', '--json', ...words],
    { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  children.push(child);
  const exited = once(child, 'exit');
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const { port } = JSON.parse(line.toString()) as { port: number };
  return { child, port, exited };
}

async function registerSomebody({ port }: StartedBank): Promise<void> {
  const paths = dataFolderPaths(made.path);
  const caPem = readFileSync(paths.caCertificate, 'utf8');
  const caller = async () =>
    createRpcCaller(await connectFrames({ host: '127.0.0.1', port, caPem }));
  const { bankId } = await (await caller()).call(publicMethods, 'bank.info', {});
  const stressKey = readFileSync(paths.stressKey, 'utf8').trim();
  const test = { bank: { bankId }, stressKey, caller } as unknown as TestBank;
  await registerUser(test, await stressCaller(test));
}

describe('npm run bank', () => {
  test('opens, and stops cleanly at SIGTERM', async () => {
    const bank = await startBank();
    await registerSomebody(bank);
    expect((await run('verify', '--data', made.path)).output).toContain('A bank is running');
    bank.child.kill('SIGTERM');
    expect(await bank.exited).toEqual([0, null]);
    expect(await run('verify', '--data', made.path)).toMatchObject({ code: 0 });
  });

  test('a second copy on the same folder is one clear line', async () => {
    await startBank();
    const second = await run('bank', '--data', made.path);
    expect(second.code).toBe(1);
    expect(second.output).toMatch(/^error: The data folder .* is in use by process \d+, bank\./);
    expect(second.output.trim()).not.toContain('\n');
  });

  test('after SIGKILL the next one starts at once', async () => {
    const first = await startBank();
    await registerSomebody(first);
    first.child.kill('SIGKILL');
    await first.exited;
    await startBank();
    expect(await run('verify', '--data', made.path)).toMatchObject({
      code: 0,
      output: expect.stringContaining('1 entries'),
    });
  });

  test('a port that was asked for and is taken is an error', async () => {
    const squatter = createServer().listen(0, '127.0.0.1');
    await once(squatter, 'listening');
    const { port } = squatter.address() as { port: number };
    const outcome = await run('bank', '--data', made.path, '--bank-port', String(port));
    expect(outcome).toEqual({
      code: 1,
      output: `error: Another program already uses 127.0.0.1, port ${port}.\n`,
    });
    squatter.close();
  });

  test('a wrong option is refused by name', async () => {
    const outcome = await run('bank', '--pord', '5');
    expect(outcome).toEqual({ code: 1, output: "error: unknown option '--pord'\n" });
  });

  test.each([
    [['--bank-port', '70000'], "option '--bank-port <number>' argument '70000' is invalid"],
    [['--bank-port', '-1'], "option '--bank-port <number>' argument '-1' is invalid"],
    [['--bank-port', '5000.5'], "option '--bank-port <number>' argument '5000.5' is invalid"],
    [['extra'], 'too many arguments'],
    [['--data'], "option '--data <folder>' argument missing"],
  ])('%j is refused by name', (words, message) => {
    const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    expect(() => parseBankOptions(words, made.path)).toThrow(message);
    expect(write).toHaveBeenCalledWith(expect.stringContaining(message));
    write.mockRestore();
  });

  test('an address that is not of this machine', async () => {
    const outcome = await run('bank', '--data', made.path, '--host', '192.0.2.1');
    expect(outcome).toEqual({ code: 1, output: 'error: This machine has no address 192.0.2.1.\n' });
  });

  test('a file in place of the folder', async () => {
    const file = join(made.path, 'file');
    writeFileSync(file, '');
    const outcome = await run('bank', '--data', file);
    expect(outcome.code).toBe(1);
    expect(outcome.output).toMatch(/^error: The data folder .* cannot be used: it is not a folder/);
  });

  test('--help shows every option', async () => {
    const { code, output } = await run('bank', '--help');
    expect(code).toBe(0);
    for (const option of ['--data', '--bank-port', '--host', '--accept-restore', '--json']) {
      expect(output).toContain(option);
    }
  });
});

describe('npm run verify', () => {
  const tamper = (sql: string): void => {
    const database = new DatabaseSync(dataFolderPaths(made.path).database);
    const triggers = database
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
      .all() as { name: string }[];
    for (const { name } of triggers) database.exec(`DROP TRIGGER "${name}"`);
    database.exec(sql);
    database.close();
  };
  const makeLedger = async (): Promise<void> => {
    const bank = await startBank();
    await registerSomebody(bank);
    bank.child.kill('SIGTERM');
    await bank.exited;
  };

  test('names the entry when one byte of it was changed from outside', async () => {
    await makeLedger();
    tamper(
      "UPDATE leaf SET bytes = CAST(substr(bytes, 1, 40) || x'ff' || substr(bytes, 42) AS BLOB) WHERE position = 1",
    );
    const outcome = await run('verify', '--data', made.path);
    expect(outcome.code).toBe(1);
    expect(outcome.output).toMatch(/^Wrong: .*(entry|leaf) 1/);
  });

  test('notices a balance, a missing database and a database that is none', async () => {
    await makeLedger();
    tamper("UPDATE account SET balance_paise = balance_paise + 1 WHERE id = 'EQUITY'");
    expect(await run('verify', '--data', made.path)).toMatchObject({ code: 1 });
    const { database } = dataFolderPaths(made.path);
    writeFileSync(
      database,
      'not a database, but long enough to be read as one by SQLite'.repeat(99),
    );
    expect(await run('verify', '--data', made.path)).toMatchObject({ code: 1 });
    rmSync(database);
    const gone = await run('verify', '--data', made.path);
    expect(gone).toMatchObject({
      code: 1,
      output: expect.stringContaining('the database is gone'),
    });
  });

  test('says that there is nothing to verify', async () => {
    const outcome = await run('verify', '--data', made.path);
    expect(outcome).toMatchObject({ code: 2, output: expect.stringContaining('There is no bank') });
  });

  test('prints one JSON line when asked', async () => {
    await makeLedger();
    const { output } = await run('verify', '--data', made.path, '--json', '--every-signature');
    expect(JSON.parse(output)).toMatchObject({
      kind: 'sound',
      isRunning: false,
      report: { isSound: true, entries: 1, sumPaise: '0' },
    });
  });
});

describe('npm run statement', () => {
  test('writes an account as CSV; says what is wrong otherwise', async () => {
    const bank = await startBank();
    await registerSomebody(bank);
    const place = ['--data', made.path, '--bank', `127.0.0.1:${bank.port}`];
    const statement = (...words: string[]) => run('statement', ...place, ...words);
    const printed = await statement('--account', 'EQUITY');
    expect(printed.code).toBe(0);
    expect(printed.output).toMatch(/^\uFEFFtime,id,RRN,.*\r\n.*,opening,out,EQUITY,EQUITY,/);
    expect(printed.output).toContain('1 payments of EQUITY');
    const out = join(made.path, 'all.csv');
    expect(await statement('--account', 'u000000001', '--out', out)).toMatchObject({ code: 0 });
    expect(readFileSync(out, 'utf8').split('\r\n')).toHaveLength(3);
    expect(await statement('--account', 'EQUITY', '--out', out)).toMatchObject({ code: 2 });
    const later = await statement('--account', 'EQUITY', '--from', '2999-01-01');
    expect(later.output).toContain('0 payments');
    for (const words of [
      ['--account', 'nobody@upisim'],
      ['--account', 'EQUITY', '--from', 'yesterday'],
      [],
    ]) {
      expect(await statement(...words)).toMatchObject({ code: 2 });
    }
  });
});
