import { useReducer } from 'react';
import type { HostInfo } from '#shared/simulator/records.ts';
import { useMessages } from '../../ui/index.ts';
import { Home } from '../home/Home.tsx';
import { homeMessages } from '../messages/home-messages.ts';
import { PhoneFrame } from '../parts/PhoneFrame.tsx';
import { PaymentFlow } from '../paying/PaymentFlow.tsx';
import { PayTo } from '../paying/PayTo.tsx';
import { usePayment } from '../paying/use-payment.ts';
import { BalanceScreen } from '../records/BalanceScreen.tsx';
import { CheckReceiptScreen } from '../records/CheckReceiptScreen.tsx';
import { HistoryScreen } from '../records/HistoryScreen.tsx';
import { PaymentScreen } from '../records/PaymentScreen.tsx';
import { ReceiveScreen } from '../records/ReceiveScreen.tsx';
import { AskScreen } from '../requests/AskScreen.tsx';
import { BlockedScreen } from '../requests/BlockedScreen.tsx';
import { RequestScreen } from '../requests/RequestScreen.tsx';
import { RequestsScreen } from '../requests/RequestsScreen.tsx';
import { ChangePinScreen } from '../settings/ChangePinScreen.tsx';
import { ResetPinScreen } from '../settings/ResetPinScreen.tsx';
import { SettingsScreen } from '../settings/SettingsScreen.tsx';
import { HOME, navigation, type Route, topRoute } from '../state/navigation.ts';
import { knownPayees, rowOf } from '../state/payment-facts.ts';
import { usePhone } from './phone-context.ts';
import { useMoneyEvents } from './use-money-events.ts';
import './app.css';

const SHOWN_PAYEES = 6;

/** The app of a set-up phone: its own screens, and the payment over them. */
export function AppScreens({ host }: { readonly host: HostInfo }) {
  const t = useMessages(homeMessages);
  const value = usePhone();
  const { phone, client, nowMs, link, recent, outcomes, unanswered, requests } = value;
  const [stack, navigate] = useReducer(navigation, HOME);
  const payment = usePayment(client, nowMs, outcomes, () => {
    void recent.refresh();
    void unanswered.refresh();
    void requests.refresh();
  });
  useMoneyEvents(value, payment);

  const open = (route: Route) => navigate({ type: 'open', route });
  const back = () => navigate({ type: 'back' });
  const route = topRoute(stack);
  const isScanning =
    payment.state.kind === 'scanning' ||
    (payment.state.kind === 'preparing' && payment.isFromScanner);
  const isOwnScreen =
    payment.state.kind === 'idle' || (payment.state.kind === 'preparing' && !isScanning);

  const screen = () => {
    switch (route.name) {
      case 'home':
        return <Home onOpen={open} onScan={payment.scan} />;
      case 'pay-to':
        return (
          <PayTo
            payees={knownPayees(recent.rows, SHOWN_PAYEES)}
            isChecking={payment.state.kind === 'preparing'}
            onPay={(text) => payment.begin(text, 'typed')}
            onBack={back}
          />
        );
      case 'receive':
        return <ReceiveScreen onBack={back} />;
      case 'balance':
        return <BalanceScreen onBack={back} />;
      case 'history':
        return <HistoryScreen onOpen={open} onBack={back} />;
      case 'payment':
        return (
          <PaymentScreen
            key={route.row.txnId}
            row={route.row}
            onPay={(vpa) => payment.begin(vpa, 'typed')}
            onBack={back}
          />
        );
      case 'check-receipt':
        return <CheckReceiptScreen onBack={back} />;
      case 'requests':
        return <RequestsScreen onOpen={open} onBack={back} />;
      case 'request': {
        const request = requests.rows.find((row) => row.reference === route.reference);
        return request ? (
          <RequestScreen
            key={request.reference}
            request={request}
            isPreparing={payment.state.kind === 'preparing'}
            onApprove={() => payment.approve(request.reference)}
            onBack={back}
          />
        ) : (
          <RequestsScreen onOpen={open} onBack={back} />
        );
      }
      case 'ask':
        return (
          <AskScreen
            onBack={back}
            onAsked={({ reference }) => {
              back();
              open({ name: 'request', reference });
            }}
          />
        );
      case 'blocked':
        return <BlockedScreen onBack={back} />;
      case 'settings':
        return <SettingsScreen onOpen={open} onBack={back} />;
      case 'change-pin':
        return <ChangePinScreen onBack={back} />;
      case 'reset-pin':
        return <ResetPinScreen onBack={back} />;
    }
  };
  return (
    <PhoneFrame
      phone={phone}
      host={host}
      status={link.kind === 'offline' ? { signalBars: 0, network: t('noNetwork') } : undefined}
      isUnderStatus={isScanning}
      onHome={() => {
        payment.close();
        navigate({ type: 'home' });
      }}
    >
      {isOwnScreen ? (
        screen()
      ) : (
        <PaymentFlow
          payment={payment}
          onForgotPin={() => {
            payment.close();
            open({ name: 'reset-pin' });
          }}
          onDetails={(result) => {
            payment.close();
            open({ name: 'payment', row: rowOf(result) });
          }}
        />
      )}
    </PhoneFrame>
  );
}
