import { CircleCheck, CircleX, Clock } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ChargeOrder } from '#shared/protocol/payments.ts';
import { RESPONSE_CODES } from '#shared/response-codes.ts';
import {
  Amount,
  Button,
  classNames,
  Notice,
  Spinner,
  useLanguage,
  useMessages,
} from '../../ui/index.ts';
import { posMessages } from '../messages.ts';

interface ScreenProps {
  readonly tone: 'good' | 'bad' | 'wait';
  readonly icon: ReactNode;
  readonly title: string;
  readonly order: ChargeOrder;
  readonly caption?: ReactNode;
  readonly children?: ReactNode;
  readonly actions: ReactNode;
}

function Screen({ tone, icon, title, order, caption, children, actions }: ScreenProps) {
  return (
    <section className={classNames('pos-outcome', `is-${tone}`)} aria-label={title}>
      <div className="pos-mark">{icon}</div>
      <h2>{title}</h2>
      <Amount paise={order.amountPaise} caption={caption} isCentred />
      <div className="pos-outcome-body">{children}</div>
      <div className="pos-actions">{actions}</div>
    </section>
  );
}

/** Scanned: somebody is looking at the pay sheet. */
export function PayingScreen(props: {
  readonly order: ChargeOrder;
  readonly onCancel: () => void;
}) {
  const t = useMessages(posMessages);
  const name = props.order.payerName;
  return (
    <Screen
      tone="wait"
      icon={<Spinner />}
      title={name ? t('paying', { name }) : t('payingSomebody')}
      order={props.order}
      caption={t('payingHint')}
      actions={
        <Button size="large" onClick={props.onCancel}>
          {t('cancel')}
        </Button>
      }
    />
  );
}

/** A payment waits for its end; the machine is free for the next customer meanwhile. */
export function PendingScreen(props: { readonly order: ChargeOrder; readonly onNext: () => void }) {
  const t = useMessages(posMessages);
  const { language } = useLanguage();
  const { order, onNext } = props;
  const code = order.lastCode ?? '01';
  return (
    <Screen
      tone="wait"
      icon={<Clock aria-hidden="true" />}
      title={t('pending')}
      order={order}
      caption={order.payerName && t('paidBy', { name: order.payerName })}
      actions={
        <Button size="large" onClick={onNext}>
          {t('next')}
        </Button>
      }
    >
      <Notice tone="wait" title={RESPONSE_CODES[code].merchant[language]} code={code} />
    </Screen>
  );
}

export interface PaidScreenProps {
  readonly order: ChargeOrder;
  readonly onNext: () => void;
  readonly onPrint: () => void;
}

export function PaidScreen({ order, onNext, onPrint }: PaidScreenProps) {
  const t = useMessages(posMessages);
  return (
    <Screen
      tone="good"
      icon={<CircleCheck aria-hidden="true" />}
      title={t('paid')}
      order={order}
      caption={order.payerName && t('paidBy', { name: order.payerName })}
      actions={
        <>
          <Button size="large" onClick={onPrint}>
            {t('reprint')}
          </Button>
          <Button size="large" variant="primary" onClick={onNext}>
            {t('next')}
          </Button>
        </>
      }
    >
      {order.rrn && <p className="pos-small">{t('rrn', { rrn: order.rrn })}</p>}
      {order.ledger && <p className="pos-small">{t('ledgerPlace', order.ledger)}</p>}
    </Screen>
  );
}

export interface RetryScreenProps {
  readonly order: ChargeOrder;
  readonly isOnline: boolean;
  readonly onAgain: () => void;
  readonly onNext: () => void;
}

function RetryActions({ isOnline, onAgain, onNext }: Omit<RetryScreenProps, 'order'>) {
  const t = useMessages(posMessages);
  return (
    <>
      <Button size="large" onClick={onNext}>
        {t('next')}
      </Button>
      <Button size="large" variant="primary" disabled={!isOnline} onClick={onAgain}>
        {t('again')}
      </Button>
    </>
  );
}

export function FailedScreen({ order, ...actions }: RetryScreenProps) {
  const t = useMessages(posMessages);
  const { language } = useLanguage();
  const code = order.lastCode;
  return (
    <Screen
      tone="bad"
      icon={<CircleX aria-hidden="true" />}
      title={t('failed')}
      order={order}
      actions={<RetryActions {...actions} />}
    >
      {code && <Notice tone="bad" title={RESPONSE_CODES[code].merchant[language]} code={code} />}
    </Screen>
  );
}

export function ExpiredScreen({ order, ...actions }: RetryScreenProps) {
  const t = useMessages(posMessages);
  return (
    <Screen
      tone="wait"
      icon={<Clock aria-hidden="true" />}
      title={t('expired')}
      order={order}
      actions={<RetryActions {...actions} />}
    >
      <Notice tone="wait" title={t('expiredMoney')} next={t('expiredNext')} code="X1" />
    </Screen>
  );
}
