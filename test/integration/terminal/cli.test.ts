import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bench, freePort, openBench, PASSWORD } from './bench.ts';

const root = resolve(import.meta.dirname, '../../..');
const MOBILE = '9812345670';
let bench: Bench;
let bankOptions: string[];
beforeAll(async () => {
  bench = await openBench();
  bankOptions = ['--data', bench.folder, '--bank', `127.0.0.1:${bench.bankPort}`];
});
afterAll(() => bench.close());

function start(command: string, words: readonly string[], environment: NodeJS.ProcessEnv = {}) {
  return spawn(process.execPath, [join(root, 'src/cli', `${command}.ts`), ...words], {
    env: { ...process.env, ...environment },
  });
}

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly errors: string;
}

async function run(
  command: string,
  words: readonly string[],
  environment?: NodeJS.ProcessEnv,
): Promise<Ended> {
  const child = start(command, words, environment);
  child.stdin.end();
  let [out, errors] = ['', ''];
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  const code = await new Promise<number | null>((done) => child.once('close', done));
  return { code, out, errors };
}

/** A machine in its own process: what it prints, one event at a time. */
function openMachine(words: readonly string[]) {
  const child: ChildProcessWithoutNullStreams = start('terminal', [...words, '--json']);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ended = new Promise<number | null>((done) => child.once('close', done));
  return {
    type: (line: string) => child.stdin.write(`${line}\n`),
    /** The next event of this name. */
    async hear(event: string): Promise<Record<string, unknown>> {
      for (;;) {
        const { value, done } = await lines.next();
        if (done) throw new Error(`the machine ended before "${event}"`);
        const happening = JSON.parse(value) as Record<string, unknown>;
        if (happening.event === event) return happening;
      }
    },
    async end(): Promise<number | null> {
      child.kill('SIGTERM');
      return ended;
    },
    ended,
  };
}

const pay = (words: readonly string[], pin = '246810', mobile = MOBILE): Promise<Ended> =>
  run('pay', [...words, ...bankOptions, '--mobile', mobile, '--json'], { UPI_PIN: pin });

describe('a machine and a payer, each in a process of its own', () => {
  test('register, charge, pay, refuse, stop, come back', async () => {
    const port = await freePort();
    const words = ['--name', 'Asha Tea', '--port', String(port), ...bankOptions];
    const machine = openMachine([...words, '--password', PASSWORD, '--charge', '20']);
    const ready = await machine.hear('ready');
    expect(ready).toMatchObject({ code: `${ready.vmid}:${port}`, isNew: true });
    expect(ready.qrFile).toBe(join(bench.folder, 'Asha_Tea_qr.png'));
    expect(readFileSync(String(ready.qrFile)).subarray(1, 4).toString()).toBe('PNG');

    const charge = await machine.hear('charge');
    const paid = await pay([String(charge.link)]);
    expect(paid).toMatchObject({ code: 0 });
    const { kind, result } = JSON.parse(paid.out);
    expect(kind).toBe('paid');
    expect(await machine.hear('payment')).toMatchObject({ row: { txnId: result.txnId } });

    machine.type('charge 12.50 two chai');
    const second = await machine.hear('charge');
    expect(second.order).toMatchObject({ amountPaise: '1250', note: 'two chai' });
    const wrong = await pay([String(second.link)], '135790');
    expect(wrong.code).toBe(1);
    expect(JSON.parse(wrong.out)).toMatchObject({ kind: 'declined', result: { code: 'ZM' } });

    const sticker = await pay([String(ready.code), '--amount', '1.50', '--note', 'sugar']);
    expect(JSON.parse(sticker.out)).toMatchObject({ kind: 'paid', result: { note: 'sugar' } });

    for (const typed of ['charge', 'charge -5', 'refund x', 'dance']) {
      machine.type(typed);
      expect(await machine.hear('problem')).toBeDefined();
    }
    machine.type('quit');
    expect(await machine.ended).toBe(0);
    const off = await pay([String(ready.code), '--amount', '1']);
    expect(off.code).toBe(1);
    expect(JSON.parse(off.out)).toMatchObject({ kind: 'failed', failure: { code: 'X7' } });

    const again = openMachine(words);
    expect(await again.hear('ready')).toMatchObject({ vmid: ready.vmid, isNew: false });
    expect(await again.end()).toBe(0);
  });

  test("the user's file is private and holds no PIN", async () => {
    const folder = join(bench.folder, 'shell', bench.pins().bankId, 'users');
    expect(readdirSync(folder)).toEqual([`${MOBILE}.json`]);
    const file = join(folder, `${MOBILE}.json`);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).not.toContain('246810');
  });

  test('one user needs no --mobile, two do', async () => {
    const nobody = ['nobody@upisim', '--amount', '1', ...bankOptions];
    const alone = await run('pay', nobody, { UPI_PIN: '246810' });
    expect(alone).toMatchObject({ code: 1, errors: expect.stringContaining('code ZH') });
    await pay(['nobody@upisim', '--amount', '1', '--name', 'Second'], '246810', '9812345671');
    const unclear = await run('pay', nobody, { UPI_PIN: '246810' });
    expect(unclear).toMatchObject({ code: 2, errors: expect.stringContaining('--mobile') });
  });
});

describe('a wrong command line is refused by name, with exit code 2', () => {
  test.each<[string, string, string[], RegExp]>([
    ['an unknown option', 'terminal', ['--bogus'], /unknown option '--bogus'/],
    ['an unknown option', 'pay', ['VM00000000:6001', '--bogus'], /unknown option '--bogus'/],
    ['no data folder with a bank', 'pay', ['a@b', '--data', '/nonexistent'], /ca\.pem is missing/],
    ['a CA that is none', 'pay', ['a@b', '--ca', '/dev/null'], /--ca/],
  ])('%s (%s)', async (_case, command, words, message) => {
    const ended = await run(command, words);
    expect(ended.errors).toMatch(message);
    expect(ended.code).toBe(2);
  });

  test.each([
    ['a PIN of five digits', ['a@b', '--pin', '12345'], /4 or 6 digits/],
    ['no PIN where nobody can type it', ['a@b'], /--pin or UPI_PIN/],
  ])('%s', async (_case, words, message) => {
    const all = [...words, ...bankOptions, '--mobile', '9000000001'];
    const ended = await run('pay', all, { UPI_PIN: undefined });
    expect(ended).toMatchObject({ code: 2, errors: expect.stringMatching(message) });
  });

  test('a bank that does not answer is said in one line', async () => {
    const port = await freePort();
    const words = ['--data', bench.folder, '--bank', `127.0.0.1:${port}`];
    const [paid, machine] = [
      await run('pay', ['a@b', '--pin', '246810', ...words]),
      await run('terminal', ['--name', 'X', ...words]),
    ];
    for (const ended of [paid, machine]) {
      expect(ended).toMatchObject({
        code: 1,
        errors: expect.stringContaining('nothing is listening'),
      });
    }
  });
});
