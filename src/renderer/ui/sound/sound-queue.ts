import type { Announcement } from './announcement.ts';

/** A busy shop takes 10 to 30 payments a minute; more waiting than this would be old news. */
export const SOUND_QUEUE_LIMIT = 12;

export interface QueuedSound {
  readonly id: number;
  readonly announcement: Announcement;
}

/** Pure state of a sound box's queue; the engine plays `current` and answers with `finished`. */
export interface SoundQueue {
  readonly current: QueuedSound | undefined;
  /** Oldest first, at most SOUND_QUEUE_LIMIT. */
  readonly waiting: readonly QueuedSound[];
  /** Left out because too many waited, since the last one that was played. */
  readonly skipped: number;
  /** The newest payment announcement, for "say it again". */
  readonly last: Announcement | undefined;
  readonly nextId: number;
}

export const emptySoundQueue: SoundQueue = {
  current: undefined,
  waiting: [],
  skipped: 0,
  last: undefined,
  nextId: 1,
};

const isPayment = (announcement: Announcement): boolean => 'paise' in announcement;

/** Adds one. Over the limit the oldest waiting one is left out and counted. */
export function enqueueSound(queue: SoundQueue, announcement: Announcement): SoundQueue {
  const entry = { id: queue.nextId, announcement };
  const last = isPayment(announcement) ? announcement : queue.last;
  const nextId = queue.nextId + 1;
  if (!queue.current) return { ...queue, current: entry, last, nextId };
  const waiting = [...queue.waiting, entry];
  const excess = Math.max(0, waiting.length - SOUND_QUEUE_LIMIT);
  return {
    ...queue,
    waiting: waiting.slice(excess),
    skipped: queue.skipped + excess,
    last,
    nextId,
  };
}

/** Ends the current one, if it still is the one with `id`, and starts the next. */
export function finishSound(queue: SoundQueue, id: number): SoundQueue {
  if (queue.current?.id !== id) return queue;
  const [current, ...waiting] = queue.waiting;
  return { ...queue, current, waiting, skipped: current ? queue.skipped : 0 };
}

/** Says the newest payment again, before whatever waits. Nothing to say: nothing happens. */
export function replayLast(queue: SoundQueue): SoundQueue {
  if (!queue.last) return queue;
  const entry = { id: queue.nextId, announcement: queue.last };
  const nextId = queue.nextId + 1;
  if (!queue.current) return { ...queue, current: entry, nextId };
  const isNextAlready = queue.waiting[0]?.announcement === queue.last;
  const isPlaying = queue.current.announcement === queue.last;
  if (isNextAlready || isPlaying) return queue;
  return { ...queue, waiting: [entry, ...queue.waiting].slice(0, SOUND_QUEUE_LIMIT), nextId };
}
