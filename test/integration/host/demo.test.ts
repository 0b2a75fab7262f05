import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SimulatorApi } from '#shared/simulator/contract.ts';
import { createBrowserApi } from '../../../src/renderer/bridge/create-browser-api.ts';
import { openTestHost, type TestHost } from './test-host.ts';

let desk: TestHost;
let controlRoom: SimulatorApi;
beforeAll(async () => {
  desk = await openTestHost();
  controlRoom = await desk.controlRoom();
});
afterAll(() => desk.close());

describe('the demo', () => {
  test('twice gives one tea stall and one phone', async () => {
    const [once, again] = await Promise.all([
      controlRoom.call('devices.setUpDemo', {}),
      controlRoom.call('devices.setUpDemo', {}),
    ]);
    expect(again).toEqual(once);
    const later = await controlRoom.call('devices.setUpDemo', {});
    expect(later.devices.map(({ kind, name }) => [kind, name])).toEqual([
      ['pos', 'Tea stall'],
      ['phone', 'Demo user'],
    ]);
    expect((await controlRoom.call('devices.list', {})).devices).toEqual(later.devices);
    expect(readdirSync(desk.dataFolder).filter((name) => name.endsWith('_qr.png'))).toHaveLength(1);
    expect(desk.unexpected).toEqual([]);
  });
});
