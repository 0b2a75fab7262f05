import { useCallback, useMemo, useState } from 'react';
import type { EntryRow } from '#shared/protocol/admin-methods.ts';
import { Button, EmptyState, Notice, useMessages } from '../../ui/index.ts';
import { problemMessages, problemNotice } from '../app/problem-messages.ts';
import { useApi } from '../app/room-context.tsx';
import { useFormat } from '../app/use-format.ts';
import { VirtualRows } from '../app/VirtualRows.tsx';
import { SCROLL_ROWS_MAX } from '../state/range-pages.ts';
import { EntryCells, EntryLoading } from './EntryCells.tsx';
import { ledgerMessages } from './messages.ts';
import { useRangeRows } from './use-range-rows.ts';

export interface EntryListProps {
  readonly selected: number | undefined;
  readonly onOpen: (entry: number) => void;
}

export interface AllEntriesProps extends EntryListProps {
  /** How many entries the ledger has now. */
  readonly total: number;
}

const numberOf = (entry: EntryRow): number => entry.sequence;

/** Every entry, newest first: a million of them scroll, some hundreds are held. */
export function AllEntries({ total, selected, onOpen }: AllEntriesProps) {
  const t = useMessages(ledgerMessages);
  const problems = useMessages(problemMessages);
  const format = useFormat();
  const api = useApi();
  /** The newest number shown: it stands still while somebody reads further down. */
  const [shownLast, setShownLast] = useState(total);
  const [isAtTop, setAtTop] = useState(true);
  const last = isAtTop ? total : Math.min(shownLast, total);
  const source = useMemo(
    () => ({
      numberOf,
      load: async (before: number, limit: number) =>
        (await api.call('ledger.entries', { before, limit })).rows,
    }),
    [api],
  );
  const { rowAt, show, problem, retry } = useRangeRows(source, last);
  const onVisible = useCallback(
    (first: number, to: number) => {
      setAtTop(first === 0);
      setShownLast((now) => (first === 0 ? last : Math.min(now, last)));
      show(last - to, last - first);
    },
    [last, show],
  );
  if (total === 0) return <EmptyState title={t('empty')}>{t('emptyText')}</EmptyState>;
  return (
    <>
      {problem && (
        <Notice
          {...problemNotice(problems, problem)}
          actions={<Button onClick={retry}>{t('retry')}</Button>}
        />
      )}
      {total > last && (
        <Button
          size="small"
          className="cr-newer"
          onClick={() => {
            setShownLast(total);
            setAtTop(true);
          }}
        >
          {t('newer', { count: total - last })}
        </Button>
      )}
      <VirtualRows
        className="cr-entries"
        label={t('entries')}
        count={Math.min(last, SCROLL_ROWS_MAX)}
        isSelected={(index) => last - index === selected}
        scrollTo={selected === undefined ? undefined : { key: selected, index: last - selected }}
        onVisible={onVisible}
        onOpen={(index) => onOpen(last - index)}
        row={(index) => {
          const entry = rowAt(last - index);
          const content = entry ? (
            <EntryCells entry={entry} />
          ) : (
            <EntryLoading number={last - index} />
          );
          return { key: last - index, content };
        }}
      />
      <p className="cr-list-foot">
        {last > SCROLL_ROWS_MAX
          ? t('olderByNumber', { count: format.count(SCROLL_ROWS_MAX) })
          : t('total', { count: total, text: format.count(total) })}
      </p>
    </>
  );
}
