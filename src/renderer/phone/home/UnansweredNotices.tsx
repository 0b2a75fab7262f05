import { useState } from 'react';
import { Button, formatMoney, Notice, useMessages } from '../../ui/index.ts';
import { usePhone } from '../app/phone-context.ts';
import { homeMessages } from '../messages/home-messages.ts';
import { payingMessages } from '../messages/paying-messages.ts';

/** A crowd of them would push everything else off the screen. */
const SHOWN_MAX = 2;

/** Payments without an end, where nobody can overlook them. */
export function UnansweredNotices() {
  const t = useMessages(homeMessages);
  const paying = useMessages(payingMessages);
  const { unanswered } = usePhone();
  const [isBusy, setBusy] = useState(false);
  const ask = async () => {
    setBusy(true);
    await unanswered.ask();
    setBusy(false);
  };
  return unanswered.payments.slice(0, SHOWN_MAX).map((payment) => (
    <Notice
      key={payment.txnId}
      tone="wait"
      title={t('unanswered', {
        amount: formatMoney(payment.amountPaise),
        name: payment.payeeName || payment.payee,
      })}
      money={t('unansweredNote')}
      actions={
        <Button size="small" isBusy={isBusy} onClick={() => void ask()}>
          {paying('checkNow')}
        </Button>
      }
    />
  ));
}
