import { Button, EmptyState, Notice, Spinner, useMessages } from '../../ui/index.ts';
import { problemMessages, problemNotice } from '../app/problem-messages.ts';
import { useFormat } from '../app/use-format.ts';
import { VirtualRows } from '../app/VirtualRows.tsx';
import type { EntryQuery } from '../state/entry-filter.ts';
import type { EntryListProps } from './AllEntries.tsx';
import { EntryCells } from './EntryCells.tsx';
import { ledgerMessages } from './messages.ts';
import { FOUND_MAX, useFoundEntries } from './use-found-entries.ts';

export interface FoundEntriesProps extends EntryListProps {
  readonly query: EntryQuery;
}

/** Entries of a block, a search or a filter; more are read when the end comes into sight. */
export function FoundEntries({ query, selected, onOpen }: FoundEntriesProps) {
  const t = useMessages(ledgerMessages);
  const problems = useMessages(problemMessages);
  const format = useFormat();
  const { rows, hasMore, isFresh, more, problem, retry } = useFoundEntries(query);
  if (problem) {
    const actions = <Button onClick={retry}>{t('retry')}</Button>;
    return <Notice {...problemNotice(problems, problem)} actions={actions} />;
  }
  if (isFresh) return <Spinner label={t('loading')} />;
  if (rows.length === 0) return <EmptyState title={t('none')}>{t('noneText')}</EmptyState>;
  return (
    <>
      <VirtualRows
        className="cr-entries"
        label={t('entries')}
        count={rows.length}
        isSelected={(index) => rows[index]?.sequence === selected}
        onVisible={(_, last) => {
          if (last >= rows.length - 1) more();
        }}
        onOpen={(index) => {
          const entry = rows[index];
          if (entry) onOpen(entry.sequence);
        }}
        row={(index) => {
          const entry = rows[index];
          return { key: entry?.sequence ?? index, content: entry && <EntryCells entry={entry} /> };
        }}
      />
      <p className="cr-list-foot" role="status">
        {rows.length >= FOUND_MAX && hasMore
          ? t('foundMax', { count: format.count(FOUND_MAX) })
          : t('found', { count: format.count(rows.length), more: hasMore })}
      </p>
    </>
  );
}
