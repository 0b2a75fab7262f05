import { constants, setPriority } from 'node:os';
import { followOrder, type StressNews, type StressOrder } from '#stress/orders.ts';
import { openScratchTarget } from '../../cli/stress/open-stress-target.ts';

/** One stress run in a process of its own, at lower priority, so that windows stay responsive. */
const stop = new AbortController();
const tell = (news: StressNews): void => {
  if (process.connected) process.send?.(news);
};

setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
// A host that is gone needs no results, and its scratch bank must not outlive it.
process.once('disconnect', () => stop.abort());
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
process.on('message', (order: StressOrder) => {
  if (order.kind === 'stop') return stop.abort();
  followOrder(order, { openScratch: openScratchTarget, tell, signal: stop.signal }).finally(() => {
    if (process.connected) process.disconnect();
  });
});
