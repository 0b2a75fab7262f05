import { describe, expect, test } from 'vitest';
import type { ChargeOrder, PaymentRow } from '#shared/protocol/payments.ts';
import type { PosState } from '#shared/protocol/terminal-methods.ts';
import { posMessages } from '../../../../src/renderer/pos/messages.ts';
import { orderNumber, posNews, posView } from '../../../../src/renderer/pos/state/pos-view.ts';
import { catalogueProblems } from '../../../../src/renderer/ui/i18n/messages.ts';

const order: ChargeOrder = {
  reference: 'ORD000000017',
  vmid: 'VM7K2M9Q4T',
  payee: 'teastall@upisim',
  amountPaise: '2000',
  note: '',
  state: 'active',
  createdMs: 1_000,
  expiresMs: 301_000,
};
const idle: PosState = {
  name: 'Tea stall',
  vpa: 'teastall@upisim',
  mid: 'M000000001',
  vmid: 'VM7K2M9Q4T',
  port: 6001,
  staticLink: 'upi://pay?pa=teastall@upisim',
  bank: 'online',
  dayTotalPaise: '0',
  dayCount: 0,
  last: [],
  clockOffsetMs: 0,
};
const charging = (change: Partial<ChargeOrder> = {}): PosState => ({
  ...idle,
  charge: { order: { ...order, ...change }, link: 'upi://pay?x' },
});
const row = (txnId: string): PaymentRow => ({
  sequence: 1,
  txnId,
  rrn: '632600000001',
  type: 'payment',
  payer: 'demo@upisim',
  payerName: 'Demo user',
  payee: 'teastall@upisim',
  payeeName: 'Tea stall',
  amountPaise: '1500',
  code: '00',
  status: 'SUCCESS',
  reference: '',
  note: '',
  timeMs: 1,
});

describe('which screen is shown', () => {
  test.each([
    [idle, 'idle'],
    [charging(), 'charging'],
    [charging({ state: 'scanned' }), 'paying'],
    [charging({ state: 'paid' }), 'paid'],
    [charging({ state: 'failed', lastCode: 'ZM' }), 'failed'],
    [charging({ state: 'expired' }), 'expired'],
    [charging({ state: 'cancelled' }), 'idle'],
  ] as const)('case %#', (state, screen) => {
    expect(posView(state).screen).toBe(screen);
  });
});

describe('what the sound box says', () => {
  test('nothing on the first state, so that opening a window repeats no old payment', () => {
    expect(posNews(undefined, charging({ state: 'paid' }))).toEqual([]);
  });
  test('a paid order once', () => {
    const paid = charging({ state: 'paid', payerName: 'Demo user', txnId: 'T1' });
    const news = posNews(charging({ state: 'scanned' }), { ...paid, last: [row('T1')] });
    expect(news).toEqual([{ kind: 'paid', amountPaise: 2000, payerName: 'Demo user' }]);
    expect(posNews({ ...paid, last: [row('T1')] }, { ...paid, last: [row('T1')] })).toEqual([]);
  });
  test('a payment by the sticker while idle', () => {
    expect(posNews(idle, { ...idle, last: [row('T2')] })).toEqual([
      { kind: 'paid', amountPaise: 1500, payerName: 'Demo user' },
    ]);
  });
  test('a failed try that leaves the code open', () => {
    const news = posNews(charging(), charging({ lastCode: 'Z9' }));
    expect(news.map((one) => one.kind)).toEqual(['failed']);
  });
  test('the bank going and coming back', () => {
    const gone = { ...idle, bank: 'unreachable' as const };
    expect(posNews(idle, gone)).toEqual([{ kind: 'bank', isReachable: false }]);
    expect(posNews(gone, idle)).toEqual([{ kind: 'bank', isReachable: true }]);
  });
  test('nothing new when the same state comes again', () => {
    expect(posNews(charging({ lastCode: 'ZM' }), charging({ lastCode: 'ZM' }))).toEqual([]);
  });
});

test('an order is called by its last four digits', () => {
  expect(orderNumber('ORD000000017')).toBe('0017');
});

test('every text exists in Hindi with the same parameters', () => {
  expect(catalogueProblems(posMessages)).toEqual([]);
});
