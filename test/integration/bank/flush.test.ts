import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { BankCore } from '#bank/core.ts';
import { aesKeyWrap } from '#bank/identity/key-wrap.ts';
import { fileCheckpointKeeper } from '#bank/ledger/checkpoint-keeper.ts';
import { openBank } from '#bank/open-bank.ts';
import { DEFAULT_BOUNDS } from '#bank/state/bounds.ts';
import { createLogFlush, type Flush } from '#bank/store/sqlite/log-flush.ts';
import { openSqliteStore } from '#bank/store/sqlite/open-sqlite-store.ts';
import {
  checkOnThisThread,
  testClock,
  testRandom,
  WRAP_KEY,
} from '../../support/bank/test-bank.ts';
import { registerPhone } from '../../support/bank/test-phone.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bank-flush-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A bank on a disk that answers as `flush` says. */
async function bankOnDisk(flush: Flush): Promise<BankCore> {
  const path = join(folder, 'bank.sqlite');
  return openBank({
    store: await openSqliteStore(path, createLogFlush(`${path}-wal`, flush)),
    clock: testClock(),
    randomBytes: testRandom,
    verifySignature: checkOnThisThread,
    keyWrap: aesKeyWrap(WRAP_KEY, testRandom),
    checkpointKeeper: fileCheckpointKeeper(join(folder, 'checkpoint.txt')),
    bounds: { ...DEFAULT_BOUNDS, settleTriesMax: 2, settlePauseMs: 1 },
  });
}

test('nobody is answered before the disk has confirmed', async () => {
  let held: (() => void) | undefined;
  let isHolding = false;
  const core = await bankOnDisk((_descriptor, done) => {
    if (isHolding) held = () => done(null);
    else done(null);
  });
  isHolding = true;
  let isAnswered = false;
  const registering = registerPhone(core, { balancePaise: 100_000 }).then(() => {
    isAnswered = true;
  });
  while (!held) await new Promise(setImmediate);
  await new Promise(setImmediate);
  expect(isAnswered).toBe(false);
  isHolding = false;
  held();
  await registering;
  await core.close();
});

test('a list asked for while the disk has not confirmed waits, too', async () => {
  let held: (() => void) | undefined;
  let isHolding = false;
  const core = await bankOnDisk((_descriptor, done) => {
    if (isHolding) held = () => done(null);
    else done(null);
  });
  isHolding = true;
  const registering = registerPhone(core, { balancePaise: 100_000 });
  while (!held) await new Promise(setImmediate);
  let isListed = false;
  const listing = core.adminCall('admin.payments', { limit: 10, search: '' }).then((page) => {
    isListed = true;
    return page;
  });
  await new Promise(setImmediate);
  expect(isListed).toBe(false);
  isHolding = false;
  held();
  await registering;
  expect((await listing).rows).toHaveLength(1);
  await core.close();
});

test('a flush that fails gives no answer that could be wrong, and the bank takes nothing more', async () => {
  let isBroken = false;
  const core = await bankOnDisk((_descriptor, done) => done(isBroken ? new Error('EIO') : null));
  isBroken = true;
  await expect(registerPhone(core, { balancePaise: 100_000 })).rejects.toMatchObject({
    data: { responseCode: 'XY' },
  });
  isBroken = false;
  await expect(registerPhone(core, { balancePaise: 100_000 })).rejects.toMatchObject({
    data: { responseCode: 'U80' },
  });
  await core.close().catch(() => undefined);

  const again = await bankOnDisk((_descriptor, done) => done(null));
  expect((await again.adminCall('admin.verify', {})).isSound).toBe(true);
  await again.close();
});
