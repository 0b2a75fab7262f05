import { Lock, Search } from 'lucide-react';
import { useState } from 'react';
import type { AccountRow } from '#shared/protocol/admin-methods.ts';
import {
  Button,
  EmptyState,
  Notice,
  Segments,
  Spinner,
  TextField,
  useMessages,
} from '../../ui/index.ts';
import { HelpPanel } from '../app/HelpPanel.tsx';
import { problemMessages, problemNotice } from '../app/problem-messages.ts';
import { useRoom } from '../app/room-context.tsx';
import { useRouter } from '../app/router.tsx';
import { useFormat } from '../app/use-format.ts';
import { AccountDetail } from './AccountDetail.tsx';
import { AccountTable } from './AccountTable.tsx';
import { accountMessages } from './messages.ts';
import { ACCOUNTS_PER_PAGE, useAccountPage } from './use-account-page.ts';
import './accounts.css';

const KINDS = ['all', 'user', 'merchant', 'system'] as const;
type Kind = (typeof KINDS)[number];

/** Everybody who has money at the bank. */
export function Accounts() {
  const t = useMessages(accountMessages);
  const { host } = useRoom();
  if (host?.bank.isObserving) {
    return (
      <EmptyState icon={<Lock aria-hidden="true" />} title={t('observing')}>
        {t('observingText')}
      </EmptyState>
    );
  }
  return <AccountList />;
}

function AccountList() {
  const t = useMessages(accountMessages);
  const problems = useMessages(problemMessages);
  const { blocks, happenings } = useRoom();
  const { route, navigate } = useRouter();
  const [kind, setKind] = useState<Kind>('all');
  const [search, setSearch] = useState('');
  const [offset, setOffset] = useState(0);
  const query = { search: search.trim(), offset, ...(kind === 'all' ? {} : { kind }) };
  // Balances change with blocks; locks and states are told by the accounts themselves.
  const told = happenings.findLast(({ event }) => event.kind === 'account')?.id ?? 0;
  const { page, problem, retry } = useAccountPage(query, `${blocks?.[0]?.height ?? 0}/${told}`);
  const selected = page?.rows.find((row) => row.id === route.account);
  const choose = (row: AccountRow) => navigate({ page: 'accounts', account: row.id });
  return (
    <div className={selected ? 'cr-accounts has-account' : 'cr-accounts'}>
      <HelpPanel title={t('title')} help={t('help')} className="cr-account-list">
        <search className="cr-filter-line">
          <TextField
            className="cr-search"
            label={t('search')}
            type="search"
            start={<Search aria-hidden="true" />}
            placeholder={t('searchHint')}
            maxLength={64}
            value={search}
            onChange={(text) => {
              setSearch(text);
              setOffset(0);
            }}
          />
          <Segments
            label={t('kinds')}
            value={kind}
            options={KINDS.map((value) => ({ value, label: t(value) }))}
            onChange={(value) => {
              setKind(value);
              setOffset(0);
            }}
          />
        </search>
        {problem && (
          <Notice
            {...problemNotice(problems, problem)}
            actions={<Button onClick={retry}>{t('retry')}</Button>}
          />
        )}
        {!page && !problem && <Spinner label={t('loading')} />}
        {page && <AccountTable rows={page.rows} selected={route.account} onOpen={choose} />}
        {page && page.total > 0 && (
          <Pager total={page.total} offset={offset} onChange={setOffset} />
        )}
      </HelpPanel>
      {selected && (
        <AccountDetail
          key={selected.id}
          account={selected}
          onClose={() => navigate({ page: 'accounts' })}
          onChanged={retry}
        />
      )}
    </div>
  );
}

interface PagerProps {
  readonly total: number;
  readonly offset: number;
  readonly onChange: (offset: number) => void;
}

function Pager({ total, offset, onChange }: PagerProps) {
  const t = useMessages(accountMessages);
  const format = useFormat();
  const to = Math.min(total, offset + ACCOUNTS_PER_PAGE);
  const numbers = {
    from: format.count(offset + 1),
    to: format.count(to),
    total: format.count(total),
  };
  return (
    <div className="cr-pager">
      <span role="status">{t('range', numbers)}</span>
      <Button
        size="small"
        disabled={offset === 0}
        onClick={() => onChange(Math.max(0, offset - ACCOUNTS_PER_PAGE))}
      >
        {t('newer')}
      </Button>
      <Button size="small" disabled={to >= total} onClick={() => onChange(to)}>
        {t('older')}
      </Button>
    </div>
  );
}
