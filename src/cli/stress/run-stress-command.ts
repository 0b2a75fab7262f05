import { readFileSync } from 'node:fs';
import { CommanderError } from 'commander';
import type { StressOptions } from '#shared/stress-options.ts';
import { runStress, type StressProgress } from '#stress/engine.ts';
import { fileLimitProblem } from '#stress/file-limit.ts';
import { type OpenedTarget, openRunningTarget } from '#stress/orders.ts';
import { openResultsFile, writeSummary } from '#stress/results-file.ts';
import { formatSummary } from '#stress/summary.ts';
import type { TargetAddress } from '#stress/target.ts';
import { openScratchTarget } from './open-stress-target.ts';
import { parseStressCommand, type StressCommandOptions } from './stress-options.ts';

async function openTargetFor(options: StressCommandOptions): Promise<OpenedTarget> {
  const { bank, ca, stressKey, stress, store } = options;
  if (!bank || !ca || !stressKey) return openScratchTarget(stress, store);
  const address: TargetAddress = {
    ...bank,
    caPem: readFileSync(ca, 'utf8'),
    stressKey: readFileSync(stressKey, 'utf8').trim(),
  };
  return openRunningTarget({ address }, stress);
}

const SAY_EVERY = 10;

/** One line a second on the terminal. */
function progressLine(): (progress: StressProgress) => void {
  let ticks = 0;
  return ({ phase, interval, totals }) => {
    ticks += 1;
    if (!phase || ticks % SAY_EVERY !== 0) return;
    const rate =
      phase.phase === 'pay'
        ? `, ${Math.round(interval.perSecond)} a second, p99 ${interval.latency.p99Ms.toFixed(1)} ms`
        : '';
    const wrong =
      totals.wrong + totals.lost > 0 ? `, ${totals.wrong} wrong, ${totals.lost} lost` : '';
    console.error(`${phase.phase}: ${phase.done} of ${phase.total}${rate}${wrong}`);
  };
}

const summaryPath = (out: string): string => out.replace(/(?:\.json)?$/, '.summary.json');

function withinFileLimit(options: StressCommandOptions): StressOptions {
  const problem = fileLimitProblem(options.stress.connections);
  if (!problem) return options.stress;
  if (!options.fewerConnections) {
    throw new Error(`${problem.advice} --fewer-connections does that by itself.`);
  }
  console.error(`Going on with ${problem.connectionsPossible} connections: ${problem.advice}`);
  return { ...options.stress, connections: problem.connectionsPossible };
}

async function run(options: StressCommandOptions): Promise<boolean> {
  const stress = withinFileLimit(options);
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  const opened = await openTargetFor({ ...options, stress });
  try {
    const results = [
      openResultsFile(options.out, 'json'),
      ...(options.csv ? [openResultsFile(options.csv, 'csv')] : []),
    ];
    const summary = await runStress({
      options: stress,
      target: opened.target,
      results,
      signal: stop.signal,
      onProgress: progressLine(),
    });
    console.log(formatSummary(summary));
    const problem = writeSummary(summaryPath(options.out), summary);
    if (problem) console.error(problem);
    console.log(`\nRows: ${options.out}   Summary: ${summaryPath(options.out)}`);
    return summary.isGood || (summary.isStopped && summary.totals.wrong === 0);
  } finally {
    await opened.close();
  }
}

/** @returns 0 when every answer was right, 1 when not, 2 for wrong options */
export async function runStressCommand(words: readonly string[]): Promise<number> {
  let options: StressCommandOptions;
  try {
    options = parseStressCommand(words);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    console.error(error instanceof Error ? error.message : String(error));
    return 2;
  }
  try {
    return (await run(options)) ? 0 : 1;
  } catch (error) {
    console.error(`error: ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  }
}
