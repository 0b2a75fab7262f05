import type { CollectRequest } from '#shared/protocol/collects.ts';

/** Requests for money as the phone lists them. Pure. */
export type Direction = CollectRequest['direction'];

/** Newest first, each reference once, as told last. */
export function mergeRequests(
  known: readonly CollectRequest[],
  told: readonly CollectRequest[],
): readonly CollectRequest[] {
  const byReference = new Map(known.map((request) => [request.reference, request]));
  for (const request of told) byReference.set(request.reference, request);
  return [...byReference.values()].sort((left, right) => right.sequence - left.sequence);
}

/** The bank ends a request when it next looks at it; the phone's clock is as good for showing. */
export const stateAt = (request: CollectRequest, bankNowMs: number): CollectRequest['state'] =>
  request.state === 'pending' && request.expiresMs <= bankNowMs ? 'expired' : request.state;

export const isOpenAt = (request: CollectRequest, bankNowMs: number): boolean =>
  stateAt(request, bankNowMs) === 'pending';

/** Who is on the other side. */
export const otherSide = (
  request: CollectRequest,
): { readonly name: string; readonly vpa: string } =>
  request.direction === 'incoming'
    ? { name: request.requesterName, vpa: request.requester }
    : { name: request.payerName, vpa: request.payer };

export type RequestNews = 'asks-you' | 'out-paid' | 'out-declined' | 'out-expired' | 'in-cancelled';

/** What an event about a request means to this phone's owner; nothing for what they did themselves. */
export function requestNews(request: CollectRequest): RequestNews | undefined {
  if (request.direction === 'incoming') {
    if (request.state === 'cancelled') return 'in-cancelled';
    return request.state === 'pending' && request.code === undefined ? 'asks-you' : undefined;
  }
  if (request.state === 'paid') return 'out-paid';
  if (request.state === 'declined') return 'out-declined';
  return request.state === 'expired' ? 'out-expired' : undefined;
}
