import { CircleAlert } from 'lucide-react';
import type { ChargeOrder } from '#shared/protocol/payments.ts';
import { RESPONSE_CODES } from '#shared/response-codes.ts';
import { Amount, Button, Countdown, useLanguage, useMessages } from '../../ui/index.ts';
import { posMessages } from '../messages.ts';
import { orderNumber } from '../state/pos-view.ts';
import { QrCard } from './QrCard.tsx';

export interface ChargeScreenProps {
  readonly order: ChargeOrder;
  readonly link: string;
  /** The bank's clock. */
  readonly now: () => number;
  readonly onCancel: () => void;
  readonly onSave: () => void;
}

/** The dynamic code with its countdown. */
export function ChargeScreen({ order, link, now, onCancel, onSave }: ChargeScreenProps) {
  const t = useMessages(posMessages);
  const { language } = useLanguage();
  const validity = t(order.isOneShot ? 'oneTry' : 'untilPaid');
  return (
    <section className="pos-charge" aria-label={t('charge')}>
      <Amount
        paise={order.amountPaise}
        caption={order.lastCode ? undefined : `${t('scanMe')} · ${validity}`}
        isCentred
      />
      <QrCard link={link} label={t('scanMe')} />
      {order.lastCode && (
        <p className="pos-last-try">
          <CircleAlert aria-hidden="true" />
          <span>
            <strong>{t('lastTryFailed')}</strong>{' '}
            {RESPONSE_CODES[order.lastCode].merchant[language]} <small>{order.lastCode}</small>
          </span>
        </p>
      )}
      <Countdown
        endsAtMs={order.expiresMs}
        totalMs={order.expiresMs - order.createdMs}
        now={now}
        end={t('order', { number: orderNumber(order.reference) })}
      />
      <div className="pos-actions">
        <Button size="large" onClick={onCancel}>
          {t('cancel')}
        </Button>
        <Button size="large" onClick={onSave}>
          {t('saveQr')}
        </Button>
      </div>
    </section>
  );
}
