import { describe, expect, it } from 'vitest';
import type { AdminEvent } from '#shared/protocol/admin-methods.ts';
import {
  type RoomAction,
  reduceRoom,
} from '../../../../src/renderer/control-room/state/reduce-room.ts';
import {
  BLOCKS_MAX,
  emptyRoom,
  HAPPENINGS_MAX,
  HEALTH_MAX,
  PAYMENTS_MAX,
} from '../../../../src/renderer/control-room/state/room-state.ts';
import { account, block, health, hostInfo, NOW, order, payment, phone, pos } from './samples.ts';

const run = (...actions: RoomAction[]) => actions.reduce(reduceRoom, emptyRoom);
const event = (one: AdminEvent): RoomAction => ({ kind: 'event', event: one, nowMs: NOW });
const devices: RoomAction = { kind: 'devices', devices: [pos(), phone()], nextPort: 6002 };

describe('payments', () => {
  it('merges what was loaded with what arrives, newest first, each once', () => {
    const room = run(
      { kind: 'payments', rows: [payment(2), payment(1)] },
      event({ kind: 'payment', row: payment(3) }),
      event({ kind: 'payment', row: payment(2, { status: 'REVERSED' }) }),
    );
    expect(room.payments?.map((row) => row.sequence)).toEqual([3, 2, 1]);
    expect(room.payments?.[1]?.status).toBe('REVERSED');
  });

  it('leaves opening balances out: nobody paid anybody', () => {
    const room = run({ kind: 'payments', rows: [payment(1, { type: 'opening' })] });
    expect(room.payments).toEqual([]);
  });

  it('stays bounded under a flood of payments, blocks and health', () => {
    const flood = Array.from({ length: 1_000 }, (_, index) => [
      event({ kind: 'payment', row: payment(index) }),
      event({ kind: 'block', block: block(index) }),
      event({ kind: 'health', health: health({ timeMs: NOW + index }) }),
    ]).flat();
    const room = run(...flood);
    expect(room.payments).toHaveLength(PAYMENTS_MAX);
    expect(room.blocks).toHaveLength(BLOCKS_MAX);
    expect(room.blocks?.[0]?.height).toBe(999);
    expect(room.healthHistory).toHaveLength(HEALTH_MAX);
    expect(room.happenings).toHaveLength(HAPPENINGS_MAX);
    expect(room.happenings.at(-1)?.id).toBe(2_000);
  });
});

describe('devices', () => {
  it('keeps accounts, terminals and orders of its own devices only', () => {
    const room = run(
      devices,
      event({ kind: 'account', account: account() }),
      event({ kind: 'account', account: account({ vpa: 'stranger@upisim' }) }),
      event({ kind: 'terminal', vmid: 'VM00000000', isOnline: false }),
      event({ kind: 'terminal', vmid: pos().vmid, isOnline: true }),
      event({ kind: 'order', order: order() }),
      event({ kind: 'order', order: order({ vmid: 'VM00000000' }) }),
    );
    expect(Object.keys(room.accounts)).toEqual(['demouser@upisim']);
    expect(room.terminals).toEqual({ [pos().vmid]: true });
    expect(Object.keys(room.orders)).toEqual([pos().vmid]);
  });

  it('does not let a late event about an older charge replace the newer one', () => {
    const newer = order({ reference: 'new', createdMs: NOW + 1 });
    const room = run(
      devices,
      event({ kind: 'order', order: newer }),
      event({ kind: 'order', order: order({ state: 'expired' }) }),
    );
    expect(room.orders[pos().vmid]?.reference).toBe('new');
  });

  it('drops a device from the queue of clicks once its window is open or it is gone', () => {
    const closed = [pos({ isOpen: false }), phone({ isOpen: false })];
    const made: RoomAction = { kind: 'made', deviceIds: closed.map((one) => one.deviceId) };
    const list = (...all: typeof closed): RoomAction => ({
      kind: 'devices',
      devices: all,
      nextPort: 1,
    });
    const waiting = run(list(...closed), made);
    expect(waiting.waitingToOpen).toEqual(['pos-00000001', 'phone-00000001']);
    const opened = reduceRoom(waiting, list(pos(), phone({ isOpen: false })));
    expect(opened.waitingToOpen).toEqual(['phone-00000001']);
    expect(reduceRoom(opened, list(pos())).waitingToOpen).toEqual([]);
  });

  it('queues a made device once and never one that is already open', () => {
    const made: RoomAction = { kind: 'made', deviceIds: ['pos-00000001', 'pos-00000001'] };
    expect(run(devices, made).waitingToOpen).toEqual([]);
    const closed: RoomAction = { kind: 'devices', devices: [pos({ isOpen: false })], nextPort: 1 };
    expect(run(closed, made).waitingToOpen).toEqual(['pos-00000001']);
  });
});

describe('the rest', () => {
  it('shows how far a verification has come only while one is running', () => {
    const progress = event({ kind: 'verify', checkedLeaves: 3, leaves: 9 });
    expect(run(progress).verification).toEqual({ state: 'never' });
    const running = run({ kind: 'health', health: health() }, { kind: 'verify-started' });
    expect(running.verification).toEqual({ state: 'running', checkedLeaves: 0, leaves: 5 });
    expect(reduceRoom(running, progress).verification).toMatchObject({ checkedLeaves: 3 });
  });

  it('forgets everything but the host when all was wiped', () => {
    const room = run(
      { kind: 'host', host: hostInfo() },
      devices,
      { kind: 'payments', rows: [payment(1)] },
      { kind: 'wiped' },
    );
    expect(room.host).toEqual(hostInfo());
    expect(room).toMatchObject({ payments: undefined, devices: undefined, traces: [] });
  });

  it('takes back a complaint about the host when it answers again', () => {
    const problem = { code: 'bank-unreachable', message: 'gone' } as const;
    const silent = run({ kind: 'host-problem', problem });
    expect(silent.hostProblem).toEqual(problem);
    expect(reduceRoom(silent, { kind: 'host', host: hostInfo() }).hostProblem).toBeUndefined();
  });
});
