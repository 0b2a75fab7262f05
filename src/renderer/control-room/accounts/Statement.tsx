import { useState } from 'react';
import type { AccountRow } from '#shared/protocol/admin-methods.ts';
import type { PaymentRow } from '#shared/protocol/payments.ts';
import {
  Button,
  type Column,
  EmptyState,
  formatMoney,
  Table,
  Tag,
  useMessages,
  useToast,
} from '../../ui/index.ts';
import { usePartyName } from '../app/party-name.ts';
import { useApi } from '../app/room-context.tsx';
import { useAct } from '../app/use-act.ts';
import { useFormat } from '../app/use-format.ts';
import { entryQuery, noFilter } from '../state/entry-filter.ts';
import { accountMessages } from './messages.ts';
import { StatementFilters } from './StatementFilters.tsx';
import { useStatement } from './use-statement.ts';

const isIncoming = ({ direction }: PaymentRow): boolean => direction === 'credit';

/** An account's payments, declined ones too, and the file made of them. */
export function Statement({ account }: { readonly account: AccountRow }) {
  const t = useMessages(accountMessages);
  const format = useFormat();
  const nameOf = usePartyName();
  const [filter, setFilter] = useState(noFilter);
  const { rows, isBusy, hasMore, more } = useStatement(account, entryQuery(filter));
  const columns: readonly Column<PaymentRow>[] = [
    {
      id: 'time',
      header: t('time'),
      isTight: true,
      cell: (row) => <span title={format.dateTime(row.timeMs)}>{format.time(row.timeMs)}</span>,
    },
    {
      id: 'party',
      header: t('party'),
      cell: (row) =>
        isIncoming(row) ? nameOf(row.payerName, row.payer) : nameOf(row.payeeName, row.payee),
    },
    {
      id: 'amount',
      header: t('amount'),
      align: 'end',
      cell: (row) => `${isIncoming(row) ? '+' : '−'}${formatMoney(row.amountPaise)}`,
    },
    {
      id: 'code',
      header: t('code'),
      isTight: true,
      cell: (row) => <Tag tone={row.status === 'SUCCESS' ? 'good' : 'bad'}>{row.code}</Tag>,
    },
  ];
  return (
    <section className="cr-statement" aria-label={t('statement')}>
      <header>
        <h3 className="ui-label">{t('statement')}</h3>
        <ExportButton account={account} />
      </header>
      <StatementFilters filter={filter} onChange={setFilter} />
      <Table
        caption={t('statementRows')}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.txnId}
        empty={
          isBusy ? undefined : (
            <EmptyState title={t(filter === noFilter ? 'noPayments' : 'nothingFound')} />
          )
        }
      />
      {hasMore && (
        <Button isBusy={isBusy} onClick={() => void more()}>
          {t('more')}
        </Button>
      )}
    </section>
  );
}

function ExportButton({ account }: { readonly account: AccountRow }) {
  const t = useMessages(accountMessages);
  const format = useFormat();
  const api = useApi();
  const { show } = useToast();
  const { isBusy, run } = useAct();
  const texts = {
    head: [
      t('csvTime'),
      t('csvId'),
      t('csvRrn'),
      t('csvType'),
      t('csvDirection'),
      t('csvFrom'),
      t('csvFromUpiId'),
      t('csvTo'),
      t('csvToUpiId'),
      t('csvAmount'),
      t('csvStatus'),
      t('csvCode'),
      t('csvNote'),
      t('csvEntry'),
    ],
    incoming: t('in'),
    outgoing: t('out'),
  };
  const save = async () => {
    const { path, rows } = await api.call('files.saveStatement', { accountId: account.id, texts });
    return { path, count: format.count(rows) };
  };
  const start = async () => {
    const saved = await run(save);
    if (saved) show({ tone: 'good', title: t('exported'), next: t('savedAs', saved) });
  };
  return (
    <Button size="small" isBusy={isBusy} onClick={() => void start()}>
      {t('export')}
    </Button>
  );
}
