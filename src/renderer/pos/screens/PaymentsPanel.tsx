import { useState } from 'react';
import type { PaymentRow } from '#shared/protocol/payments.ts';
import type { PosState } from '#shared/protocol/terminal-methods.ts';
import {
  Button,
  EmptyState,
  Fact,
  FactList,
  formatMoney,
  Money,
  Table,
  Tag,
  useLanguage,
  useMessages,
} from '../../ui/index.ts';
import { posMessages } from '../messages.ts';
import { RefundDialog, refundablePaise } from './RefundDialog.tsx';

export interface PaymentsPanelProps {
  readonly state: PosState;
  readonly onRefund: (row: PaymentRow, amountPaise: number, password: string) => Promise<string>;
}

/** Day total, balance and the last transactions, each payment refundable. */
export function PaymentsPanel({ state, onRefund }: PaymentsPanelProps) {
  const t = useMessages(posMessages);
  const { language } = useLanguage();
  const titleOf = (row: PaymentRow): string => {
    if (row.type === 'opening' || row.type === 'deposit') return t(row.type);
    return row.type === 'refund' ? row.payeeName : row.payerName;
  };
  const [refunding, setRefunding] = useState<PaymentRow>();
  const clock = new Intl.DateTimeFormat(language === 'hi' ? 'hi-IN' : 'en-IN', {
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  });
  return (
    <section className="pos-payments" aria-label={t('payments')}>
      <FactList>
        <Fact label={t('today')}>
          <Money paise={state.dayTotalPaise} /> · {t('count', { count: state.dayCount })}
        </Fact>
        {state.balancePaise !== undefined && (
          <Fact label={t('balance')}>
            <Money paise={state.balancePaise} />
          </Fact>
        )}
      </FactList>
      <Table
        caption={t('payments')}
        rows={state.last}
        rowKey={(row) => `${row.type}-${row.txnId}`}
        empty={<EmptyState title={t('noPayments')}>{t('noPaymentsHint')}</EmptyState>}
        columns={[
          {
            id: 'who',
            header: t('who'),
            cell: (row) => (
              <>
                <div>{titleOf(row)}</div>
                <small className="pos-small">{clock.format(row.timeMs)}</small>
              </>
            ),
          },
          { id: 'sum', header: t('sum'), align: 'end', cell: (row) => <RowAmount row={row} /> },
          {
            id: 'refund',
            header: t('refund'),
            isTight: true,
            cell: (row) =>
              row.type === 'payment' &&
              row.status === 'SUCCESS' &&
              refundablePaise(row) > 0 && (
                <Button size="small" onClick={() => setRefunding(row)}>
                  {t('refund')}
                </Button>
              ),
          },
        ]}
      />
      {refunding && (
        <RefundDialog
          row={refunding}
          onClose={() => setRefunding(undefined)}
          onRefund={(amountPaise, password) => onRefund(refunding, amountPaise, password)}
        />
      )}
    </section>
  );
}

function RowAmount({ row }: { readonly row: PaymentRow }) {
  const t = useMessages(posMessages);
  return (
    <>
      <Money paise={row.amountPaise} />
      {row.type === 'refund' && (
        <div>
          <Tag tone="wait">{t('refunded')}</Tag>
        </div>
      )}
      {row.refundedPaise !== undefined && (
        <small className="pos-small">
          {t('givenBack', { amount: formatMoney(row.refundedPaise) })}
        </small>
      )}
      {row.code !== '00' && (
        <div>
          <Tag tone="bad">{row.code}</Tag>
        </div>
      )}
    </>
  );
}
