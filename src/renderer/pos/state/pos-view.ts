import type { ChargeOrder } from '#shared/protocol/payments.ts';
import type { PosState } from '#shared/protocol/terminal-methods.ts';

/** Which screen the POS shows; derived from the terminal's state alone. */
export type PosView =
  | { readonly screen: 'idle' }
  | { readonly screen: 'charging'; readonly order: ChargeOrder; readonly link: string }
  | { readonly screen: 'paying'; readonly order: ChargeOrder }
  | { readonly screen: 'pending'; readonly order: ChargeOrder }
  | { readonly screen: 'paid'; readonly order: ChargeOrder }
  | { readonly screen: 'failed'; readonly order: ChargeOrder }
  | { readonly screen: 'expired'; readonly order: ChargeOrder };

export function posView(state: PosState): PosView {
  if (!state.charge) return { screen: 'idle' };
  const { order, link } = state.charge;
  switch (order.state) {
    case 'active':
      return { screen: 'charging', order, link };
    case 'scanned':
      return { screen: 'paying', order };
    case 'cancelled':
      return { screen: 'idle' };
    default:
      return { screen: order.state, order };
  }
}

/** What the sound box says and the live region announces when one state follows another. */
export type PosNews =
  | { readonly kind: 'paid'; readonly amountPaise: number; readonly payerName: string }
  | { readonly kind: 'failed'; readonly order: ChargeOrder }
  | { readonly kind: 'expired'; readonly order: ChargeOrder }
  | { readonly kind: 'pending'; readonly order: ChargeOrder }
  | { readonly kind: 'paying'; readonly payerName: string }
  | { readonly kind: 'bank'; readonly isReachable: boolean };

/** A credit that no charge asked for: somebody paid by the sticker. */
function stickerNews(before: PosState, after: PosState): PosNews[] {
  // A payment that was pending is news again when it is made.
  const made = before.last.filter((row) => row.status === 'SUCCESS');
  const known = new Set(made.map((row) => row.txnId));
  const chargeTxn = after.charge?.order.txnId;
  return after.last
    .filter((row) => !known.has(row.txnId) && row.txnId !== chargeTxn)
    .filter((row) => row.type === 'payment' && row.status === 'SUCCESS')
    .map((row) => ({
      kind: 'paid',
      amountPaise: Number(row.amountPaise),
      payerName: row.payerName,
    }));
}

function chargeNews(before: PosState, after: PosState): PosNews[] {
  const order = after.charge?.order;
  const earlier = before.charge?.order;
  const isSame = earlier?.reference === order?.reference;
  if (!order || (isSame && earlier?.state === order.state && earlier.lastCode === order.lastCode)) {
    return [];
  }
  if (order.state === 'paid') {
    return [
      { kind: 'paid', amountPaise: Number(order.amountPaise), payerName: order.payerName ?? '' },
    ];
  }
  if (order.state === 'pending') return [{ kind: 'pending', order }];
  if (order.state === 'expired') return [{ kind: 'expired', order }];
  if (order.state === 'scanned') return [{ kind: 'paying', payerName: order.payerName ?? '' }];
  const isNewFailure = order.lastCode !== undefined && order.lastCode !== earlier?.lastCode;
  return order.state === 'failed' || isNewFailure ? [{ kind: 'failed', order }] : [];
}

export function posNews(before: PosState | undefined, after: PosState): readonly PosNews[] {
  if (!before) return [];
  const wasReachable = before.bank !== 'unreachable';
  const isReachable = after.bank !== 'unreachable';
  return [
    ...chargeNews(before, after),
    ...stickerNews(before, after),
    ...(wasReachable === isReachable ? [] : [{ kind: 'bank' as const, isReachable }]),
  ];
}

/** The last digits of an order's reference, as a cashier would call it: "order 0017". */
export const orderNumber = (reference: string): string => reference.slice(-4);
