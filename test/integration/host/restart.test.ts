import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PhoneClient } from '#shared/device/phone-client.ts';
import type { SimulatorApi } from '#shared/simulator/contract.ts';
import { createBrowserApi } from '../../../src/renderer/bridge/create-browser-api.ts';
import { openTestHost, type TestHost } from './test-host.ts';
import { openPhone } from './test-phone.ts';

/** Quitting and starting again on the same data folder. */
let folder: string;
let dataFolder: string;
let open: TestHost[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'restart-'));
  dataFolder = join(folder, 'data');
  open = [];
});
afterEach(async () => {
  for (const desk of open) await desk.close();
  rmSync(folder, { recursive: true, force: true });
});

async function start(): Promise<{ desk: TestHost; controlRoom: SimulatorApi }> {
  const desk = await openTestHost({ dataFolder });
  open.push(desk);
  return { desk, controlRoom: await desk.controlRoom() };
}
async function stop(desk: TestHost, options = { arePagesKept: false }): Promise<void> {
  open = open.filter((each) => each !== desk);
  if (options.arePagesKept) await desk.host.close();
  else await desk.close();
}

async function registeredPhone(desk: TestHost, controlRoom: SimulatorApi): Promise<PhoneClient> {
  // Between two starts the demo's own port may go to another test file's tea stall.
  await controlRoom.call('devices.addMerchant', {
    name: 'Tea stall',
    password: 'long enough',
    openingBalancePaise: '100000',
    port: OWN_PORT,
  });
  const { deviceId } = (
    await controlRoom.call('devices.addUser', {
      name: 'Asha',
      mobile: '9811111111',
      pin: '4826',
      openingBalancePaise: '500000',
    })
  ).device;
  const { url = '' } = await controlRoom.call('devices.open', { deviceId });
  const api = await createBrowserApi(desk.page(url));
  const begun = await api.call('phone.start', {});
  const phone = openPhone(begun, desk.origin);
  const registered = await phone.register({
    name: 'Asha',
    mobile: begun.device.mobile,
    pin: '4826',
    openingBalancePaise: 500_000,
  });
  if (!registered.ok) throw new Error(registered.failure.detail);
  const { uid, vpa, name } = registered.value;
  await api.call('phone.registered', { uid, vpa, name });
  return phone;
}

/** Out of reach of the demo's ports and of those the system hands out; one per test process. */
const OWN_PORT = 12_000 + (process.pid % 15_000);

const vpaOf = async (controlRoom: SimulatorApi): Promise<string> => {
  const { devices } = await controlRoom.call('devices.list', {});
  return devices.find(({ kind }) => kind === 'pos')?.vpa ?? '';
};
const balances = async (controlRoom: SimulatorApi): Promise<Record<string, string>> => {
  const { rows } = await controlRoom.call('admin.accounts', {});
  return Object.fromEntries(rows.map(({ name, balancePaise }) => [name, balancePaise]));
};

describe('start again', () => {
  test('devices, ports, balances and ledger are all still there', async () => {
    const first = await start();
    const phone = await registeredPhone(first.desk, first.controlRoom);
    const payment = await phone.prepare(await vpaOf(first.controlRoom));
    if (!payment.ok) throw new Error(payment.failure.detail);
    const paid = await phone.pay({ payment: payment.value, amountPaise: 5_000, pin: '4826' });
    expect(paid.kind).toBe('paid');
    phone.close();
    const { devices } = await first.controlRoom.call('devices.list', {});
    const { rows } = await first.controlRoom.call('ledger.entries', {});
    await stop(first.desk);

    const { controlRoom } = await start();
    const closed = devices.map((device) => ({ ...device, isOpen: false }));
    expect((await controlRoom.call('devices.list', {})).devices).toEqual(closed);
    expect((await controlRoom.call('ledger.entries', {})).rows).toEqual(rows);
    expect(await balances(controlRoom)).toMatchObject({
      Asha: '495000',
      'Tea stall': '105000',
    });
    expect(await controlRoom.call('admin.verify', {})).toMatchObject({ isSound: true });
  });

  test('a payment in flight is paid or refused, never half, and an answer is kept', async () => {
    const first = await start();
    const phone = await registeredPhone(first.desk, first.controlRoom);
    const payment = await phone.prepare(await vpaOf(first.controlRoom));
    if (!payment.ok) throw new Error(payment.failure.detail);
    // Stretching the PIN takes a while, so the bank begins to stop somewhere in the middle.
    const paying = phone.pay({ payment: payment.value, amountPaise: 5_000, pin: '4826' });
    const [outcome] = await Promise.all([paying, stop(first.desk)]);
    phone.close();

    const { controlRoom } = await start();
    const left = (await balances(controlRoom)).Asha;
    if (outcome.kind === 'paid') expect(left).toBe('495000');
    else if (outcome.kind === 'pending') expect(['495000', '500000']).toContain(left);
    else expect(left).toBe('500000');
    expect(await controlRoom.call('admin.verify', {})).toMatchObject({
      isSound: true,
      sumPaise: '0',
    });
  });

  test("a phone that had not registered yet keeps its place; only the demo's PIN comes back", async () => {
    const first = await start();
    await first.controlRoom.call('devices.setUpDemo', {});
    const form = { name: 'Asha', mobile: '9811111111', pin: '482913', openingBalancePaise: '100' };
    const { device } = await first.controlRoom.call('devices.addUser', form);
    await stop(first.desk);
    for (const name of readdirSync(dataFolder)) {
      if (name.endsWith('.json')) {
        expect(readFileSync(join(dataFolder, name), 'utf8')).not.toContain('482913');
      }
    }

    const { desk, controlRoom } = await start();
    const phoneStart = async (deviceId: string) => {
      const { url = '' } = await controlRoom.call('devices.open', { deviceId });
      return (await createBrowserApi(desk.page(url))).call('phone.start', {});
    };
    expect((await phoneStart(device.deviceId)).registration).toBeUndefined();
    const { devices } = await controlRoom.call('devices.setUpDemo', {});
    const demo = devices.find(({ kind }) => kind === 'phone')?.deviceId ?? '';
    expect((await phoneStart(demo)).registration).toMatchObject({ pin: '4826' });
  });
});

describe('windows over a restart', () => {
  test('are told that the simulator stopped, and then that they are of an older start', async () => {
    const first = await start();
    const problems: string[] = [];
    const untilProblem = (text: string) =>
      new Promise<void>((resolve) => {
        const off = first.controlRoom.on('host.changed', ({ bank }) => {
          problems.push(bank.problem ?? '');
          if (!bank.problem?.includes(text)) return;
          off();
          resolve();
        });
      });
    const stopped = untilProblem('has stopped');
    const { port } = first.desk.host;
    await stop(first.desk, { arePagesKept: true });
    await stopped;
    await expect(first.controlRoom.call('host.info', {})).rejects.toMatchObject({
      problem: { code: 'host-unreachable' },
    });
    const anew = untilProblem('started anew');
    const second = await openTestHost({ dataFolder, port });
    open.push(second);
    await anew;
    expect(problems.every((problem) => problem !== '')).toBe(true);
  });

  test('a page port that is taken is passed over for the next one', async () => {
    const first = await start();
    const second = await openTestHost({ port: first.desk.host.port });
    open.push(second);
    expect(second.host.port).toBeGreaterThan(first.desk.host.port);
  });
});

describe('a start that cannot be', () => {
  test('a second copy on the same folder is told who has it', async () => {
    await start();
    await expect(openTestHost({ dataFolder })).rejects.toThrow(
      /is in use by process \d+, UPI Simulator/,
    );
  });

  test('a data folder that is a file', async () => {
    writeFileSync(dataFolder, '');
    await expect(openTestHost({ dataFolder })).rejects.toThrow(
      /cannot be used: it is not a folder\. Choose another with --data DIR/,
    );
  });

  test('a damaged list of devices is kept aside and said so; the start goes on', async () => {
    const first = await start();
    await first.controlRoom.call('devices.setUpDemo', {});
    await stop(first.desk);
    writeFileSync(join(dataFolder, 'devices.json'), '{"version":1,"devices":[{"kind":"phone"}]}');

    const { controlRoom } = await start();
    const { notice } = await controlRoom.call('host.info', {});
    expect(notice).toMatch(/damaged and is kept aside as .*devices\.json\.damaged-\d+/);
    expect(readdirSync(dataFolder).some((name) => name.includes('damaged-'))).toBe(true);
    // The terminal is still there, so its POS comes back; the money never was in that file.
    const { devices } = await controlRoom.call('devices.list', {});
    expect(devices).toEqual([expect.objectContaining({ kind: 'pos', name: 'Tea stall' })]);
    expect(await balances(controlRoom)).toMatchObject({ 'Tea stall': '100000' });
  });

  test('a database of a newer version is left alone, with one sentence', async () => {
    const first = await start();
    await stop(first.desk);
    const { DatabaseSync } = await import('node:sqlite');
    const database = new DatabaseSync(join(dataFolder, 'bank.sqlite'));
    database.exec('PRAGMA user_version = 999');
    database.close();
    await expect(openTestHost({ dataFolder })).rejects.toThrow(/newer/);
    // Everything was given up again: the folder can be opened by whoever can read it.
    await expect(openTestHost({ dataFolder })).rejects.toThrow(/newer/);
  });
});
