import { canonicalOrder, type PaymentOrder } from '#shared/payment-order.ts';
import type { PaymentSubmitParams } from '#shared/protocol/payments.ts';
import { type Attack, type Finding, hex, json, paise, refusalOf } from '../attack.ts';
import { showLiveBank } from '../world/live-bank.ts';
import { createTap, isSealedCall } from '../world/tap.ts';
import { inWorld, type World } from '../world/world.ts';

const PRICE_PAISE = 2_000;
const GREEDY_PAISE = 50_000;

interface SealedParams {
  readonly box: string;
}

const boxOf = (message: string): Buffer =>
  Buffer.from((JSON.parse(message) as { params: SealedParams }).params.box, 'base64url');

/** One bit of the sealed box, somewhere where the amount may stand. */
function withOneBitChanged(message: string): string {
  const parsed = JSON.parse(message) as { params: SealedParams };
  const box = boxOf(message);
  box[32] = (box[32] ?? 0) ^ 1;
  return JSON.stringify({
    ...parsed,
    params: { ...parsed.params, box: box.toString('base64url') },
  });
}

/** What a terminal would do that could read and write orders: another amount, the same signature. */
function withGreedyAmount(submission: PaymentSubmitParams): PaymentSubmitParams {
  const order = JSON.parse(submission.order) as PaymentOrder;
  const changed = { ...order, amountPaise: String(GREEDY_PAISE) };
  return { ...submission, order: canonicalOrder(changed) };
}

/** The sealed payment through a terminal that flips a bit on its way to the bank. */
async function payThroughCrookedTerminal(world: World) {
  const tap = createTap();
  const shop = await world.addShop('Asha Tea Stall', tap);
  const phone = await world.addPhone({ name: 'Ravi Kumar' });
  const { staticLink, vpa } = shop.state();
  const before = await world.balanceOf(vpa);
  // Scanned before the terminal turns: what is changed is the payment, not the way to it.
  const payment = await phone.client.prepare(staticLink);
  if (!payment.ok) throw new Error(payment.failure.detail);
  const changed: string[] = [];
  tap.change = (text) => {
    if (!isSealedCall(text)) return text;
    changed.push(text);
    return withOneBitChanged(text);
  };
  await world.payPrepared(phone, payment.value, PRICE_PAISE);
  tap.change = undefined;
  const after = await world.balanceOf(vpa);
  const [original = ''] = changed;
  const { params } = JSON.parse(withOneBitChanged(original)) as { params: unknown };
  const answer = await tap.inject('session.call', params);
  return { shop, before, after, original, answer };
}

async function defended(world: World): Promise<Finding & { readonly changed: unknown }> {
  const { shop, before, after, original, answer } = await payThroughCrookedTerminal(world);
  const { vpa } = shop.identity;
  const phone = await world.addPhone({ name: 'Meera Nair' });
  const honest = await phone.writeOrder({ payee: vpa, amountPaise: String(PRICE_PAISE) });
  const greedy = withGreedyAmount(honest);
  const greedyAnswer = await world.stranger('payment.submit', greedy);
  const end = await world.balanceOf(vpa);
  const refusal = refusalOf(greedyAnswer);
  return {
    isStopped: after === before + PRICE_PAISE && end === after && answer.error !== undefined,
    ...(refusal ? { refusal } : {}),
    figures: [
      paise('shop-before', before),
      paise('paid-at-counter', PRICE_PAISE),
      paise('shop-after', end),
    ],
    exhibits: [
      hex('box-before', boxOf(original)),
      hex('box-changed', boxOf(withOneBitChanged(original))),
      json('bank-answer', answer),
      json('order-signed', JSON.parse(honest.order)),
      json('order-changed', JSON.parse(greedy.order)),
      json('changed-order-answer', greedyAnswer),
    ],
    changed: greedy,
  };
}

async function undefended(world: World): Promise<Finding & { readonly changed: unknown }> {
  const shop = await world.addShop('Asha Tea Stall');
  const phone = await world.addPhone({ name: 'Ravi Kumar' });
  const { vpa } = shop.identity;
  const before = await world.balanceOf(vpa);
  const honest = await phone.writeOrder({ payee: vpa, amountPaise: String(PRICE_PAISE) }, false);
  const greedy = withGreedyAmount(honest);
  const answer = await world.stranger('payment.submit', greedy);
  const after = await world.balanceOf(vpa);
  return {
    isStopped: after <= before + PRICE_PAISE,
    figures: [
      paise('shop-before', before),
      paise('paid-at-counter', PRICE_PAISE),
      paise('shop-after', after),
    ],
    exhibits: [
      json('order-signed', JSON.parse(honest.order)),
      json('order-changed', JSON.parse(greedy.order)),
      json('changed-order-answer', answer),
    ],
    changed: greedy,
  };
}

/** 2: the terminal changes the amount of a payment that it relays. */
export const amount: Attack = async ({ side, folder, signal, live }) => {
  const isDefended = side === 'defended';
  const { changed, ...finding } = await inWorld(
    { folder, signal, defences: isDefended ? {} : { orderBinding: false } },
    isDefended ? defended : undefended,
  );
  const shown = await showLiveBank(live, 'payment.submit', changed);
  if (!shown) return finding;
  return { ...finding, exhibits: [...finding.exhibits, json('live-answer', shown)] };
};
