import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { StartLabThread } from '#attacks/start-lab-thread.ts';
import { createAttackLab } from '#main/attacks/attack-lab.ts';
import { createLiveWatch } from '#main/attacks/live-watch.ts';
import { type AttackStatus, attackStatus } from '#shared/simulator/attack-records.ts';
import type { SimulatorApi } from '#shared/simulator/contract.ts';
import { openTestHost, type TestHost } from '../host/test-host.ts';

vi.setConfig({ testTimeout: 120_000 });

let host: TestHost;
let api: SimulatorApi;
beforeAll(async () => {
  host = await openTestHost();
  api = await host.controlRoom();
  await api.call('devices.setUpDemo', {});
});
afterAll(async () => {
  await host.close();
  expect(host.unexpected).toEqual([]);
});

const labFolder = (): string => join(host.dataFolder, 'attack-lab');

/** Resolves with the status for which `check` holds; listens from before `work` on. */
async function heard(
  work: () => Promise<unknown>,
  check: (status: AttackStatus) => boolean,
): Promise<AttackStatus> {
  const { promise, resolve } = Promise.withResolvers<AttackStatus>();
  const off = api.on('attacks.progress', (status) => {
    expect(attackStatus.safeParse(status).error).toBeUndefined();
    if (check(status)) resolve(status);
  });
  await work();
  return promise.finally(off);
}

/** Everything in the data folder that is not a side file of an open database. */
const filesOf = (): string[] =>
  (readdirSync(host.dataFolder, { recursive: true }) as string[])
    .filter((name) => !/-(wal|shm)$/.test(name))
    .sort();

test('an attack runs for the control room and the running bank stays what it was', async () => {
  const { attacks } = await api.call('attacks.list', {});
  expect(attacks).toHaveLength(8);
  const before = await api.call('admin.verify', {});
  const payments = await api.call('admin.payments', {});
  const files = filesOf();
  const ended = await heard(
    () => api.call('attacks.run', { attacks: ['replay'] }),
    ({ state }) => state === 'idle',
  );
  const [report] = ended.reports;
  expect(report).toMatchObject({
    attack: 'replay',
    defended: { isStopped: true, refusal: { code: 'U01' } },
    undefended: { isStopped: false },
    live: { verdict: 'same', before: { root: before.root }, after: { leaves: before.leaves } },
  });
  const live = report?.defended?.exhibits.find(({ name }) => name === 'live-answer');
  expect(JSON.parse(live?.value ?? '').error.data.responseCode).toBe('U14');
  const after = await api.call('admin.verify', {});
  expect({ ...after, durationMs: 0 }).toEqual({ ...before, durationMs: 0 });
  expect(filesOf()).toEqual(files);
  expect(await api.call('admin.payments', {})).toEqual(payments);
});

test('one at a time; stopping leaves neither folder nor ports, and another may begin', async () => {
  const stopped = await heard(
    async () => {
      await heard(
        () => api.call('attacks.run', { attacks: ['pin-offline', 'ledger'] }),
        ({ running }) => running?.side === 'defended' && existsSync(labFolder()),
      );
      await expect(api.call('attacks.run', { attacks: ['replay'] })).rejects.toMatchObject({
        problem: { code: 'limit' },
      });
      const { state } = await api.call('attacks.stop', {});
      expect(state).toBe('stopping');
    },
    ({ state }) => state === 'idle',
  );
  expect(existsSync(labFolder())).toBe(false);
  const report = stopped.reports.find(({ attack }) => attack === 'pin-offline');
  expect(report).toMatchObject({ live: { verdict: 'same' } });
  expect(report).not.toHaveProperty('problem');
  expect(report).not.toHaveProperty('undefended');
  // What waited for its turn does not come any more.
  expect(stopped.reports.some(({ attack }) => attack === 'ledger')).toBe(false);
  const again = await heard(
    () => api.call('attacks.run', { attacks: ['amount'] }),
    ({ state }) => state === 'idle',
  );
  expect(again.reports.at(-1)).toMatchObject({
    attack: 'amount',
    defended: { isStopped: true },
    undefended: { isStopped: false },
  });
});

const hostile = [
  {},
  { attacks: [] },
  { attacks: 'replay' },
  { attacks: ['all'] },
  { attacks: ['../replay'] },
  { attacks: ['__proto__'] },
  { attacks: Array.from({ length: 9 }, () => 'replay') },
  { attacks: ['replay'], defences: { pinLock: false } },
  { attacks: ['replay'], folder: '/tmp' },
  { attacks: ['replay'], live: { host: 'example.com', port: 1 } },
];
test.each(hostile)('attacks.run refuses %j', async (params) => {
  await expect(api.call('attacks.run', params as never)).rejects.toMatchObject({
    problem: { code: 'invalid' },
  });
  expect((await api.call('attacks.list', {})).status.state).toBe('idle');
});

const unreachable = createLiveWatch(() => {
  throw new Error('no bank');
});

test('a thread that breaks is told, its folder goes, and so does what a killed program left', async () => {
  const parent = mkdtempSync(join(tmpdir(), 'upi-lab-'));
  const folder = join(parent, 'attack-lab');
  mkdirSync(join(folder, 'defended'), { recursive: true });
  writeFileSync(join(folder, 'defended', 'bank.sqlite'), 'left behind');
  const broken: StartLabThread = (order, { onNews }) => {
    expect(readdirSync(order.folder)).toEqual([]);
    onNews({ kind: 'failed', message: 'The disk is full.' });
    return { stop: () => undefined, ended: Promise.resolve() };
  };
  const idle = Promise.withResolvers<AttackStatus>();
  const lab = createAttackLab({
    ...{ folder, startThread: broken, watch: unreachable, nowMs: () => 1 },
    onStatus: (status) => status.state === 'idle' && idle.resolve(status),
  });
  expect(existsSync(folder)).toBe(false);
  lab.run(['rollback'], () => undefined);
  expect(() => lab.run(['replay'], () => undefined)).toThrow('under way');
  expect(await idle.promise).toEqual({
    state: 'idle',
    waiting: [],
    reports: [
      {
        attack: 'rollback',
        startedMs: 1,
        problem: 'The disk is full.',
        live: { verdict: 'unknown' },
      },
    ],
  });
  expect(existsSync(folder)).toBe(false);
  rmSync(parent, { recursive: true });
});
