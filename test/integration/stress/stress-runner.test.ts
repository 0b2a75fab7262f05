import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { launchProcessWorker } from '#main/stress/process-worker.ts';
import { createStressRunner } from '#main/stress/stress-runner.ts';
import { type StressStatus, stressStatus } from '#shared/simulator/stress-records.ts';
import { stressOptionsSchema } from '#shared/stress-options.ts';

// A whole bank starts here, also on machines that are busy with other tests.
vi.setConfig({ testTimeout: 180_000 });

const savedFolder = mkdtempSync(join(tmpdir(), 'upi-stress-runner-'));
afterAll(() => rmSync(savedFolder, { recursive: true, force: true }));

const request = (users: number) =>
  ({ target: 'scratch', options: stressOptionsSchema.parse({ users, connections: 10 }) }) as const;

function openRunner(nodePath = process.execPath) {
  const heard: StressStatus[] = [];
  let settle = (_status: StressStatus): void => undefined;
  const ended = new Promise<StressStatus>((resolve) => {
    settle = resolve;
  });
  const runner = createStressRunner({
    launch: launchProcessWorker(nodePath),
    savedFolder,
    onStatus(status) {
      heard.push(status);
      if (status.state === 'ended') settle(status);
    },
  });
  return { runner, heard, ended };
}

test('a run in its own process: progress, summary, files', async () => {
  const { runner, heard, ended } = openRunner();
  expect(runner.status()).toEqual({ state: 'idle' });
  expect(runner.start(request(30), undefined).state).toBe('running');
  expect(() => runner.start(request(30), undefined)).toThrow('under way');
  const status = await ended;
  expect(status.problem).toBeUndefined();
  expect(status.summary).toMatchObject({ isGood: true, totals: { answered: 30 } });
  for (const one of heard) expect(stressStatus.safeParse(one).error).toBeUndefined();
  const [json, , summary] = (status.files ?? []).map((path) => readFileSync(path, 'utf8'));
  expect(JSON.parse(json ?? '')).toHaveLength(30);
  expect(JSON.parse(summary ?? '')).toMatchObject({ isGood: true });
});

test('closing ends a run that is under way', async () => {
  const { runner, ended } = openRunner();
  runner.start(request(20_000), undefined);
  await runner.close();
  expect((await ended).state).toBe('ended');
  expect(runner.status().state).toBe('ended');
});

test.skipIf(process.platform === 'win32')(
  'too few open files: said before anything starts, with how many connections would do',
  async () => {
    const node = join(savedFolder, 'node-with-few-files');
    writeFileSync(node, `#!/bin/sh\nulimit -n 300\nexec '${process.execPath}' "$@"\n`, {
      mode: 0o700,
    });
    const { runner, ended } = openRunner(node);
    const options = stressOptionsSchema.parse({ users: 200, connections: 200 });
    runner.start({ target: 'scratch', options }, undefined);
    const status = await ended;
    expect(status).toMatchObject({ state: 'ended', connectionsPossible: 44 });
    expect(status.problem).toContain('200 connections need 456 open files');
    expect(status.progress).toBeUndefined();
    expect(stressStatus.safeParse(status).error).toBeUndefined();
  },
);

test('a program that cannot start is said', async () => {
  const heard: StressStatus[] = [];
  const ended = new Promise<void>((resolve) => {
    createStressRunner({
      launch: launchProcessWorker(join(savedFolder, 'no-node')),
      savedFolder,
      onStatus(status) {
        heard.push(status);
        if (status.state === 'ended') resolve();
      },
    }).start(request(1), undefined);
  });
  await ended;
  expect(heard.at(-1)?.problem).toContain('did not start');
});
