import type { PaymentRow } from '#shared/protocol/payments.ts';
import { classNames, formatMoney, Tag, useLanguage, useMessages } from '../../ui/index.ts';
import { recordMessages } from '../messages/record-messages.ts';
import { isCredit, otherParty } from '../state/payment-facts.ts';
import { Avatar } from './Avatar.tsx';
import { clockTime } from './time-texts.ts';
import './payment-rows.css';

/** What a payment is called in a list. */
export function useRowTitle(): (row: PaymentRow) => string {
  const t = useMessages(recordMessages);
  return (row) => {
    if (row.type === 'opening') return t('opening');
    if (row.type === 'refund') return `${t('refund')}, ${otherParty(row).name}`;
    if (row.type === 'deposit') return t('deposit');
    if (row.type === 'reversal') return t('reversal');
    return otherParty(row).name;
  };
}

function StatusTag({ row }: { readonly row: PaymentRow }) {
  const t = useMessages(recordMessages);
  switch (row.status) {
    case 'FAILURE':
      return <Tag tone="bad">{t('failed')}</Tag>;
    case 'PENDING':
      return <Tag tone="wait">{t('pending')}</Tag>;
    case 'DEEMED':
      return <Tag tone="wait">{t('deemed')}</Tag>;
    case 'REVERSED':
      return <Tag>{t('reversed')}</Tag>;
    case 'SUCCESS':
      return null;
  }
}

export interface PaymentRowsProps {
  readonly rows: readonly PaymentRow[];
  readonly onOpen: (row: PaymentRow) => void;
}

/** Payments one under the other; incoming ones carry a plus. */
export function PaymentRows({ rows, onOpen }: PaymentRowsProps) {
  const { language } = useLanguage();
  const titleOf = useRowTitle();
  return (
    <ul className="phone-rows">
      {rows.map((row) => {
        const title = titleOf(row);
        return (
          <li key={row.sequence}>
            <button type="button" onClick={() => onOpen(row)}>
              <Avatar name={title} />
              <span className="phone-row-text">
                <strong>{title}</strong>
                <small>
                  {clockTime(row.timeMs, language)}
                  {row.note && ` · ${row.note}`}
                </small>
              </span>
              <span
                className={classNames(
                  'phone-row-amount',
                  isCredit(row) && 'is-credit',
                  row.status === 'FAILURE' && 'is-failed',
                )}
              >
                {isCredit(row) ? '+' : ''}
                {formatMoney(row.amountPaise)}
                <StatusTag row={row} />
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
