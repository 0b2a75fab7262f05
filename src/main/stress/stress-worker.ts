import type { StressNews, StressOrder } from '#stress/orders.ts';

/** Whatever runs one stress test for a desk: a process, or the desktop's hidden window. */
export interface StressWorker {
  /** To a worker that has ended: nothing. */
  send(order: StressOrder): void;
  /** At once, whatever it does. */
  kill(): void;
}

export interface StressWorkerEvents {
  onNews(news: StressNews): void;
  /** Once, after everything it opened is closed. @param why for people, if it was not told yet */
  onEnded(why: string): void;
}

export type LaunchStressWorker = (events: StressWorkerEvents) => StressWorker;
