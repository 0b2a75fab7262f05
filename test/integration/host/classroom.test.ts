import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SimulatorApi } from '#shared/simulator/contract.ts';
import type { HostInfo } from '#shared/simulator/records.ts';
import { createBrowserApi } from '../../../src/renderer/bridge/create-browser-api.ts';
import { openTestHost, type TestHost } from './test-host.ts';
import { openPhone } from './test-phone.ts';

/** `--bank URL --ca FILE`: a desk whose bank runs on another machine. */
let teacher: TestHost;
let teacherRoom: SimulatorApi;
let student: TestHost;
let studentRoom: SimulatorApi;
let folder: string;

const bankOf = (desk: TestHost) => ({
  host: '127.0.0.1',
  port: desk.host.bankPort,
  caFile: join(desk.dataFolder, 'ca.pem'),
});

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'classroom-'));
  teacher = await openTestHost();
  teacherRoom = await teacher.controlRoom();
  student = await openTestHost({ remoteBank: bankOf(teacher) });
  studentRoom = await student.controlRoom();
});
afterAll(async () => {
  await student.close();
  await teacher.close();
  rmSync(folder, { recursive: true, force: true });
  expect([...student.unexpected, ...teacher.unexpected]).toEqual([]);
});

describe('a bank elsewhere', () => {
  test('without its admin key the desk observes: it reads the ledger and changes nothing', async () => {
    expect((await studentRoom.call('host.info', {})).bank).toMatchObject({
      state: 'open',
      isRemote: true,
      isObserving: true,
      port: teacher.host.bankPort,
    });
    expect((await studentRoom.call('bank.health', {})).ledgerSize).toBeGreaterThanOrEqual(0);
    for (const [name, params] of [
      ['admin.accounts', {}],
      ['admin.verify', {}],
      ['admin.settings.set', { pinTriesMax: 1 }],
    ] as const) {
      await expect(studentRoom.call(name, params)).rejects.toMatchObject({
        problem: { code: 'observing' },
      });
    }
  });

  test('merchants and users register there all the same, and pay each other', async () => {
    const { nextPort } = await studentRoom.call('devices.list', {});
    const { device: stall } = await studentRoom.call('devices.addMerchant', {
      name: 'Juice corner',
      password: 'long enough',
      openingBalancePaise: '0',
      port: nextPort,
    });
    const { device } = await studentRoom.call('devices.addUser', {
      name: 'Ravi',
      mobile: '9844444444',
      pin: '4321',
      openingBalancePaise: '100000',
    });
    const { url = '' } = await studentRoom.call('devices.open', { deviceId: device.deviceId });
    const api = await createBrowserApi(student.page(url));
    const begun = await api.call('phone.start', {});
    const phone = openPhone(begun, student.origin);
    const registered = await phone.register({
      name: 'Ravi',
      mobile: begun.device.mobile,
      pin: begun.registration?.pin ?? '',
      openingBalancePaise: 100_000,
    });
    expect(registered).toMatchObject({ ok: true });
    const payment = await phone.prepare(stall.kind === 'pos' ? `${stall.vmid}:${stall.port}` : '');
    if (!payment.ok) throw new Error(payment.failure.detail);
    const outcome = await phone.pay({ payment: payment.value, amountPaise: 1_500, pin: '4321' });
    expect(outcome.kind).toBe('paid');
    phone.close();

    const { rows } = await teacherRoom.call('admin.accounts', { search: 'Juice' });
    expect(rows).toEqual([expect.objectContaining({ name: 'Juice corner', balancePaise: '1500' })]);
  });

  test('a number that another desk registered is refused at once', async () => {
    await expect(
      teacherRoom.call('devices.addUser', {
        name: 'Ravi again',
        mobile: '9844444444',
        pin: '1111',
        openingBalancePaise: '0',
      }),
    ).rejects.toMatchObject({ problem: { code: 'already-registered' } });
  });

  test("the demo works beside the teacher's own: it takes another number", async () => {
    const mobileOf = async (room: SimulatorApi) => {
      const { devices } = await room.call('devices.setUpDemo', {});
      const phone = devices.find(({ kind }) => kind === 'phone');
      return phone?.kind === 'phone' ? phone.mobile : '';
    };
    const first = await mobileOf(teacherRoom);
    expect(first).toBe('9876543210');
    const { devices } = await teacherRoom.call('devices.list', {});
    const demo = devices.find(({ kind }) => kind === 'phone')?.deviceId ?? '';
    const { url = '' } = await teacherRoom.call('devices.open', { deviceId: demo });
    const begun = await (await createBrowserApi(teacher.page(url))).call('phone.start', {});
    const phone = openPhone(begun, teacher.origin);
    const request = { name: 'Demo user', mobile: first, pin: '4826', openingBalancePaise: 500_000 };
    expect(await phone.register(request)).toMatchObject({ ok: true });
    phone.close();
    expect(await mobileOf(studentRoom)).not.toBe(first);
  });

  test('resetting a desk leaves the bank alone', async () => {
    const before = (await teacherRoom.call('admin.accounts', {})).total;
    const { confirmation } = await studentRoom.call('system.reset', {});
    await studentRoom.call('system.reset', { confirmation: confirmation ?? '' });
    expect((await studentRoom.call('devices.list', {})).devices).toEqual([]);
    expect((await teacherRoom.call('admin.accounts', {})).total).toBe(before);
  });

  test('with the admin key in its folder the desk administers', async () => {
    const dataFolder = join(folder, 'with-key');
    mkdirSync(dataFolder);
    copyFileSync(join(teacher.dataFolder, 'admin.key'), join(dataFolder, 'admin.key'));
    const desk = await openTestHost({ remoteBank: bankOf(teacher), dataFolder });
    const room = await desk.controlRoom();
    expect((await room.call('host.info', {})).bank.isObserving).toBe(false);
    expect((await room.call('admin.verify', {})).isSound).toBe(true);
    await desk.close();
    expect(existsSync(join(dataFolder, 'admin.key'))).toBe(true);
  });

  test('with the key of another bank it observes', async () => {
    const dataFolder = join(folder, 'wrong-key');
    mkdirSync(dataFolder);
    writeFileSync(join(dataFolder, 'admin.key'), `${'A'.repeat(43)}\n`);
    const desk = await openTestHost({ remoteBank: bankOf(teacher), dataFolder });
    const room = await desk.controlRoom();
    expect((await room.call('host.info', {})).bank).toMatchObject({
      state: 'open',
      isObserving: true,
    });
    await desk.close();
  });

  test('a bank with another authority than the file is not trusted', async () => {
    const remoteBank = { ...bankOf(teacher), caFile: join(student.dataFolder, 'ca.pem') };
    const desk = await openTestHost({ remoteBank });
    const room = await desk.controlRoom();
    const { bank } = await room.call('host.info', {});
    expect(bank.state).toBe('unreachable');
    expect(bank.problem).toContain('not from the expected authority');
    await expect(room.call('ledger.blocks', {})).rejects.toMatchObject({
      problem: { code: 'bank-unreachable' },
    });
    await desk.close();
  });

  test.each(['missing.pem', 'no-certificate.pem'])(
    '%s is refused in one sentence',
    async (name) => {
      writeFileSync(join(folder, 'no-certificate.pem'), 'hello');
      const remoteBank = { ...bankOf(teacher), caFile: join(folder, name) };
      await expect(openTestHost({ remoteBank })).rejects.toThrow(/Ask for the bank's ca\.pem\.$/);
    },
  );

  test('a bank that goes away and comes back is found again', async () => {
    const dataFolder = join(folder, 'restarting');
    const first = await openTestHost({ dataFolder });
    const port = first.host.bankPort;
    const desk = await openTestHost({ remoteBank: bankOf(first) });
    const room = await desk.controlRoom();
    const until = (state: HostInfo['bank']['state']) =>
      new Promise<void>((resolve) => {
        const off = room.on('host.changed', ({ bank }) => {
          if (bank.state !== state) return;
          off();
          resolve();
        });
      });
    const gone = until('unreachable');
    await first.close();
    await gone;
    const back = until('open');
    const again = await openTestHost({ dataFolder, bankPort: port });
    await back;
    expect((await room.call('bank.health', {})).accounts).toBeGreaterThanOrEqual(0);
    await desk.close();
    await again.close();
  });
});

describe('bounds of a desk', () => {
  test('the 33rd device window is refused with a clear sentence', async () => {
    const opened: SimulatorApi[] = [];
    let last = '';
    for (let count = 0; count < 33; count += 1) {
      const { device } = await teacherRoom.call('devices.addPhone', { profile: 'android-small' });
      last = device.deviceId;
      const { devices } = await teacherRoom.call('devices.list', {});
      if (devices.filter(({ isOpen }) => isOpen).length >= 32) break;
      const { url = '' } = await teacherRoom.call('devices.open', { deviceId: last });
      opened.push(await createBrowserApi(teacher.page(url)));
    }
    await expect(teacherRoom.call('devices.open', { deviceId: last })).rejects.toMatchObject({
      problem: { code: 'limit', message: expect.stringContaining('Close one first') },
    });
    await opened[0]?.call('window.close', {});
    expect((await teacherRoom.call('devices.open', { deviceId: last })).url).toContain('/phone/#');
  });
});
