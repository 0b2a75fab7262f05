import { useEffect, useRef } from 'react';
import { defineMessages, formatMoney, useAnnounce, useMessages } from '../../ui/index.ts';
import { usePartyName } from './party-name.ts';
import { useRoom } from './room-context.tsx';

const messages = defineMessages({
  en: {
    paid: '{payer} paid {amount} to {payee}',
    declined: '{payer} could not pay {amount} to {payee}, code {code}',
  },
  hi: {
    paid: '{payer} ने {payee} को {amount} दिए',
    declined: '{payer} {payee} को {amount} नहीं दे सके, कोड {code}',
  },
});

/** During a stress run nobody wants to hear each payment. */
const SPOKEN_PER_SECOND_MAX = 2;

/** Speaks each new payment in the window's live region. */
export function PaymentAnnouncer() {
  const t = useMessages(messages);
  const announce = useAnnounce();
  const nameOf = usePartyName();
  const { payments, health } = useRoom();
  const newest = payments?.[0];
  const spoken = useRef<string>(undefined);
  const isLoaded = payments !== undefined;
  const isQuiet = (health?.paymentsPerSecond ?? 0) > SPOKEN_PER_SECOND_MAX;
  useEffect(() => {
    const id = newest && `${newest.txnId} ${newest.code}`;
    const isFirst = spoken.current === undefined;
    if (!isLoaded || id === spoken.current) return;
    spoken.current = id ?? '';
    if (isFirst || isQuiet || !newest || newest.status === 'PENDING') return;
    const { code } = newest;
    const payer = nameOf(newest.payerName, newest.payer);
    const payee = nameOf(newest.payeeName, newest.payee);
    const amount = formatMoney(newest.amountPaise);
    if (newest.status === 'SUCCESS') announce(t('paid', { payer, payee, amount }));
    else announce(t('declined', { payer, payee, amount, code }), 'alert');
  }, [newest, isLoaded, isQuiet, announce, nameOf, t]);
  return null;
}
