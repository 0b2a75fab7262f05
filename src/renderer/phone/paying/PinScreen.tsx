import { useEffect, useState } from 'react';
import type { PaymentState } from '#shared/device/payment-machine.ts';
import { SLOW_AFTER_MS } from '#shared/device/payment-machine.ts';
import { RESPONSE_CODES } from '#shared/response-codes.ts';
import { Amount, formatMoney, Progress, Sheet, useLanguage, useMessages } from '../../ui/index.ts';
import { payingMessages } from '../messages/paying-messages.ts';
import { PayeeHead } from '../parts/PayeeHead.tsx';
import { Screen } from '../parts/Screen.tsx';
import { UpiPinPad } from '../parts/UpiPinPad.tsx';
import { payeeTrust } from '../state/payee-trust.ts';
import { ChargeCountdown } from './ChargeCountdown.tsx';
import type { Payment } from './use-payment.ts';

export interface PinScreenProps {
  readonly payment: Payment;
  readonly state: Extract<PaymentState, { kind: 'pin' | 'processing' }>;
  readonly nowMs: () => number;
  readonly onForgotPin: () => void;
}

/** While the bank checks: a bar at once, words when it takes longer than usual. */
function Sending({
  amountPaise,
  sinceMs,
  nowMs,
}: {
  readonly amountPaise: number;
  readonly sinceMs: number;
  readonly nowMs: () => number;
}) {
  const t = useMessages(payingMessages);
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), SLOW_AFTER_MS - (nowMs() - sinceMs));
    return () => clearTimeout(timer);
  }, [sinceMs, nowMs]);
  return (
    <div className="phone-sending" role="status">
      <Progress label={t('payingNow', { amount: formatMoney(amountPaise) })} />
      <p>{isSlow ? t('slow') : t('sending')}</p>
    </div>
  );
}

/** Payee and amount above, PIN pad below, as on the sheet of a real UPI app. */
export function PinScreen({ payment, state, nowMs, onForgotPin }: PinScreenProps) {
  const t = useMessages(payingMessages);
  const { language } = useLanguage();
  const { payment: sheet, amountPaise, note } = state;
  const isBusy = state.kind === 'processing';
  const hasWrongPin = state.kind === 'pin' && state.hasWrongPin;
  return (
    <Screen
      title={t('payTo', { name: sheet.payeeName })}
      isTitleHidden
      ownsFocus
      className="phone-pin-screen"
      onBack={isBusy ? undefined : payment.back}
    >
      <PayeeHead payment={sheet} trust={payeeTrust(sheet, payment.text)} />
      <Amount paise={amountPaise} size="large" isCentred caption={note || undefined} />
      {isBusy ? (
        <Sending amountPaise={amountPaise} sinceMs={state.sinceMs} nowMs={nowMs} />
      ) : (
        sheet.order && <ChargeCountdown order={sheet.order} nowMs={nowMs} />
      )}
      <Sheet label={t('payTo', { name: sheet.payeeName })}>
        <UpiPinPad
          title={(length) => t('pinTitle', { length })}
          submitLabel={t('payAmount', { amount: formatMoney(amountPaise) })}
          isBusy={isBusy}
          problem={hasWrongPin ? RESPONSE_CODES.ZM.payer[language] : undefined}
          onSubmit={payment.enterPin}
          onForgotPin={onForgotPin}
          onCancel={isBusy ? undefined : payment.back}
        />
      </Sheet>
    </Screen>
  );
}
