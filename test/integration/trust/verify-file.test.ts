import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dataFolderPaths } from '#wire/data-folder.ts';
import { seeded } from '../../support/seeded.ts';
import { startBank } from '../../support/trust/bank-process.ts';
import { makeLedger } from '../../support/trust/closed-folder.ts';
import { findTargets, flipBit, unnoticedFlips } from '../../support/trust/flip-file.ts';
import { runSeed } from '../../support/trust/run-seed.ts';

/**
 * Bits turned over in the files themselves, and a database put back; every single bit of every
 * leaf, block and checkpoint is in test/integration/bank/tamper.test.ts.
 */
const ROOT = join(import.meta.dirname, '../../..');
const base = mkdtempSync(join(tmpdir(), 'upi-verify-'));
const folder = join(base, 'data');
const paths = dataFolderPaths(folder);
beforeAll(async () => {
  await makeLedger(folder, 12);
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

const verify = (data = folder): Promise<{ code: number; output: string }> =>
  new Promise((resolve) => {
    const words = [join(ROOT, 'src/cli/verify.ts'), '--data', data];
    execFile(process.execPath, words, { cwd: ROOT }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, output: stdout + stderr }),
    );
  });

describe('one bit of a file', () => {
  test.each([
    ['leaf 3', /^Wrong: (?:leaf 3|entry \d+|block \d+)/],
    ['block 2', /^Wrong: block 2/],
    ['stored checkpoint', /^Wrong: stored checkpoint/],
    ['kept checkpoint', /^Wrong: kept checkpoint/],
  ])('in the %s: npm run verify ends with 1 and names it', async (name, problem) => {
    const target = (await findTargets(paths)).find((each) => each.name === name);
    if (!target) throw new Error(`${name} was not found in its file`);
    const bit = Math.floor(target.length / 2) * 8;
    flipBit(target, bit);
    const outcome = await verify();
    flipBit(target, bit);
    expect(outcome.code).toBe(1);
    expect(outcome.output).toMatch(problem);
    expect(await verify()).toMatchObject({ code: 0 });
  });

  test('300 of them at random: each is noticed', async () => {
    expect(await unnoticedFlips(paths, seeded(runSeed('flips')), 300)).toEqual([]);
  });
});

test('a database put back behind its checkpoint is refused, by the bank and by verify', async () => {
  const newer = join(base, 'newer');
  cpSync(folder, newer, { recursive: true });
  const bank = await startBank(newer);
  const line = await bank.connect('stress');
  for (const [index, name] of ['Later', 'Latest'].entries()) {
    const reply = await line.call('user.register', {
      name,
      mobile: `98700000${10 + index}`,
      pin: {
        salt: 'A'.repeat(22),
        iterations: 4_096,
        storedKey: 'A'.repeat(43),
        serverKey: 'A'.repeat(43),
      },
      openingBalancePaise: '100',
    });
    expect(reply.kind).toBe('result');
  }
  expect(await bank.stop()).toBe(0);
  expect(await verify(newer)).toMatchObject({ code: 0 });

  cpSync(paths.database, dataFolderPaths(newer).database);
  const behind = await verify(newer);
  expect(behind.code).toBe(1);
  expect(behind.output).toMatch(/^Wrong: kept checkpoint: .* put back to an older state/);
  await expect(startBank(newer)).rejects.toThrow(
    /error: The database is older than what this bank/,
  );

  const restored = await startBank(newer, { words: ['--accept-restore'] });
  expect(await restored.stop()).toBe(0);
  expect(await verify(newer)).toMatchObject({ code: 0 });
});
