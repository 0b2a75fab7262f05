import { PhoneError } from './outcome.ts';

/** Runs one task at a time, in order; refuses when too many wait. */
export type SerialQueue = <T>(task: () => Promise<T>) => Promise<T>;

export function createSerialQueue(waitingMax: number): SerialQueue {
  let tail: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  return async (task) => {
    if (waiting >= waitingMax)
      throw new PhoneError('busy', 'Too many requests wait on this phone.');
    waiting += 1;
    const turn = tail;
    const run = (async () => {
      await turn;
      waiting -= 1;
      return task();
    })();
    tail = run.catch(() => undefined);
    return run;
  };
}
