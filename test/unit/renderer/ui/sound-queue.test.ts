import { expect, test } from 'vitest';
import type { Announcement } from '../../../../src/renderer/ui/sound/announcement.ts';
import {
  emptySoundQueue,
  enqueueSound,
  finishSound,
  replayLast,
  SOUND_QUEUE_LIMIT,
  type SoundQueue,
} from '../../../../src/renderer/ui/sound/sound-queue.ts';

const received = (paise: number): Announcement => ({ kind: 'received', paise });
const filled = (count: number): SoundQueue =>
  Array.from({ length: count }, (_, index) => received(index + 1)).reduce(
    enqueueSound,
    emptySoundQueue,
  );
const paiseOf = (announcement: Announcement | undefined): number | undefined =>
  announcement && 'paise' in announcement ? announcement.paise : undefined;

test('the first one plays at once, the next wait in order', () => {
  const queue = filled(3);
  expect(paiseOf(queue.current?.announcement)).toBe(1);
  expect(queue.waiting.map((entry) => paiseOf(entry.announcement))).toEqual([2, 3]);
});

test('over the limit the oldest waiting one is left out and counted', () => {
  const queue = filled(1 + SOUND_QUEUE_LIMIT + 2);
  expect(queue.waiting).toHaveLength(SOUND_QUEUE_LIMIT);
  expect(queue.skipped).toBe(2);
  expect(paiseOf(queue.current?.announcement)).toBe(1);
  expect(paiseOf(queue.waiting[0]?.announcement)).toBe(4);
});

test('ten thousand announcements never grow the queue', () => {
  expect(filled(10_000).waiting).toHaveLength(SOUND_QUEUE_LIMIT);
});

test('finishing starts the next one, and only the current one can finish', () => {
  const queue = filled(2);
  const id = queue.current?.id ?? 0;
  expect(finishSound(queue, id + 1)).toBe(queue);
  const next = finishSound(queue, id);
  expect(paiseOf(next.current?.announcement)).toBe(2);
  expect(finishSound(next, id)).toBe(next);
});

test('the count of left out ones is shown until the queue has run empty', () => {
  let queue = filled(1 + SOUND_QUEUE_LIMIT + 1);
  while (queue.waiting.length > 0) queue = finishSound(queue, queue.current?.id ?? 0);
  expect(queue.skipped).toBe(1);
  queue = finishSound(queue, queue.current?.id ?? 0);
  expect(queue).toMatchObject({ current: undefined, skipped: 0 });
});

test('replay says the newest payment again, not a notice', () => {
  const idle = finishSound(enqueueSound(emptySoundQueue, received(500)), 1);
  const withNotice = finishSound(enqueueSound(idle, { kind: 'test' }), 2);
  expect(paiseOf(replayLast(withNotice).current?.announcement)).toBe(500);
});

test('replay goes before what waits and is not stacked up by impatience', () => {
  const busy = enqueueSound(enqueueSound(emptySoundQueue, received(1)), { kind: 'test' });
  const queue = replayLast(enqueueSound(busy, received(2)));
  const order = replayLast(replayLast(queue)).waiting.map((entry) => entry.announcement.kind);
  expect(order).toEqual(['received', 'test', 'received']);
});

test('replay with nothing to replay changes nothing', () => {
  expect(replayLast(emptySoundQueue)).toBe(emptySoundQueue);
});
