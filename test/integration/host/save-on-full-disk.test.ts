import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFileCalls } from '#main/simulator/calls/file-calls.ts';
import type { SimulatorContext } from '#main/simulator/context.ts';
import {
  canMount,
  mountSmallDisk,
  type SmallDisk,
  skipLoudly,
} from '../../support/trust/small-disk.ts';

/** What people export goes to a real disk of one megabyte, which is full. */
const base64 = Buffer.alloc(300_000, 'row,').toString('base64');
let disk: SmallDisk;

if (!canMount) skipLoudly('export to a full disk');
const onDisk = test.runIf(canMount);

beforeEach(() => {
  if (canMount) disk = mountSmallDisk('1m');
});
afterEach(() => {
  if (canMount) disk.remove();
});

const save = (name: string) => {
  const calls = createFileCalls({ dataFolder: disk.folder } as SimulatorContext);
  return calls['files.save'](undefined as never, { name, base64 });
};
const saved = () => readdirSync(join(disk.folder, 'saved'));

onDisk(
  'an export to a full disk says so and leaves nothing half; with room it is whole',
  async () => {
    const first = await save('statement.csv');
    disk.fill();
    await expect(save('statement.csv')).rejects.toMatchObject({
      problem: { code: 'refused', message: expect.stringMatching(/not saved: the disk is full\./) },
    });
    expect(saved()).toEqual(['statement.csv']);
    disk.free();
    const { path } = await save('statement.csv');
    expect(path).toBe(join(disk.folder, 'saved', 'statement (2).csv'));
    expect(readFileSync(path).equals(readFileSync(first.path))).toBe(true);
  },
);

onDisk('a disk without room for the folder itself', async () => {
  disk.fill();
  await expect(save('code.png')).rejects.toMatchObject({ problem: { code: 'refused' } });
  expect(existsSync(join(disk.folder, 'saved', 'code.png'))).toBe(false);
});
