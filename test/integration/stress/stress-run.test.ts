import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { SCENARIO_NAMES, type StressOptions } from '#shared/stress-options.ts';
import { runStress, type StressProgress } from '#stress/engine.ts';
import { parseStressOptions } from '#stress/options.ts';
import { openResultsFile, type ResultRow } from '#stress/results-file.ts';
import { openTarget, type Payee } from '#stress/target.ts';
import { dataFolderPaths } from '#wire/data-folder.ts';
import { type ScratchBank, startScratchBank } from '../../../src/cli/stress/scratch-bank.ts';
import { verifyFolder } from '../../../src/cli/verify/verify-folder.ts';

// A whole bank starts here, also on machines that are busy with other tests.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const everything = Object.fromEntries(SCENARIO_NAMES.map((name) => [name, 1]));
const folder = mkdtempSync(join(tmpdir(), 'upi-stress-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** One bank for all; each run has a seed of its own and so other users. The last test kills it. */
let scratch: ScratchBank;
beforeAll(async () => {
  scratch = await startScratchBank();
});
afterAll(() => scratch?.close());

async function runOn(
  options: StressOptions,
  more: {
    readonly terminals?: readonly Payee[];
    readonly signal?: AbortSignal;
    readonly onProgress?: (progress: StressProgress) => void;
  } = {},
) {
  const { terminals, onProgress } = more;
  const target = await openTarget(scratch.address, options, terminals);
  const path = join(folder, `${Math.random()}.json`);
  try {
    const summary = await runStress({
      options,
      target,
      results: [openResultsFile(path, 'json')],
      signal: more.signal ?? new AbortController().signal,
      ...(onProgress ? { onProgress } : {}),
    });
    return { summary, rows: JSON.parse(readFileSync(path, 'utf8')) as ResultRow[] };
  } finally {
    target.close();
  }
}

const soundLedger = {
  ...{ isSound: true, sumPaise: '0', missing: 0, doubled: 0 },
};

describe('200 users', () => {
  test('straight to the bank, every scenario: all as the table says', async () => {
    const options = parseStressOptions({
      seed: 1,
      ...{ users: 200, connections: 40, concurrency: 50, mix: everything },
    });
    const { summary, rows } = await runOn(options);
    expect(summary.problems).toEqual([]);
    expect(summary).toMatchObject({ isGood: true, totals: { wrong: 0, lost: 0, answered: 200 } });
    expect(summary.verdict).toMatchObject(soundLedger);
    expect(rows).toHaveLength(200);
    expect(rows.filter(({ result }) => result === 'SUCCESS')).toHaveLength(summary.acknowledged);
    expect(new Set(rows.map(({ scenario }) => scenario))).toEqual(new Set(SCENARIO_NAMES));
  });

  test('through terminals, every scenario', async () => {
    const terminals = await scratch.openTerminals(3);
    const options = parseStressOptions({
      seed: 2,
      ...{ users: 200, connections: 40, concurrency: 50, route: 'terminal', mix: everything },
      merchants: 3,
    });
    const { summary } = await runOn(options, { terminals });
    expect(summary.problems).toEqual([]);
    expect(summary).toMatchObject({ isGood: true, totals: { wrong: 0, lost: 0, answered: 200 } });
    expect(summary.verdict).toMatchObject(soundLedger);
  });
});

test('through terminals, more users at once than one connection may ask for', async () => {
  const options = parseStressOptions({
    seed: 6,
    ...{ users: 1_100, connections: 20, concurrency: 1_100, route: 'terminal', merchants: 2 },
  });
  const { summary } = await runOn(options, { terminals: await scratch.openTerminals(2) });
  expect(summary.problems).toEqual([]);
  expect(summary).toMatchObject({ isGood: true, totals: { answered: 1_100 } });
});

test('several payments of a few users: locks and empty accounts are foreseen', async () => {
  const options = parseStressOptions({
    seed: 3,
    ...{ users: 8, connections: 4, concurrency: 32, paymentsPerUser: 30, mix: everything },
  });
  const { summary } = await runOn(options);
  expect(summary.problems).toEqual([]);
  expect(summary).toMatchObject({ isGood: true, totals: { answered: 240 } });
  expect(summary.totals.outcomes.map(({ code }) => code)).toEqual(
    expect.arrayContaining(['Z6', 'ZM', 'Z9']),
  );
});

test('a stop in the middle: what was under way is answered, nothing is half', async () => {
  const stop = new AbortController();
  const options = parseStressOptions({
    seed: 5,
    ...{ users: 200, connections: 20, concurrency: 20, paymentsPerUser: 20, mix: { success: 1 } },
  });
  const { summary, rows } = await runOn(options, {
    signal: stop.signal,
    onProgress: ({ totals }) => {
      if (totals.answered >= 50) stop.abort();
    },
  });
  expect(summary).toMatchObject({ isStopped: true, totals: { wrong: 0, lost: 0 }, problems: [] });
  expect(summary.totals.answered).toBeGreaterThanOrEqual(50);
  expect(summary.totals.answered).toBeLessThan(4_000);
  expect(rows).toHaveLength(summary.totals.answered);
  expect(summary.verdict).toMatchObject(soundLedger);
});

test('a bank killed in the middle: a clear report, and its ledger verifies', async () => {
  const options = parseStressOptions({
    seed: 4,
    ...{ users: 200, connections: 20, concurrency: 20, paymentsPerUser: 20, mix: { success: 1 } },
  });
  let isKilled = false;
  const { summary, rows } = await runOn(options, {
    onProgress({ totals }) {
      if (isKilled || totals.answered < 50) return;
      isKilled = true;
      process.kill(scratch.processId as number, 'SIGKILL');
    },
  });
  expect(isKilled).toBe(true);
  expect(summary.isGood).toBe(false);
  expect(summary.verdict).toBeUndefined();
  expect(summary.totals.lost).toBeGreaterThan(0);
  expect(summary.totals.wrong).toBe(0);
  expect(summary.acknowledged).toBeGreaterThanOrEqual(50);
  expect(summary.problems[0]).toContain(
    `${summary.acknowledged} payments were acknowledged before`,
  );
  // It ends there: what was not begun is not counted as lost.
  expect(summary.totals.lost).toBeLessThanOrEqual(40);
  expect(summary.totals.answered).toBeLessThan(4_000);
  expect(summary.problems.length).toBeLessThan(5);
  expect(rows.filter(({ result }) => result === 'SUCCESS')).toHaveLength(summary.acknowledged);

  const verdict = await verifyFolder(dataFolderPaths(scratch.folder), {
    isEverySignatureChecked: true,
  });
  expect(verdict.kind).toBe('sound');
});
