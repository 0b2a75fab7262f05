/** Events kept between two showings; a stress run sends thousands a second. */
export const QUEUE_MAX = 2_000;
const SHOW_EVERY_MS = 100;

export interface EventQueue<Event> {
  push(event: Event): void;
}

/**
 * Collects what arrives and hands it over in batches, so that a window draws ten times a second
 * at most. Over the bound the oldest are dropped and counted.
 * @param later runs a function after so many milliseconds
 */
export function createEventQueue<Event>(
  show: (events: readonly Event[], dropped: number) => void,
  later: (run: () => void, delayMs: number) => void,
): EventQueue<Event> {
  let waiting: Event[] = [];
  let dropped = 0;
  let isScheduled = false;

  const flush = (): void => {
    const events = waiting;
    const missed = dropped;
    waiting = [];
    dropped = 0;
    isScheduled = false;
    show(events, missed);
  };
  return {
    push(event) {
      if (waiting.length >= QUEUE_MAX) {
        waiting.shift();
        dropped += 1;
      }
      waiting.push(event);
      if (isScheduled) return;
      isScheduled = true;
      later(flush, SHOW_EVERY_MS);
    },
  };
}
