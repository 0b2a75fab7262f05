import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test, vi } from 'vitest';
import { startScratchBank } from '../../../src/cli/stress/scratch-bank.ts';

const HOLDER = join(import.meta.dirname, '..', '..', 'support', 'stress', 'hold-scratch-bank.ts');
const LONG_AGO = new Date('2026-01-01T00:00:00Z');

const isRunning = (processId: number): boolean => {
  try {
    return process.kill(processId, 0);
  } catch {
    return false;
  }
};

test('a scratch bank ends with whoever started it, SIGKILL included, and is cleared away later', async () => {
  const holder = spawn(process.execPath, [HOLDER], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface({ input: holder.stdout }), 'line')) as [string];
  const held = JSON.parse(line) as { processId: number; port: number; folder: string };
  expect(isRunning(held.processId)).toBe(true);

  holder.kill('SIGKILL');
  await vi.waitFor(() => expect(isRunning(held.processId)).toBe(false), {
    timeout: 15_000,
    interval: 50,
  });

  expect(existsSync(held.folder)).toBe(true);
  utimesSync(held.folder, LONG_AGO, LONG_AGO);
  const next = await startScratchBank();
  try {
    expect(existsSync(held.folder)).toBe(false);
    expect(existsSync(next.folder)).toBe(true);
  } finally {
    await next.close();
    rmSync(held.folder, { recursive: true, force: true });
  }
}, 60_000);
