import { describe, expect, test } from 'vitest';
import {
  isOpenAt,
  mergeRequests,
  requestNews,
  stateAt,
} from '../../../../src/renderer/phone/state/requests.ts';
import type { CollectRequest } from '../../../../src/shared/protocol/collects.ts';

const request = (more: Partial<CollectRequest> = {}): CollectRequest => ({
  sequence: 1,
  reference: 'CR0000000000000001',
  direction: 'incoming',
  payer: 'asha@upisim',
  payerName: 'Asha',
  requester: 'demo@upisim',
  requesterName: 'Demo',
  requesterKind: 'person',
  amountPaise: '100',
  note: '',
  state: 'pending',
  createdMs: 1_000,
  expiresMs: 61_000,
  ...more,
});

describe('requests for money on the phone', () => {
  test('each reference once, as told last, newest first', () => {
    const first = request();
    const second = request({ sequence: 2, reference: 'CR0000000000000002' });
    const paid = request({ state: 'paid' });
    expect(mergeRequests([first], [second, paid])).toEqual([second, paid]);
  });

  test.each([
    [60_999, 'pending', true],
    [61_000, 'expired', false],
  ] as const)('at %i ms it is %s', (nowMs, state, isOpen) => {
    expect(stateAt(request(), nowMs)).toBe(state);
    expect(isOpenAt(request(), nowMs)).toBe(isOpen);
  });

  test('an end stays an end after its time', () => {
    expect(stateAt(request({ state: 'declined' }), 99_000)).toBe('declined');
  });

  test.each([
    [{}, 'asks-you'],
    [{ code: 'ZM' }, undefined],
    [{ state: 'declined' }, undefined],
    [{ state: 'paid' }, undefined],
    [{ state: 'cancelled' }, 'in-cancelled'],
    [{ direction: 'outgoing' }, undefined],
    [{ direction: 'outgoing', state: 'paid' }, 'out-paid'],
    [{ direction: 'outgoing', state: 'declined' }, 'out-declined'],
    [{ direction: 'outgoing', state: 'expired' }, 'out-expired'],
    [{ direction: 'outgoing', state: 'cancelled' }, undefined],
  ] as const)('%j is news: %s', (more, news) => {
    expect(requestNews(request(more))).toBe(news);
  });
});
