import type { Awaitable } from '#shared/crypto-port.ts';

/** Walks rows that are numbered from 1, a slice at a time. */
export interface RowCursor<T> {
  /** The next row; undefined at the end. `load` must have been awaited while `isEmpty`. */
  take(): T | undefined;
  readonly isEmpty: boolean;
  /** Reads the next slice. */
  load(): Promise<void>;
}

export function createCursor<T>(read: (from: number) => Awaitable<T[]>): RowCursor<T> {
  let rows: T[] = [];
  let at = 0;
  let next = 1;
  let isEnd = false;
  return {
    get isEmpty() {
      return at >= rows.length && !isEnd;
    },
    take: () => rows[at++],
    async load() {
      rows = await read(next);
      at = 0;
      next += rows.length;
      isEnd = rows.length === 0;
    },
  };
}
