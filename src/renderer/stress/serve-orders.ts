import { followOrder, type StressNews, type StressOrder } from '#stress/orders.ts';

/** What the hidden window tells its host: news, and that everything it opened is closed. */
export type WindowNews = StressNews | { readonly kind: 'done' };

/** The part of a message port that is used, the same in a page and in Node. */
export interface OrderPort {
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  postMessage(news: WindowNews): void;
}

const openNoScratch = async (): Promise<never> => {
  throw new Error('The hidden window was given no bank to test.');
};

/** One run for the host behind the port; its orders are trusted, since nobody else has the port. */
export function serveOrders(port: OrderPort): void {
  const stop = new AbortController();
  port.onmessage = ({ data }) => {
    const order = data as StressOrder;
    if (order.kind === 'stop') return stop.abort();
    const tell = (news: WindowNews): void => port.postMessage(news);
    followOrder(order, { openScratch: openNoScratch, tell, signal: stop.signal }).finally(() =>
      tell({ kind: 'done' }),
    );
  };
}
