import type { AccountRow } from '#shared/protocol/admin-methods.ts';
import { type Column, EmptyState, Money, Table, Tag, useMessages } from '../../ui/index.ts';
import { usePartyName } from '../app/party-name.ts';
import { useNow } from '../app/room-context.tsx';
import { accountMessages } from './messages.ts';

export interface AccountTableProps {
  readonly rows: readonly AccountRow[];
  readonly selected: string | undefined;
  readonly onOpen: (row: AccountRow) => void;
}

export function AccountTable({ rows, selected, onOpen }: AccountTableProps) {
  const t = useMessages(accountMessages);
  const nameOf = usePartyName();
  const columns: readonly Column<AccountRow>[] = [
    { id: 'name', header: t('name'), cell: (row) => <strong>{nameOf(row.name, row.id)}</strong> },
    { id: 'vpa', header: t('vpa'), cell: (row) => row.vpa },
    { id: 'id', header: t('id'), cell: (row) => <span className="ui-mono">{row.id}</span> },
    { id: 'state', header: t('state'), cell: (row) => <AccountTags account={row} /> },
    {
      id: 'balance',
      header: t('balance'),
      align: 'end',
      cell: (row) => <Money paise={row.balancePaise} />,
    },
  ];
  return (
    <Table
      caption={t('list')}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      isSelected={(row) => row.id === selected}
      onOpen={onOpen}
      empty={<EmptyState title={t('none')}>{t('noneText')}</EmptyState>}
    />
  );
}

/** What is particular about an account; nothing when it is simply active. */
export function AccountTags({ account }: { readonly account: AccountRow }) {
  const t = useMessages(accountMessages);
  const nowMs = useNow();
  const isLocked = (account.pinLockedUntilMs ?? 0) > nowMs;
  return (
    <span className="ui-row">
      {account.state === 'active' && !isLocked && !account.upiIdState && <span>{t('active')}</span>}
      {account.state !== 'active' && <Tag tone="bad">{t(account.state)}</Tag>}
      {account.upiIdState && <Tag tone="bad">{t(`state_${account.upiIdState}`)}</Tag>}
      {isLocked && <Tag tone="bad">{t('locked')}</Tag>}
      {account.isSimulated && <Tag>{t('simulated')}</Tag>}
    </span>
  );
}
