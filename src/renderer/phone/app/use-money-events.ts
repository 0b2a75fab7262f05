import { useEffect, useEffectEvent } from 'react';
import { isAwaitedBy } from '#shared/device/payment-machine.ts';
import type { PayOutcome } from '#shared/device/pending.ts';
import type { CollectRequest } from '#shared/protocol/collects.ts';
import type { PaymentResult } from '#shared/protocol/payments.ts';
import type { PhoneEvent } from '#shared/protocol/sealed-methods.ts';
import { RESPONSE_CODES } from '#shared/response-codes.ts';
import { formatMoney, useLanguage, useMessages, useToast } from '../../ui/index.ts';
import { homeMessages } from '../messages/home-messages.ts';
import { requestMessages } from '../messages/request-messages.ts';
import type { Payment } from '../paying/use-payment.ts';
import { otherSide, requestNews } from '../state/requests.ts';
import type { PhoneValue } from './phone-context.ts';

const outcomeOf = (result: PaymentResult): PayOutcome => {
  const { status, txnId } = result;
  if (status === 'PENDING' || status === 'DEEMED') return { kind: 'pending', txnId, result };
  return { kind: status === 'SUCCESS' ? 'paid' : 'declined', result };
};

const NEWS_KEYS = {
  'asks-you': 'asksYou',
  'out-paid': 'outPaid',
  'out-declined': 'outDeclined',
  'out-expired': 'outExpired',
  'in-cancelled': 'inCancelled',
} as const;

/** What the bank tells this phone by itself: money that came, payments that found their end. */
export function useMoneyEvents(value: PhoneValue, payment: Payment): void {
  const { client, recent, outcomes, requests, playTone } = value;
  const requested = useMessages(requestMessages);
  const t = useMessages(homeMessages);
  const { language } = useLanguage();
  const { show } = useToast();

  const tell = (result: PaymentResult) => {
    const params = { amount: formatMoney(result.amountPaise), name: result.payeeName };
    const isPaid = result.status === 'SUCCESS';
    show({
      tone: isPaid ? 'good' : 'bad',
      title: isPaid ? t('resolvedPaid', params) : t('resolvedFailed', params),
      next: RESPONSE_CODES[result.code].payer[language],
      code: isPaid ? undefined : result.code,
    });
  };
  const tellRequest = (request: CollectRequest) => {
    requests.put(request);
    const news = requestNews(request);
    if (!news) return;
    const words = { name: otherSide(request).name, amount: formatMoney(request.amountPaise) };
    playTone('notice');
    show({ title: requested(NEWS_KEYS[news], words), next: request.note || undefined });
  };
  const onOutcome = useEffectEvent((outcome: PayOutcome) => {
    const isWaitedFor = isAwaitedBy(payment.state, outcome);
    payment.resolve(outcome);
    const isEnd = outcome.kind === 'paid' || outcome.kind === 'declined';
    if (isEnd && !isWaitedFor) tell(outcome.result);
  });
  const onEvent = useEffectEvent((event: PhoneEvent) => {
    if (event.kind === 'credited') {
      const { row } = event;
      playTone('success');
      show({
        tone: 'good',
        title:
          row.type === 'deposit'
            ? t('added', { amount: formatMoney(row.amountPaise) })
            : t('received', {
                amount: formatMoney(row.amountPaise),
                name: row.payerName || row.payer,
              }),
        money: t('receivedNote'),
        next: row.note || undefined,
      });
    }
    if (event.kind === 'resolved') {
      outcomes.emit([outcomeOf(event.result)]);
    }
    if (event.kind === 'collect') tellRequest(event.request);
    void recent.refresh();
  });
  useEffect(() => client.onEvent((event) => onEvent(event)), [client]);
  useEffect(() => outcomes.listen((outcome) => onOutcome(outcome)), [outcomes]);
}
