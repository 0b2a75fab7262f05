import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StressSummary } from '#stress/summary.ts';
import { YOUNG_SPACE_OPTIONS } from '#stress/young-space.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const PROGRAM = join(ROOT, 'src', 'cli', 'stress.ts');

/**
 * `npm run stress` as a user runs it: load generator and bank in processes of their own, fresh
 * ones each time. @throws Error when one reply was wrong, or the ledger not sound
 */
export async function stressRun(words: string): Promise<StressSummary> {
  const folder = mkdtempSync(join(tmpdir(), 'upi-bench-'));
  try {
    const out = join(folder, 'results.json');
    const child = spawn(
      process.execPath,
      [...YOUNG_SPACE_OPTIONS, PROGRAM, '--out', out, ...words.split(' ')],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
    let complaint = '';
    child.stderr.on('data', (chunk) => {
      complaint = (complaint + String(chunk)).slice(-1_000);
    });
    const [code] = await once(child, 'close');
    if (code !== 0) throw new Error(`npm run stress -- ${words} failed: ${complaint}`);
    const text = readFileSync(join(folder, 'results.summary.json'), 'utf8');
    return JSON.parse(text) as StressSummary;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Seconds that a phase took. */
export const phaseSeconds = ({ phases }: StressSummary, name: string): number =>
  (phases.find(({ phase }) => phase === name)?.durationMs ?? Number.NaN) / 1_000;
