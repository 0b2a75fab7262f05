import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireChromium } from '../test/support/chromium.ts';
import { wantPostgres } from '../test/support/postgres/programs.ts';

/**
 * `npm test`: everything a change must pass, cheapest first. Stops at the first stage that fails
 * and closes with "N passed, N failed" over all test runners.
 */
interface Stage {
  readonly name: string;
  readonly command: readonly string[];
  /** Where the runner leaves its JSON report. */
  readonly report?: 'vitest' | 'playwright';
}

const folder = mkdtempSync(join(tmpdir(), 'upi-test-'));
const vitest = (project: string): readonly string[] => [
  'vitest',
  'run',
  `--project=${project}`,
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${join(folder, `${project}.json`)}`,
];

const stages: readonly Stage[] = [
  { name: 'format and lint', command: ['biome', 'check', '.'] },
  { name: 'types', command: ['npm', 'run', '--silent', 'types'] },
  { name: 'unit', command: vitest('unit'), report: 'vitest' },
  { name: 'integration', command: vitest('integration'), report: 'vitest' },
  { name: 'build', command: ['npm', 'run', '--silent', 'build'] },
  { name: 'e2e', command: ['playwright', 'test', '--reporter=list,json'], report: 'playwright' },
];

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

function readReport(stage: Stage): Counts {
  const json = JSON.parse(readFileSync(join(folder, `${stage.name}.json`), 'utf8'));
  return stage.report === 'vitest'
    ? {
        passed: json.numPassedTests,
        failed: json.numFailedTests,
        skipped: json.numPendingTests + json.numTodoTests,
      }
    : {
        passed: json.stats.expected + json.stats.flaky,
        failed: json.stats.unexpected,
        skipped: json.stats.skipped,
      };
}

function runStage(stage: Stage): boolean {
  const [program = '', ...args] = stage.command;
  console.log(`\n── ${stage.name}`);
  const started = performance.now();
  const run = spawnSync(program, args, {
    stdio: 'inherit',
    env: {
      ...process.env,
      PLAYWRIGHT_JSON_OUTPUT_FILE: join(folder, 'e2e.json'),
    },
  });
  const seconds = ((performance.now() - started) / 1_000).toFixed(1);
  console.log(`── ${stage.name}: ${run.status === 0 ? 'passed' : 'FAILED'} in ${seconds} s`);
  return run.status === 0;
}

function main(): boolean {
  const total: Counts = { passed: 0, failed: 0, skipped: 0 };
  let isGreen = true;
  process.env.CHROMIUM_PATH = requireChromium();
  // Installed now rather than in the middle of a test; without one its tests are skipped, loudly.
  wantPostgres();
  for (const stage of stages) {
    isGreen = runStage(stage);
    if (stage.report) {
      const counts = readReport(stage);
      total.passed += counts.passed;
      total.failed += counts.failed;
      total.skipped += counts.skipped;
    }
    if (!isGreen) break;
  }
  console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  return isGreen;
}

try {
  process.exitCode = main() ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
