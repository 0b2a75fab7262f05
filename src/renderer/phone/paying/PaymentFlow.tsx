import type { PaymentResult } from '#shared/protocol/payments.ts';
import { usePhone } from '../app/phone-context.ts';
import { Scanner } from '../scanner/Scanner.tsx';
import { PinScreen } from './PinScreen.tsx';
import { FailedScreen, PaidScreen, PendingScreen } from './ResultScreen.tsx';
import { ReviewScreen } from './ReviewScreen.tsx';
import type { Payment } from './use-payment.ts';

export interface PaymentFlowProps {
  readonly payment: Payment;
  readonly onDetails: (result: PaymentResult) => void;
  readonly onForgotPin: () => void;
}

/** The screen that the payment's state asks for. */
export function PaymentFlow({ payment, onDetails, onForgotPin }: PaymentFlowProps) {
  const { phone, decoder, nowMs, bankNowMs, playTone } = usePhone();
  const { state } = payment;
  const result = { payment, nowMs, onDetails, playTone };
  switch (state.kind) {
    case 'idle':
      return null;
    case 'scanning':
    case 'preparing':
      return (
        <Scanner
          deviceId={phone.start.device.deviceId}
          decoder={decoder}
          nowMs={nowMs}
          look={(deviceId) => phone.api.call('screens.look', { deviceId })}
          listScreens={async () => (await phone.api.call('screens.nearby', {})).screens}
          recent={payment.recent}
          onCode={(text, origin) => {
            playTone('notice');
            payment.begin(text, origin);
          }}
          onClose={payment.close}
        />
      );
    case 'review':
      return <ReviewScreen payment={payment} sheet={state.payment} nowMs={bankNowMs} />;
    case 'pin':
    case 'processing':
      return <PinScreen {...{ payment, state, onForgotPin }} nowMs={bankNowMs} />;
    case 'paid':
      return <PaidScreen state={state} {...result} />;
    case 'pending':
      return <PendingScreen state={state} {...result} />;
    case 'failed':
      return <FailedScreen state={state} {...result} onForgotPin={onForgotPin} />;
  }
}
