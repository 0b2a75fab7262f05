import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLogFlush, type Flush } from '#bank/store/sqlite/log-flush.ts';
import { StoreFailure } from '#bank/store/store-failure.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'log-flush-'));
  path = join(folder, 'bank.sqlite-wal');
  writeFileSync(path, 'frames');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('resolves only when the disk has confirmed', async () => {
  const asked: ((error: Error | null) => void)[] = [];
  const log = createLogFlush(path, (_descriptor, done) => asked.push(done));
  let isFlushed = false;
  const flushing = log.flush().then(() => {
    isFlushed = true;
  });
  await new Promise(setImmediate);
  expect(asked).toHaveLength(1);
  expect(isFlushed).toBe(false);
  asked[0]?.(null);
  await flushing;
  expect(isFlushed).toBe(true);
  log.close();
});

test('after one flush that failed nothing is vouched for any more', async () => {
  const answers = [new Error('EIO'), null];
  const failing: Flush = (_descriptor, done) => done(answers.shift() ?? null);
  const log = createLogFlush(path, failing);
  const failure = await log.flush().catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(StoreFailure);
  expect(failure).toMatchObject({ kind: 'lost', isOutcomeUnknown: true });
  expect(() => log.assertWhole()).toThrow(StoreFailure);
  log.close();
});

test('a log that cannot be opened counts as not flushed', async () => {
  const log = createLogFlush(join(folder, 'nowhere'));
  await expect(log.flush()).rejects.toMatchObject({ isOutcomeUnknown: true });
  log.close();
});

test('flushes a real file', async () => {
  const log = createLogFlush(path);
  await log.flush();
  await log.flush();
  expect(() => log.assertWhole()).not.toThrow();
  log.close();
});
