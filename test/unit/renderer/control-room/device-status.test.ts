import { describe, expect, it } from 'vitest';
import {
  bankStatus,
  canChange,
  canRead,
} from '../../../../src/renderer/control-room/state/bank-status.ts';
import {
  deviceStatus,
  JUST_PAID_MS,
  nextToOpen,
} from '../../../../src/renderer/control-room/state/device-status.ts';
import { emptyRoom } from '../../../../src/renderer/control-room/state/room-state.ts';
import { account, hostInfo, NOW, order, payment, phone, pos } from './samples.ts';

const vmid = pos().vmid;
const vpa = phone().vpa;

describe('deviceStatus', () => {
  it.each([
    ['an open POS without a charge', pos(), {}, 'idle'],
    ['a closed POS', pos({ isOpen: false }), {}, 'closed'],
    ['a POS with a charge', pos(), { orders: { [vmid]: order() } }, 'charging'],
    [
      'a charge that was scanned',
      pos(),
      { orders: { [vmid]: order({ state: 'scanned' }) } },
      'scanned',
    ],
    ['a charge that ran out', pos(), { orders: { [vmid]: order({ expiresMs: NOW }) } }, 'idle'],
    [
      'a charge that was cancelled',
      pos(),
      { orders: { [vmid]: order({ state: 'cancelled' }) } },
      'idle',
    ],
    ['a terminal that does not listen', pos({ isListening: false }), {}, 'not-listening'],
    ['a terminal that lost the bank', pos(), { terminals: { [vmid]: false } }, 'not-listening'],
    ['a POS just paid', pos(), { payments: [payment(0)] }, 'paid'],
    ['an open phone', phone(), {}, 'idle'],
    ['an empty open phone', phone({ uid: '', vpa: '' }), {}, 'unregistered'],
    ['an empty closed phone', phone({ uid: '', vpa: '', isOpen: false }), {}, 'closed'],
    ['a phone that just paid', phone(), { payments: [payment(0)] }, 'paid'],
    [
      'a phone whose payment failed',
      phone(),
      { payments: [payment(0, { status: 'FAILURE' })] },
      'idle',
    ],
    ['a payment under way', phone(), { payments: [payment(0, { status: 'PENDING' })] }, 'paying'],
    [
      'a locked account',
      phone(),
      { accounts: { [vpa]: account({ pinLockedUntilMs: NOW + 1 }) } },
      'locked',
    ],
    [
      'a lock that has ended',
      phone(),
      { accounts: { [vpa]: account({ pinLockedUntilMs: NOW }) } },
      'idle',
    ],
    ['a frozen account', phone(), { accounts: { [vpa]: account({ state: 'frozen' }) } }, 'frozen'],
  ] as const)('%s', (_, device, change, state) => {
    expect(deviceStatus(device, { ...emptyRoom, ...change }, NOW).state).toBe(state);
  });

  it('forgets a finished payment after a while', () => {
    const known = { ...emptyRoom, payments: [payment(0)] };
    expect(deviceStatus(pos(), known, NOW + JUST_PAID_MS).state).toBe('idle');
  });

  it('says the amount that is charged and why a terminal is off', () => {
    const known = { ...emptyRoom, orders: { [vmid]: order() } };
    expect(deviceStatus(pos(), known, NOW).amountPaise).toBe(2_000);
    const off = pos({ isListening: false, problem: 'Port 6001 is in use.' });
    expect(deviceStatus(off, emptyRoom, NOW).problem).toBe('Port 6001 is in use.');
  });
});

describe('nextToOpen', () => {
  const closed = [pos({ isOpen: false }), phone({ isOpen: false })];

  it('points at the one waiting longest in a browser, at none on a desktop', () => {
    const room = { devices: closed, waitingToOpen: ['phone-00000001'], host: hostInfo() };
    expect(nextToOpen(room)).toBe('phone-00000001');
    const desktop = hostInfo();
    const capabilities = { ...desktop.capabilities, opensWindows: true };
    expect(nextToOpen({ ...room, host: { ...desktop, capabilities } })).toBeUndefined();
  });

  it('points at the first one when nothing is open, at none when something is', () => {
    const room = { devices: closed, waitingToOpen: [], host: hostInfo() };
    expect(nextToOpen(room)).toBe('pos-00000001');
    expect(nextToOpen({ ...room, devices: [pos(), ...closed] })).toBeUndefined();
    expect(nextToOpen({ ...room, devices: [] })).toBeUndefined();
  });
});

describe('bankStatus', () => {
  const problem = { code: 'bank-unreachable', message: 'The host is gone.' } as const;

  it.each([
    ['contacting', undefined, undefined],
    ['starting', hostInfo({ state: 'starting' }), undefined],
    ['open', hostInfo(), undefined],
    ['observing', hostInfo({ isObserving: true }), undefined],
    ['unreachable', hostInfo({ state: 'unreachable' }), undefined],
    ['failed', hostInfo({ state: 'failed', problem: 'Disk full.' }), undefined],
    ['unreachable', hostInfo(), problem],
  ] as const)('%s', (key, host, hostProblem) => {
    expect(bankStatus({ host, hostProblem }).key).toBe(key);
  });

  it('lets an observer read and not change', () => {
    const room = { host: hostInfo({ isObserving: true }), hostProblem: undefined };
    expect([canRead(room), canChange(room)]).toEqual([true, false]);
  });
});
