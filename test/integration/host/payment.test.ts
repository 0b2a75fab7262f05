import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { PhoneClient } from '#shared/device/phone-client.ts';
import { publicMethods } from '#shared/protocol/public-methods.ts';
import { posMethods } from '#shared/protocol/terminal-methods.ts';
import type { SimulatorApi } from '#shared/simulator/contract.ts';
import { createBrowserApi } from '../../../src/renderer/bridge/create-browser-api.ts';
import { openTestHost, type TestHost } from './test-host.ts';
import { connectAsPage, openPhone, openPos, type TestPos } from './test-phone.ts';

/** A payment as the windows make it: everything through the browser host's one origin. */
let desk: TestHost;
let controlRoom: SimulatorApi;
let phoneApi: SimulatorApi;
let posApi: SimulatorApi;
let phone: PhoneClient;
let pos: TestPos;

async function openDevice(deviceId: string): Promise<SimulatorApi> {
  const { url = '' } = await controlRoom.call('devices.open', { deviceId });
  return createBrowserApi(desk.page(url));
}

/** How a socket of a page ends: refused with a status, or closed with a code. */
const socketEnd = (url: string, first?: string): Promise<{ status?: number; code?: number }> =>
  new Promise((resolve) => {
    const socket = new WebSocket(url, { headers: { origin: desk.origin } });
    socket.on('unexpected-response', (outgoing, response) => {
      outgoing.destroy();
      resolve({ status: response.statusCode ?? 0 });
    });
    socket.on('error', () => undefined);
    socket.on('open', () => first !== undefined && socket.send(first));
    socket.on('close', (code) => resolve({ code }));
  });

beforeAll(async () => {
  desk = await openTestHost();
  controlRoom = await desk.controlRoom();
  const [posDevice, phoneDevice] = (await controlRoom.call('devices.setUpDemo', {})).devices;
  phoneApi = await openDevice(phoneDevice?.deviceId ?? '');
  posApi = await openDevice(posDevice?.deviceId ?? '');
  phone = openPhone(await phoneApi.call('phone.start', {}), desk.origin);
  pos = await openPos(posApi, desk.origin);
});
afterAll(async () => {
  phone.close();
  pos.caller.close();
  await desk.close();
  expect(desk.unexpected).toEqual([]);
});

describe('a payment over the page', () => {
  test('the demo phone registers, pays the tea stall, and the control room sees it', async () => {
    const { registration, device } = await phoneApi.call('phone.start', {});
    const registered = await phone.register({
      name: registration?.name ?? '',
      mobile: device.mobile,
      pin: registration?.pin ?? '',
      openingBalancePaise: Number(registration?.openingBalancePaise),
    });
    if (!registered.ok) throw new Error(registered.failure.detail);
    const { uid, vpa, name } = registered.value;
    await phoneApi.call('phone.registered', { uid, vpa, name });

    const told = new Promise<string>((resolve) => {
      controlRoom.on('bank.event', (event) => {
        if (event.kind === 'payment' && event.row.type === 'payment') resolve(event.row.code);
      });
    });
    const charged = await pos.caller.call(posMethods, 'pos.charge', { amountPaise: '2000' });
    // The order's state and the money arrive as two events, in this order.
    const paid = pos.until(
      ({ charge, balancePaise }) => charge?.order.state === 'paid' && balancePaise === '102000',
    );
    const payment = await phone.prepare(charged.charge?.link ?? '');
    if (!payment.ok) throw new Error(payment.failure.detail);
    expect(payment.value).toMatchObject({ payeeName: 'Tea stall', trust: 'verified' });
    expect(payment.value.route).toMatchObject({ kind: 'terminal' });
    const outcome = await phone.pay({ payment: payment.value, amountPaise: 2_000, pin: '4826' });
    expect(outcome).toMatchObject({ kind: 'paid', result: { code: '00', amountPaise: '2000' } });
    expect((await paid).last[0]).toMatchObject({ amountPaise: '2000', payerName: 'Demo user' });
    expect(await phone.balance('4826')).toEqual({ ok: true, value: 498_000 });
    expect(await told).toBe('00');
    expect(await controlRoom.call('admin.verify', {})).toMatchObject({
      isSound: true,
      sumPaise: '0',
    });
  });

  test('a wrong PIN is refused with ZM and moves nothing', async () => {
    const payment = await phone.prepare((await posApi.call('pos.start', {})).device.vpa);
    if (!payment.ok) throw new Error(payment.failure.detail);
    const outcome = await phone.pay({ payment: payment.value, amountPaise: 100, pin: '9999' });
    expect(outcome).toMatchObject({ kind: 'declined', result: { code: 'ZM' } });
    expect(await phone.balance('4826')).toEqual({ ok: true, value: 498_000 });
  });

  test('an SMS of the bank reaches the phone with that number and no other window', async () => {
    const { device, bank } = await phoneApi.call('phone.start', {});
    const wrong: string[] = [];
    posApi.on('sms.received', ({ text }) => wrong.push(text));
    const arrived = new Promise<string>((resolve) => {
      phoneApi.on('sms.received', ({ code }) => resolve(code));
    });
    const caller = await connectAsPage(bank.url, desk.origin);
    const { mobile, deviceId } = device;
    await caller.call(publicMethods, 'device.requestBinding', { mobile, deviceId });
    expect((await arrived).length).toBeGreaterThan(3);
    expect(wrong).toEqual([]);
    caller.close();
  });
});

describe('what a window may reach', () => {
  test('a POS reaches its own terminal only, and not the bank', async () => {
    const { url } = await posApi.call('pos.start', {});
    const token = new URL(url).searchParams.get('token');
    const base = desk.origin.replace('http', 'ws');
    expect(await socketEnd(`${base}/bank?token=${token}`)).toEqual({ status: 403 });
    expect(await socketEnd(`${base}/terminal/VM7K2M9Q4T?token=${token}`)).toEqual({ status: 403 });
  });

  test.each([
    ['an unknown VMID', 'VM00000000', 1000],
    ['a lower-case VMID', 'vm7k2m9q4t', 403],
    ['an address', '127.0.0.1:22', 403],
    ['a way up', '../bank', 403],
    ['nothing', '', 403],
  ])('a phone with %s in its place gets no further', async (_name, vmid, end) => {
    const { terminalUrl } = await phoneApi.call('phone.start', {});
    const url = terminalUrl.replace('{vmid}', encodeURIComponent(vmid));
    expect(Object.values(await socketEnd(url))).toEqual([end]);
  });

  test('a frame over 64 KiB ends that connection alone', async () => {
    const { bank } = await phoneApi.call('phone.start', {});
    const { code } = await socketEnd(bank.url, JSON.stringify({ x: 'x'.repeat(70_000) }));
    expect([1006, 1009]).toContain(code);
    const caller = await connectAsPage(bank.url, desk.origin);
    expect((await caller.call(publicMethods, 'bank.info', {})).bankId).toBe(bank.bankId);
    caller.close();
  });

  test('the tokens of a closed window are worth nothing', async () => {
    const { device } = await controlRoom.call('devices.addPhone', { profile: 'android-small' });
    const address =
      (await controlRoom.call('devices.open', { deviceId: device.deviceId })).url ?? '';
    const page = desk.page(address);
    const api = await createBrowserApi(page);
    const { bank } = await api.call('phone.start', {});
    await controlRoom.call('devices.close', { deviceId: device.deviceId });
    await expect(api.call('phone.start', {})).rejects.toMatchObject({
      problem: { code: 'host-unreachable' },
    });
    expect(page.isClosed).toBe(true);
    expect(await socketEnd(bank.url)).toEqual({ status: 401 });
  });

  test('a device opened again moves to the new window', async () => {
    const { device } = await controlRoom.call('devices.addPhone', { profile: 'iphone' });
    const first = await openDevice(device.deviceId);
    const { bank } = await first.call('phone.start', {});
    const told = new Promise((resolve) => {
      first.on('host.changed', ({ bank: state }) => state.problem && resolve(state.problem));
    });
    const second = await openDevice(device.deviceId);
    expect(await told).toContain('another window');
    expect(await socketEnd(bank.url)).toEqual({ status: 401 });
    expect((await second.call('host.info', {})).deviceId).toBe(device.deviceId);
  });
});
