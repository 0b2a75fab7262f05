import { writeFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { runStress } from '#stress/engine.ts';
import { parseStressOptions } from '#stress/options.ts';
import { openResultsFile } from '#stress/results-file.ts';
import { fileLimitProblem } from '../../cli/stress/file-limit.ts';
import { openRunningTarget, openScratchTarget } from '../../cli/stress/open-stress-target.ts';
import type { StressNews, StressOrder } from './stress-messages.ts';

/** One stress run in a process of its own, at lower priority, so that windows stay responsive. */
const stop = new AbortController();
const tell = (news: StressNews): void => {
  if (process.connected) process.send?.(news);
};

async function run({ options, live, files }: Extract<StressOrder, { kind: 'start' }>) {
  const stress = parseStressOptions(options);
  const tooFewFiles = fileLimitProblem(stress.connections);
  if (tooFewFiles) throw new Error(tooFewFiles.advice);
  const opened = live ? await openRunningTarget(live, stress) : await openScratchTarget(stress);
  try {
    const summary = await runStress({
      options: stress,
      target: opened.target,
      results: [openResultsFile(files.json, 'json'), openResultsFile(files.csv, 'csv')],
      signal: stop.signal,
      onProgress: (progress) => tell({ kind: 'progress', progress }),
    });
    writeFileSync(files.summary, `${JSON.stringify(summary, undefined, 2)}\n`);
    tell({ kind: 'ended', summary });
  } finally {
    await opened.close();
  }
}

setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
// A host that is gone needs no results, and its scratch bank must not outlive it.
process.once('disconnect', () => stop.abort());
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
process.on('message', (order: StressOrder) => {
  if (order.kind === 'stop') return stop.abort();
  run(order)
    .catch((error: unknown) =>
      tell({ kind: 'failed', message: error instanceof Error ? error.message : String(error) }),
    )
    .finally(() => {
      if (process.connected) process.disconnect();
    });
});
