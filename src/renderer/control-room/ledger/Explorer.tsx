import { useCallback, useEffect, useMemo, useState } from 'react';
import { useMessages } from '../../ui/index.ts';
import { HelpPanel } from '../app/HelpPanel.tsx';
import { useRoom } from '../app/room-context.tsx';
import { useRouter } from '../app/router.tsx';
import { type EntryFilter, entryQuery, isWholeLedger, noFilter } from '../state/entry-filter.ts';
import { AllEntries } from './AllEntries.tsx';
import { BlockList } from './BlockList.tsx';
import { EntryDetail } from './EntryDetail.tsx';
import { EntryFilters } from './EntryFilters.tsx';
import { FoundEntries } from './FoundEntries.tsx';
import { ledgerMessages } from './messages.ts';

/** Blocks, the entries in them, and one entry in full. */
export function Explorer() {
  const t = useMessages(ledgerMessages);
  const { blocks, health } = useRoom();
  const { route, navigate } = useRouter();
  const [filter, setFilter] = useState<EntryFilter>(noFilter);
  const { entry, block, search } = route;
  useEffect(() => {
    setFilter({ ...noFilter, block, search: search ?? '' });
  }, [block, search]);

  const newest = blocks?.[0];
  const entries = newest ? newest.firstEntry + newest.entryCount - 1 : (health?.entries ?? 0);
  const height = newest?.height ?? health?.blocks ?? 0;
  const query = useMemo(() => entryQuery(filter), [filter]);
  const openEntry = useCallback(
    (number: number) => navigate({ ...route, page: 'ledger', entry: number }),
    [navigate, route],
  );
  const selectBlock = (selected: number | undefined) =>
    navigate({ page: 'ledger', ...(selected === undefined ? {} : { block: selected }) });
  const list = { selected: entry, onOpen: openEntry };
  return (
    <div className={entry === undefined ? 'cr-explorer' : 'cr-explorer has-entry'}>
      <BlockList total={height} selected={filter.block} onSelect={selectBlock} />
      <HelpPanel title={t('entries')} help={t('entriesHelp')} className="cr-entry-list">
        <EntryFilters filter={filter} onChange={setFilter} onJump={openEntry} />
        <div className="cr-entries-head" aria-hidden="true">
          <span>{t('number')}</span>
          <span>{t('time')}</span>
          <span>{t('debit')}</span>
          <span>{t('credit')}</span>
          <span>{t('amount')}</span>
        </div>
        {isWholeLedger(query) ? (
          <AllEntries total={entries} {...list} />
        ) : (
          <FoundEntries query={query} {...list} />
        )}
      </HelpPanel>
      {entry !== undefined && (
        <EntryDetail
          entry={entry}
          onClose={() => {
            const { entry: _closed, ...rest } = route;
            navigate(rest);
          }}
        />
      )}
    </div>
  );
}
