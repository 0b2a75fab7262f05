import { describe, expect, it } from 'vitest';
import {
  filterHappenings,
  happeningOf,
} from '../../../../src/renderer/control-room/state/happenings.ts';
import {
  placeDevice,
  windowFeatures,
} from '../../../../src/renderer/control-room/state/placement.ts';
import { emptyRoom } from '../../../../src/renderer/control-room/state/room-state.ts';
import { parseRoute } from '../../../../src/renderer/control-room/state/route.ts';
import {
  type Command,
  searchCommands,
} from '../../../../src/renderer/control-room/state/search-commands.ts';
import { tourProgress } from '../../../../src/renderer/control-room/state/tour.ts';
import { block, NOW, order, payment, phone, pos } from './samples.ts';

describe('placeDevice', () => {
  const screen = { left: 0, top: 24, width: 1_920, height: 1_056 };
  const devices = Array.from({ length: 8 }, (_, index) => pos({ deviceId: `pos-0000000${index}` }));
  const areas = devices.map((one) => placeDevice(devices, one.deviceId, screen));

  it('sets windows side by side from the right, inside the screen, without overlap at first', () => {
    const { left = 0, top, width = 0 } = areas[0] ?? {};
    expect([left + width, top]).toEqual([1_920, 24]);
    expect((areas[1]?.left ?? 0) + width).toBeLessThan(left);
    for (const area of areas) {
      expect(area?.left).toBeGreaterThanOrEqual(0);
      expect((area?.left ?? 0) + (area?.width ?? 0)).toBeLessThanOrEqual(1_920);
    }
  });

  it('shrinks to a low screen, stays on a narrow one and knows no stranger', () => {
    const tiny = { left: 0, top: 0, width: 300, height: 600 };
    expect(placeDevice(devices, 'pos-00000003', tiny)).toMatchObject({ left: 0, height: 600 });
    expect(placeDevice(devices, 'pos-none', screen)).toBeUndefined();
  });

  it('asks for a pop-up without an opener', () => {
    const features = windowFeatures({ left: 1, top: 2, width: 3, height: 4 });
    expect(features).toBe('popup,noopener,left=1,top=2,width=3,height=4');
  });
});

describe('parseRoute', () => {
  const pages = ['street', 'ledger'];

  it.each([
    [undefined, { page: 'street' }],
    ['ledger', { page: 'street' }],
    [{ page: 'nowhere' }, { page: 'street' }],
    [
      { page: 'ledger', entry: 12 },
      { page: 'ledger', entry: 12 },
    ],
    [{ page: 'ledger', entry: -1, block: 1.5, search: 'x'.repeat(65) }, { page: 'ledger' }],
    [
      { page: 'ledger', search: 'tea', other: 1 },
      { page: 'ledger', search: 'tea' },
    ],
  ])('%o', (value, route) => {
    expect(parseRoute(value, pages)).toEqual(route);
  });
});

describe('searchCommands', () => {
  const command = (id: string, title: string, words?: string): Command => ({
    id,
    title,
    group: 'Pages',
    run: () => {},
    ...(words ? { words } : {}),
  });
  const all = [
    command('ledger', 'खाता-बही', 'Go to Ledger'),
    command('verify', 'Verify the ledger'),
    command('pos', 'Add POS'),
  ];
  const found = (query: string) => searchCommands(all, query).map((one) => one.id);

  it('finds beginnings before middles, and by letters in order', () => {
    expect(found('')).toEqual(['ledger', 'verify', 'pos']);
    expect(found('verify')).toEqual(['verify']);
    expect(found('LEDGER')).toEqual(['ledger', 'verify']);
    expect(found('adpo')).toEqual(['pos']);
    expect(found('खाता')).toEqual(['ledger']);
    expect(found('zzz')).toEqual([]);
  });
});

describe('the event log', () => {
  const happenings = [
    { kind: 'block', block: block(1) } as const,
    { kind: 'payment', row: payment(1) } as const,
    { kind: 'payment', row: payment(2, { code: 'ZM', status: 'FAILURE' }) } as const,
    { kind: 'terminal', vmid: pos().vmid, isOnline: false } as const,
  ].flatMap((event, index) => happeningOf(event, index, NOW) ?? []);
  const ids = (level: 'info' | 'warning', search = '') =>
    filterHappenings(happenings, { level, search }).map((one) => one.id);

  it('marks refusals and lost terminals as warnings, and finds by any field', () => {
    expect(ids('info')).toEqual([0, 1, 2, 3]);
    expect(ids('warning')).toEqual([2, 3]);
    expect(ids('info', ' TEASTALL ')).toEqual([1, 2]);
  });
});

describe('tourProgress', () => {
  const both = [pos(), phone()];

  it.each([
    ['nothing', {}, 'devices'],
    ['a POS only', { devices: [pos()] }, 'devices'],
    ['both, closed', { devices: [pos({ isOpen: false }), phone()] }, 'open'],
    ['both open', { devices: both }, 'charge'],
    ['an old charge', { devices: both, orders: { x: order({ createdMs: NOW - 1 }) } }, 'charge'],
    ['a charge', { devices: both, orders: { x: order() } }, 'pay'],
    [
      'a refused payment',
      { devices: both, orders: { x: order() }, payments: [payment(1, { status: 'FAILURE' })] },
      'pay',
    ],
    ['a payment', { devices: both, payments: [payment(1)] }, 'verify'],
    ['a payment before the tour', { devices: both, payments: [payment(-5)] }, 'charge'],
  ] as const)('%s', (_, change, current) => {
    expect(tourProgress({ ...emptyRoom, ...change }, NOW).current).toBe(current);
  });

  it('ends with a check of the ledger after the payment', () => {
    const report = {} as never;
    const verification = { state: 'done', report, atMs: NOW + 9 } as const;
    const known = { ...emptyRoom, devices: both, verification };
    expect(tourProgress({ ...known, payments: [payment(1)] }, NOW).current).toBeUndefined();
    expect(tourProgress(known, NOW).current).toBe('charge');
  });
});
