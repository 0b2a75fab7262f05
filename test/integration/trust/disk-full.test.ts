import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { Line, Reply } from '#stress/line.ts';
import type { VirtualPhone } from '#stress/virtual-phone.ts';
import { dataFolderPaths } from '#wire/data-folder.ts';
import { seeded } from '../../support/seeded.ts';
import { type BankProcess, startBank } from '../../support/trust/bank-process.ts';
import { expectBooks, expectSound, openedBy } from '../../support/trust/books.ts';
import {
  type Attempt,
  expectResult,
  nextAttempt,
  openSession,
  type Population,
  populate,
  submit,
} from '../../support/trust/payers.ts';
import {
  canMount,
  mountSmallDisk,
  type SmallDisk,
  skipLoudly,
} from '../../support/trust/small-disk.ts';

/** A bank process whose disk is really full: a small file system, or a limit on file sizes. */
const PHONES = 6;
const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

interface Till {
  readonly bank: BankProcess;
  readonly folder: string;
  readonly line: Line;
  readonly population: Population;
  readonly attempts: Attempt[];
}

async function openTill(folder: string): Promise<Till> {
  const bank = await startBank(folder);
  closers.push(() => bank.kill());
  const population = await populate(bank, { seed: 5, random: seeded(5), phoneCount: PHONES });
  const line = await bank.connect('stress');
  for (const phone of population.phones) await openSession(phone, line, population.facts);
  return { bank, folder, line, population, attempts: [] };
}

interface Tried {
  readonly attempt: Attempt;
  readonly reply: Reply;
}

async function payOnce({ line, population, attempts }: Till, phone: VirtualPhone): Promise<Tried> {
  const attempt = nextAttempt(population, phone, false);
  const reply = await submit(attempt, line, attempt.message);
  if (reply.kind === 'result') {
    attempt.answer = reply.result;
    attempts.push(attempt);
  }
  return { attempt, reply };
}

/** Pays by turns until every phone has been refused once. */
async function payUntilRefused(till: Till): Promise<Tried[]> {
  const refused: Tried[] = [];
  for (const phone of till.population.phones) {
    for (;;) {
      const tried = await payOnce(till, phone);
      if (tried.reply.kind === 'result') continue;
      refused.push(tried);
      break;
    }
  }
  return refused;
}

async function payRounds(till: Till, rounds: number): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    for (const phone of till.population.phones) expectResult((await payOnce(till, phone)).reply);
  }
}

async function expectEverything({ folder, population, attempts }: Till): Promise<void> {
  const paths = dataFolderPaths(folder);
  await expectSound(paths);
  const opened = new Map([
    ...openedBy(population.phones.map(({ vpa }) => vpa)),
    ...openedBy(population.payees, 0),
  ]);
  await expectBooks(paths, { opened, attempts });
}

/** No write works, every read does, and nothing that was tried is used up. */
async function expectFullDiskIsSurvived(till: Till, makeRoom: () => void): Promise<void> {
  const refused = await payUntilRefused(till);
  for (const { reply } of refused) {
    expect(reply).toMatchObject({ kind: 'refusal', code: 'XY' });
    expect(reply).toMatchObject({ message: expect.stringContaining('The disk is full.') });
    expect(reply).toMatchObject({ message: expect.stringContaining('no money was taken') });
  }
  expect(till.bank.complaints()).toContain('error a batch could not be made durable');
  const [known] = till.attempts;
  if (!known) throw new Error('nothing was paid before the disk was full');
  const again = expectResult(await till.line.call('payment.submit', known.message));
  expect(again.result).toMatchObject({ rrn: known.answer?.rrn });
  expectResult(await till.line.call('ledger.entries', { limit: 5 }));
  await expectEverything(till);

  makeRoom();
  for (const { attempt } of refused) {
    attempt.answer = expectResult(await submit(attempt, till.line, attempt.message));
    till.attempts.push(attempt);
  }
  await payRounds(till, 3);
  await expectEverything(till);
}

describe.runIf(canMount)('on a small file system', () => {
  let disk: SmallDisk;
  const mount = (): SmallDisk => {
    disk = mountSmallDisk('24m');
    closers.push(disk.remove);
    return disk;
  };

  test('a full disk refuses with XY, loses nothing, and pays again when there is space', async () => {
    const till = await openTill(join(mount().folder, 'data'));
    await payRounds(till, 3);
    disk.fill();
    await expectFullDiskIsSurvived(till, disk.free);
    expect(await till.bank.stop()).toBe(0);
    await expectEverything(till);
  });

  test('killed on a full disk: one clear line at the next start, whole when there is space', async () => {
    const till = await openTill(join(mount().folder, 'data'));
    await payRounds(till, 2);
    disk.fill();
    await payUntilRefused(till);
    await till.bank.kill();
    await expectEverything(till);
    const start = startBank(till.folder);
    await start.then(
      (bank) => bank.stop(),
      (error: Error) => expect(error.message).toMatch(/error: .*disk is full/),
    );
    await expectEverything(till);
    disk.free();
    const bank = await startBank(till.folder);
    expect(await bank.stop()).toBe(0);
    await expectEverything(till);
  });

  test('stopped on a full disk: it ends, and nothing is lost', async () => {
    const till = await openTill(join(mount().folder, 'data'));
    await payRounds(till, 2);
    disk.fill();
    await payUntilRefused(till);
    await till.bank.stop();
    await expectEverything(till);
    disk.free();
    await expectEverything(till);
  });

  test('a first start without space leaves nothing half made', async () => {
    const folder = join(mount().folder, 'data');
    disk.fill();
    await expect(startBank(folder)).rejects.toThrow(/error: .*disk is full/);
    disk.free();
    const bank = await startBank(folder);
    expect(await bank.stop()).toBe(0);
    await expectSound(dataFolderPaths(folder));
  });
});
if (!canMount) skipLoudly('the full disk');

describe.runIf(process.platform === 'linux')('under a limit on file sizes', () => {
  const limit = (bank: BankProcess, bytes: number | 'unlimited'): void => {
    execFileSync('prlimit', ['--pid', String(bank.child.pid), `--fsize=${bytes}:unlimited`]);
  };

  test('a file that may not grow refuses with XY and goes on when it may', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'upi-limit-'));
    closers.push(() => rmSync(folder, { recursive: true, force: true }));
    const till = await openTill(folder);
    await payRounds(till, 3);
    limit(till.bank, 400_000);
    await expectFullDiskIsSurvived(till, () => limit(till.bank, 'unlimited'));
    expect(await till.bank.stop()).toBe(0);
    await expectEverything(till);
  });
});
