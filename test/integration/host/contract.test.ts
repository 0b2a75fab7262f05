import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type CallName, simulatorCalls } from '#shared/simulator/contract.ts';
import type { Device } from '#shared/simulator/records.ts';
import { ENGLISH_STATEMENT } from '#shared/statement.ts';
import {
  type ContractDesk,
  type ContractWindow,
  openBrowserDesk,
  openDesktopDesk,
  type Role,
} from './contract-desks.ts';

vi.mock('electron', () => import('../../support/electron-double.ts'));

const names = Object.keys(simulatorCalls) as CallName[];
const ROLES: readonly Role[] = ['control-room', 'phone', 'pos'];
const png = Buffer.from('not really a picture').toString('base64');
const frame = { png, width: 2, height: 2 };

/** One SimulatorApi contract, two hosts: everything here holds for both. */
describe.each([
  ['browser', openBrowserDesk],
  ['desktop', openDesktopDesk],
] as const)('SimulatorApi on the %s host', (host, openDesk) => {
  let desk: ContractDesk;
  let windows: Record<Role, ContractWindow>;
  let devices: { pos: Device; phone: Device };
  beforeAll(async () => {
    desk = await openDesk();
    const [pos, phone] = (await desk.controlRoom.api.call('devices.setUpDemo', {})).devices;
    if (!pos || !phone) throw new Error('no demo');
    devices = { pos, phone };
    windows = {
      'control-room': desk.controlRoom,
      phone: await desk.openDevice(phone.deviceId),
      pos: await desk.openDevice(pos.deviceId),
    };
  });
  afterAll(async () => {
    await desk.close();
    expect(desk.unexpected).toEqual([]);
  });

  /** Calls that change what later tests need come in tests of their own, further down. */
  const harmless: readonly (readonly [Role, CallName, () => unknown])[] = [
    ['control-room', 'bank.health', () => ({})],
    ['control-room', 'ledger.blocks', () => ({ limit: 5 })],
    ['control-room', 'ledger.entries', () => ({ search: '' })],
    ['control-room', 'ledger.leaf', () => ({ leaf: 0 })],
    ['control-room', 'ledger.checkpoint', () => ({})],
    ['control-room', 'ledger.consistency', () => ({ olderSize: 1, newerSize: 1 })],
    ['control-room', 'admin.accounts', () => ({ kind: 'merchant' })],
    ['control-room', 'admin.payments', () => ({})],
    [
      'control-room',
      'files.saveStatement',
      () => ({ accountId: 'EQUITY', texts: ENGLISH_STATEMENT }),
    ],
    ['control-room', 'admin.verify', () => ({})],
    ['control-room', 'admin.settings.get', () => ({})],
    ['control-room', 'admin.settings.set', () => ({ pinTriesMax: 4 })],
    ['control-room', 'devices.list', () => ({})],
    ['control-room', 'stress.status', () => ({})],
    ['control-room', 'attacks.list', () => ({})],
    ['control-room', 'attacks.stop', () => ({})],
    ['control-room', 'stress.stop', () => ({})],
    ['control-room', 'devices.setUpDemo', () => ({})],
    ['control-room', 'devices.open', () => ({ deviceId: devices.phone.deviceId })],
    ['phone', 'phone.start', () => ({})],
    ['phone', 'screens.nearby', () => ({})],
    ['pos', 'pos.start', () => ({})],
    ['pos', 'screens.deliver', () => ({ requestId: 'late', frame })],
    ...ROLES.map((role) => [role, 'host.info', () => ({})] as const),
    ...ROLES.map(
      (role) => [role, 'files.save', () => ({ name: 'code.png', base64: png })] as const,
    ),
  ];
  test.each(harmless)('%s: %s answers what the contract says', async (role, name, params) => {
    const answer = await windows[role].raw(name, params());
    if (!answer.ok) throw new Error(`${answer.problem.code}: ${answer.problem.message}`);
    expect(simulatorCalls[name].result.safeParse(answer.result).error).toBeUndefined();
    const direct = await windows[role].api.call(name as 'host.info', params() as never);
    expect(simulatorCalls[name].result.safeParse(direct).error).toBeUndefined();
  });

  const wrong = names.flatMap((name) =>
    ROLES.filter((role) => !(simulatorCalls[name].roles as readonly string[]).includes(role)).map(
      (role) => [role, name] as const,
    ),
  );
  test.each(wrong)('%s may not call %s', async (role, name) => {
    expect(await windows[role].raw(name, {})).toMatchObject({
      ok: false,
      problem: { code: 'forbidden' },
    });
  });

  const hostile: readonly unknown[] = [
    null,
    42,
    'text',
    [],
    [{}],
    { unexpected: 1 },
    JSON.parse('{"__proto__":{"role":"control-room"},"x":1}'),
    { deviceId: '../../etc/passwd', requestId: {}, leaf: -1, name: 7, uid: null },
    { deviceId: 'A'.repeat(100_000) },
    { role: 'control-room', windowId: 'other', deviceId: 'phone-of-another', extra: true },
  ];
  test.each(names)('%s refuses parameters that do not fit', async (name) => {
    const role = ROLES.find((each) =>
      (simulatorCalls[name].roles as readonly string[]).includes(each),
    );
    for (const params of hostile) {
      const answer = await windows[role ?? 'phone'].raw(name, params);
      expect(answer, `${name} ${JSON.stringify(params).slice(0, 80)}`).toMatchObject({
        ok: false,
        problem: { code: 'invalid' },
      });
    }
  });

  test.each([
    '',
    'nothing',
    '__proto__',
    'constructor',
    'toString',
    'admin.subscribe',
    'x'.repeat(64),
  ])('there is no call %j', async (name) => {
    const answer = await windows['control-room'].raw(name, {});
    expect(answer).toMatchObject({ ok: false, problem: { code: 'invalid' } });
  });

  test('every window is told who it is by the registry', async () => {
    for (const role of ROLES) {
      const info = await windows[role].api.call('host.info', {});
      expect(info).toMatchObject({ host, role, bank: { state: 'open', isObserving: false } });
      expect(info.deviceId).toBe(role === 'control-room' ? '' : devices[role].deviceId);
    }
  });

  test('a phone sees the POS and gets its picture; another POS cannot answer for it', async () => {
    const { screens } = await windows.phone.api.call('screens.nearby', {});
    expect(screens.map(({ deviceId }) => deviceId)).toEqual([devices.pos.deviceId]);
    const off = windows.pos.api.on('screen.wanted', ({ requestId }) => {
      void windows.pos.api.call('screens.deliver', { requestId, frame });
    });
    const { deviceId } = devices.pos;
    expect(await windows.phone.api.call('screens.look', { deviceId })).toEqual(frame);
    off();
    await expect(windows.phone.api.call('screens.look', { deviceId })).rejects.toMatchObject({
      problem: { code: 'not-found', message: expect.stringContaining('does not answer') },
    });
    await expect(
      windows.phone.api.call('screens.look', { deviceId: devices.phone.deviceId }),
    ).rejects.toMatchObject({ problem: { code: 'not-found' } });
  });

  test('one look at a time per phone', async () => {
    const { deviceId } = devices.pos;
    const asked = new Promise<string>((resolve) => {
      const off = windows.pos.api.on('screen.wanted', ({ requestId }) => {
        off();
        resolve(requestId);
      });
    });
    const first = windows.phone.api.call('screens.look', { deviceId });
    const requestId = await asked;
    await expect(windows.phone.api.call('screens.look', { deviceId })).rejects.toMatchObject({
      problem: { code: 'limit' },
    });
    await windows.pos.api.call('screens.deliver', { requestId, frame });
    expect(await first).toEqual(frame);
  });

  test('the PIN goes to the phone that registers and is gone afterwards', async () => {
    const { api } = windows.phone;
    const waiting = await api.call('phone.start', {});
    expect(waiting.registration).toEqual({
      pin: '4826',
      name: 'Demo user',
      openingBalancePaise: '500000',
    });
    const changed = new Promise<readonly Device[]>((resolve) => {
      const off = windows['control-room'].api.on('devices.changed', ({ devices: list }) => {
        const isKnown = list.some((each) => each.kind === 'phone' && each.uid !== '');
        if (!isKnown) return;
        off();
        resolve(list);
      });
    });
    await api.call('phone.registered', {
      uid: 'U000000001',
      vpa: 'demouser@upisim',
      name: 'Demo user',
    });
    expect(await changed).toContainEqual(expect.objectContaining({ vpa: 'demouser@upisim' }));
    const known = await api.call('phone.start', {});
    expect(known.registration).toBeUndefined();
    expect(known.device).toMatchObject({ uid: 'U000000001', demoPin: '4826' });
  });

  test('users: a number in use and a balance over the bound are refused early', async () => {
    const { api } = windows['control-room'];
    const form = { name: 'Asha', mobile: '9811111111', pin: '482913', openingBalancePaise: '100' };
    const { device } = await api.call('devices.addUser', form);
    expect(device).toMatchObject({ kind: 'phone', mobile: '9811111111', uid: '', isDemo: false });
    expect(JSON.stringify(device)).not.toContain('482913');
    await expect(api.call('devices.addUser', form)).rejects.toMatchObject({
      problem: { code: 'already-registered' },
    });
    await expect(
      api.call('devices.addUser', {
        ...form,
        mobile: '9822222222',
        openingBalancePaise: '1000000001',
      }),
    ).rejects.toMatchObject({ problem: { code: 'invalid' } });
    for (const pin of ['123', '12345', '1234567', 'abcd', '12 4']) {
      await expect(
        api.call('devices.addUser', { ...form, mobile: '9833333333', pin }),
      ).rejects.toMatchObject({ problem: { issues: [{ path: 'pin' }] } });
    }
  });

  test('merchants: a port in use or refused by browsers is turned down, a good one registers', async () => {
    const { api } = windows['control-room'];
    const { nextPort } = await api.call('devices.list', {});
    const form = { name: 'Book shop', password: 'long enough', openingBalancePaise: '0' };
    const taken = devices.pos.kind === 'pos' ? devices.pos.port : 0;
    await expect(api.call('devices.addMerchant', { ...form, port: taken })).rejects.toMatchObject({
      problem: { code: 'port-in-use' },
    });
    await expect(api.call('devices.addMerchant', { ...form, port: 6666 })).rejects.toMatchObject({
      problem: { code: 'invalid', message: expect.stringContaining('browsers') },
    });
    const { device, qrFile } = await api.call('devices.addMerchant', { ...form, port: nextPort });
    expect(device).toMatchObject({
      kind: 'pos',
      name: 'Book shop',
      port: nextPort,
      isListening: true,
    });
    expect(existsSync(qrFile)).toBe(true);
    await api.call('devices.remove', { deviceId: device.deviceId });
    const { devices: left } = await api.call('devices.list', {});
    expect(left.some(({ deviceId }) => deviceId === device.deviceId)).toBe(false);
  });

  test('an empty phone has a number of its own and nothing to register with', async () => {
    const { api } = windows['control-room'];
    const { device } = await api.call('devices.addPhone', { profile: 'iphone' });
    expect(device).toMatchObject({ kind: 'phone', profile: 'iphone', uid: '' });
    const phone = await desk.openDevice(device.deviceId);
    expect((await phone.api.call('phone.start', {})).registration).toBeUndefined();
    await api.call('devices.remove', { deviceId: device.deviceId });
  });

  test('devices nobody knows are not found', async () => {
    for (const name of ['devices.open', 'devices.close', 'devices.remove'] as const) {
      await expect(
        windows['control-room'].api.call(name, { deviceId: 'phone-unknown' }),
      ).rejects.toMatchObject({ problem: { code: 'not-found' } });
    }
  });

  test('a reset asks twice, then starts clean while the control room lives', async () => {
    const { api } = windows['control-room'];
    const { confirmation } = await api.call('system.reset', {});
    await expect(api.call('system.reset', { confirmation: 'guess' })).rejects.toMatchObject({
      problem: { code: 'refused' },
    });
    expect((await api.call('devices.list', {})).devices.length).toBeGreaterThan(1);
    expect(await api.call('system.reset', { confirmation: confirmation ?? '' })).toEqual({});
    expect((await api.call('devices.list', {})).devices).toEqual([]);
    expect((await api.call('ledger.entries', {})).rows).toEqual([]);
    expect((await api.call('host.info', {})).bank.state).toBe('open');
    // The confirmation was good once.
    await expect(
      api.call('system.reset', { confirmation: confirmation ?? '' }),
    ).rejects.toMatchObject({ problem: { code: 'refused' } });
    const { devices: demo } = await api.call('devices.setUpDemo', {});
    expect(demo).toHaveLength(2);
  });
});
