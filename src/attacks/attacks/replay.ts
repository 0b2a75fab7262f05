import type { PaymentResult } from '#shared/protocol/payments.ts';
import { type Attack, type Finding, figure, json, paise, refusalOf } from '../attack.ts';
import { showLiveBank } from '../world/live-bank.ts';
import { type BankAnswer, createTap, isSealedCall } from '../world/tap.ts';
import { inWorld, type World } from '../world/world.ts';

const PRICE_PAISE = 2_000;

interface Told {
  readonly result: Pick<PaymentResult, 'rrn' | 'ledger' | 'code'>;
}

/** A payment that the crook even reads in clear: submitted, and then the very same bytes again. */
async function submitTwice(world: World, payee: string): Promise<readonly BankAnswer[]> {
  const phone = await world.addPhone({ name: 'Meera Nair' });
  const order = await phone.writeOrder({ payee, amountPaise: String(PRICE_PAISE) });
  const first = await world.stranger('payment.submit', order);
  return [first, await world.stranger('payment.submit', order)];
}

const shortly = (answer: BankAnswer | undefined): unknown => {
  const { result } = (answer?.result ?? {}) as Partial<Told>;
  return result ? { code: result.code, rrn: result.rrn, ledger: result.ledger } : answer;
};

/** 1: the terminal keeps a payment it relayed and sends it to the bank a second time. */
export const replay: Attack = ({ side, folder, signal, live }) =>
  inWorld(
    { folder, signal, defences: side === 'undefended' ? { replayGuard: false } : {} },
    async (world): Promise<Finding> => {
      const tap = createTap();
      const shop = await world.addShop('Asha Tea Stall', tap);
      const phone = await world.addPhone({ name: 'Ravi Kumar' });
      const { vpa } = shop.identity;
      const before = await world.balanceOf(vpa);
      const { staticLink } = shop.state();
      await world.pay(phone, staticLink, PRICE_PAISE);
      const once = await world.balanceOf(vpa);
      const captured = JSON.parse(tap.sent.findLast(isSealedCall) ?? '{}') as { params?: unknown };
      const answer = await tap.inject('session.call', captured.params);
      const after = await world.balanceOf(vpa);
      const entries = await world.bank.core.ledgerCall('ledger.entries', {
        ...{ search: phone.identity.vpa, limit: 10 },
      });
      const payments = entries.rows.filter(({ type }) => type === 'payment');
      const [first, again] = side === 'defended' ? await submitTwice(world, vpa) : [];
      const shown = await showLiveBank(live, 'session.call', captured.params);
      const refusal = refusalOf(answer);
      return {
        isStopped: after === once && once === before + PRICE_PAISE,
        ...(refusal ? { refusal } : {}),
        figures: [
          paise('shop-before', before),
          paise('paid-at-counter', PRICE_PAISE),
          paise('shop-after', after),
          figure('ledger-entries', 'count', payments.length),
        ],
        exhibits: [
          json('captured-message', { method: 'session.call', params: captured.params }),
          json('sent-again', answer),
          ...(first ? [json('order-again', [shortly(first), shortly(again)])] : []),
          ...(side === 'undefended' ? [json('payment-answer', payments)] : []),
          ...(shown ? [json('live-answer', shown)] : []),
        ],
      };
    },
  );
