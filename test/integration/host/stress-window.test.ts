import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { launchStressWindow } from '#main/electron/stress-window.ts';
import { createStressRunner, type StressRunner } from '#main/stress/stress-runner.ts';
import { type StressStatus, stressStatus } from '#shared/simulator/stress-records.ts';
import { stressOptionsSchema } from '#shared/stress-options.ts';
import { FakeWindow, preloads } from '../../support/electron-double.ts';

vi.mock('electron', () => import('../../support/electron-double.ts'));
// A whole bank starts here, also on machines that are busy with other tests.
vi.setConfig({ testTimeout: 180_000 });

let savedFolder: string;
let heard: StressStatus[];
let runner: StressRunner;
let ended: PromiseWithResolvers<StressStatus>;

const hiddenWindow = (): FakeWindow => FakeWindow.all.at(-1) as FakeWindow;
const scratchFolders = (): string[] =>
  readdirSync(savedFolder).filter((name) => name.startsWith('upi-stress-'));

beforeEach(() => {
  savedFolder = mkdtempSync(join(tmpdir(), 'upi-hidden-'));
  vi.stubEnv('TMPDIR', savedFolder);
  preloads.set('stress.cjs', async () => {
    vi.resetModules();
    await import('../../../src/renderer/stress/stress-window.ts');
  });
  heard = [];
  ended = Promise.withResolvers();
  runner = createStressRunner({
    launch: launchStressWindow({
      files: { preloadFolder: '/app/preload', isPackaged: true },
      rules: { pagesFolder: '/nowhere', policy: { connectOrigins: [] }, pinnedHosts: () => [] },
    }),
    savedFolder,
    onStatus(status) {
      heard.push(status);
      if (status.state === 'ended') ended.resolve(status);
    },
  });
});
afterEach(async () => {
  await runner.close();
  vi.unstubAllEnvs();
  rmSync(savedFolder, { recursive: true, force: true });
});

const request = (users: number, route: 'direct' | 'terminal') =>
  ({
    target: 'scratch',
    options: stressOptionsSchema.parse({ users, connections: 6, merchants: 2, route }),
  }) as const;

test.each(['direct', 'terminal'] as const)(
  'the hidden window pays %s at a scratch bank in threads of the host, and leaves nothing',
  async (route) => {
    runner.start(request(24, route), undefined);
    const status = await ended.promise;
    expect(status.problem).toBeUndefined();
    expect(status.summary).toMatchObject({ isGood: true, totals: { answered: 24, wrong: 0 } });
    for (const one of heard) expect(stressStatus.safeParse(one).error).toBeUndefined();
    const [json = '', ...others] = status.files ?? [];
    expect(JSON.parse(readFileSync(json, 'utf8'))).toHaveLength(24);
    expect(others.map(existsSync)).toEqual([true, true]);
    const window = hiddenWindow();
    expect(window.webContents.mainFrame.url).toBe('app://sim/stress/');
    expect([window.calls, window.isDestroyed()]).toEqual([[], true]);
    expect(scratchFolders()).toEqual([]);
  },
);

test('a window that crashes ends the run, said, and its bank with it', async () => {
  runner.start(request(50_000, 'direct'), undefined);
  await vi.waitUntil(() => runner.status().progress !== undefined, { timeout: 60_000 });
  hiddenWindow().webContents.emit('render-process-gone', {}, { reason: 'oom' });
  expect(await ended.promise).toMatchObject({
    state: 'ended',
    problem: 'The stress test ended by itself. (oom)',
  });
  expect(scratchFolders()).toEqual([]);
});

test('stop ends it with a report, and another run may begin', async () => {
  runner.start(request(20_000, 'direct'), undefined);
  await vi.waitUntil(() => runner.status().progress?.phase !== undefined, { timeout: 60_000 });
  expect(runner.stop().state).toBe('stopping');
  expect((await ended.promise).state).toBe('ended');
  ended = Promise.withResolvers();
  runner.start(request(5, 'direct'), undefined);
  expect((await ended.promise).summary?.isGood).toBe(true);
});
