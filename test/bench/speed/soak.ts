import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runStress } from '#stress/engine.ts';
import { parseStressOptions } from '#stress/options.ts';
import { openResultsFile } from '#stress/results-file.ts';
import { openScratchTarget } from '../../../src/cli/stress/open-stress-target.ts';
import { atMost, type Figure, median } from './figure.ts';

const MINUTE_MS = 60_000;
const MINUTES = 10;
const RATE = 2_000;
/** So many that nobody runs out of money: each pays 24 times. */
const USERS = 50_000;
/** What the last three minutes' median may lie above the one of minutes two to four. */
const GROWTH_MAX = 1.1;

const MIB = 1_024 ** 2;

/** The bank's resident memory while 2,000 payments a second arrive for ten minutes. */
export async function measureSoak(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'upi-soak-'));
  const options = parseStressOptions({
    ...{ users: USERS, connections: 250, concurrency: 250, mix: { success: 1 } },
    ...{ shape: 'soak', ratePerSecond: RATE, soakSeconds: (MINUTES * MINUTE_MS) / 1_000 },
  });
  const opened = await openScratchTarget(options);
  const minutes: number[][] = Array.from({ length: MINUTES }, () => []);
  let startedMs: number | undefined;
  try {
    const summary = await runStress({
      options,
      target: opened.target,
      results: [openResultsFile(join(folder, 'results.json'), 'json')],
      signal: new AbortController().signal,
      onProgress({ phase, bank }) {
        if (phase?.phase !== 'pay' || !bank) return;
        startedMs ??= performance.now();
        const minute = Math.floor((performance.now() - startedMs) / MINUTE_MS);
        minutes[minute]?.push(bank.memoryBytes / MIB);
      },
    });
    if (!summary.isGood) throw new Error(`the soak went wrong: ${summary.problems.join(' ')}`);
    return figuresOf(minutes.map(median), summary.totals.latency.p99Ms);
  } finally {
    await opened.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function figuresOf(perMinute: readonly number[], p99Ms: number): Figure[] {
  const section = `Soak: ${MINUTES} minutes at ${RATE.toLocaleString('en-US')} payments a second`;
  const growth = median(perMinute.slice(-3)) / median(perMinute.slice(1, 4));
  return [
    {
      ...{ section, name: "bank's resident memory, median of each minute", unit: 'MiB' },
      ...{ value: median(perMinute), runs: perMinute },
    },
    {
      ...{ section, name: 'last three minutes for each of minutes two to four', unit: 'x' },
      ...{ value: growth, ...atMost(growth, GROWTH_MAX, 'x') },
    },
    { section, name: 'p99 from the intended start', value: p99Ms, unit: 'ms' },
  ];
}
