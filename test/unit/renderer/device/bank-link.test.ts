import { expect, test, vi } from 'vitest';
import { fail, type Outcome, succeed } from '#shared/device/outcome.ts';
import { createBankLink } from '../../../../src/renderer/device/bank-link.ts';

const down = fail<unknown>('unreachable', 'The bank is closed.');
const settled = () => new Promise<void>((resolve) => setTimeout(resolve));

function setUp(answers: Outcome<unknown>[]) {
  const pauses: { delayMs: number; task: () => void; isCancelled: boolean }[] = [];
  const onOnline = vi.fn();
  const connect = vi.fn(async () => answers.shift() ?? succeed(undefined));
  const link = createBankLink({
    connect,
    onOnline,
    schedule(delayMs, task) {
      const pause = { delayMs, task, isCancelled: false };
      pauses.push(pause);
      return () => {
        pause.isCancelled = true;
      };
    },
  });
  const seen: string[] = [];
  link.subscribe(() => seen.push(link.state().kind));
  return { link, pauses, connect, onOnline, seen };
}

test('connects at once and again when the connection ends', async () => {
  const { link, connect, onOnline, seen } = setUp([]);
  expect(link.state().kind).toBe('connecting');
  await settled();
  link.noteClosed();
  await settled();
  expect(seen).toEqual(['online', 'connecting', 'online']);
  expect(connect).toHaveBeenCalledTimes(2);
  expect(onOnline).toHaveBeenCalledTimes(2);
});

test('pauses grow to eight seconds while the bank is away and start small again after it', async () => {
  const { link, pauses, seen } = setUp([down, down, down, down, down, down, succeed(1), down]);
  await settled();
  for (let round = 0; round < 6; round++) {
    pauses[round]?.task();
    await settled();
  }
  expect(pauses.map((pause) => pause.delayMs)).toEqual([500, 1_000, 2_000, 4_000, 8_000, 8_000]);
  expect(link.state().kind).toBe('online');
  link.noteClosed();
  await settled();
  expect(pauses.at(-1)?.delayMs).toBe(500);
  expect(seen.at(-1)).toBe('offline');
});

test('asking does not wait for the pause, and one attempt runs at a time', async () => {
  const { link, pauses, connect } = setUp([down]);
  await settled();
  link.retryNow();
  link.retryNow();
  link.noteClosed();
  expect(connect).toHaveBeenCalledTimes(2);
  expect(pauses[0]?.isCancelled).toBe(true);
  await settled();
  expect(link.state().kind).toBe('online');
  link.retryNow();
  expect(connect).toHaveBeenCalledTimes(2);
});

test('after the stop nothing is tried or told', async () => {
  const { link, pauses, connect, onOnline, seen } = setUp([down]);
  await settled();
  link.stop();
  expect(pauses[0]?.isCancelled).toBe(true);
  link.retryNow();
  link.noteClosed();
  await settled();
  expect(connect).toHaveBeenCalledOnce();
  expect(onOnline).not.toHaveBeenCalled();
  expect(seen).toEqual(['offline']);
});
