import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchBank } from '#stress/bank-watch.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('keeps the last figures and the highest of each; a bank that is silent changes nothing', async () => {
  const answers = [
    { cpuPercent: 90, memoryBytes: 100, commitEntries: 5 },
    undefined,
    { cpuPercent: 20, memoryBytes: 300, commitEntries: 1 },
  ];
  const watch = watchBank({ health: async () => answers.shift() });
  expect(watch.last).toBeUndefined();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(watch.highest).toEqual({ cpuPercent: 90, memoryBytes: 100, commitEntries: 5 });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(watch.last).toEqual({ cpuPercent: 20, memoryBytes: 300, commitEntries: 1 });
  expect(watch.highest).toEqual({ cpuPercent: 90, memoryBytes: 300, commitEntries: 5 });
  watch.stop();
  expect(vi.getTimerCount()).toBe(0);
});

test('a run that is over within a second has figures too when it asks for them', async () => {
  const figures = { cpuPercent: 50, memoryBytes: 200, commitEntries: 2 };
  const watch = watchBank({ health: async () => figures });
  await watch.ask();
  expect(watch.highest).toEqual(figures);
  watch.stop();
});
