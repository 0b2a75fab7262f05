import { useCallback, useRef, useState } from 'react';
import type { HistoryPage, HistoryQuery } from '#shared/device/account.ts';
import type { Outcome, PhoneFailure } from '#shared/device/outcome.ts';
import type { PaymentRow } from '#shared/protocol/payments.ts';
import { mergeRows } from '../state/history-groups.ts';

export interface History {
  readonly rows: readonly PaymentRow[];
  readonly hasMore: boolean;
  readonly isLoading: boolean;
  readonly failure: PhoneFailure | undefined;
  /** Reads the newest page; keeps older rows that are shown already. */
  readonly refresh: () => Promise<void>;
  readonly readOlder: () => Promise<void>;
  readonly add: (row: PaymentRow) => void;
}

const PAGE_SIZE = 30;
const NO_ROWS: readonly PaymentRow[] = [];

/** One list of the account's payments, page by page. Answers of an older search are dropped. */
export function useHistory(
  read: (query: HistoryQuery) => Promise<Outcome<HistoryPage>>,
  search: string,
): History {
  const [list, setList] = useState({ search, rows: NO_ROWS, hasMore: false });
  const [isLoading, setLoading] = useState(false);
  const [failure, setFailure] = useState<PhoneFailure>();
  const latest = useRef(0);

  const load = useCallback(
    async (before: number | undefined) => {
      const own = ++latest.current;
      setLoading(true);
      const answer = await read({
        limit: PAGE_SIZE,
        search,
        ...(before === undefined ? {} : { before }),
      });
      if (own !== latest.current) return;
      setLoading(false);
      setFailure(answer.ok ? undefined : answer.failure);
      if (!answer.ok) return;
      const { rows, hasMore } = answer.value;
      setList((old) => {
        const isSameList = old.search === search;
        const kept = isSameList ? old.rows : NO_ROWS;
        // A fresh first page says nothing about whether there is more behind the shown ones.
        const hasOlder = before === undefined && kept.length > rows.length ? old.hasMore : hasMore;
        return { search, rows: mergeRows(kept, rows), hasMore: hasOlder };
      });
    },
    [read, search],
  );
  const refresh = useCallback(() => load(undefined), [load]);
  const isCurrent = list.search === search;
  return {
    rows: isCurrent ? list.rows : NO_ROWS,
    hasMore: isCurrent && list.hasMore,
    isLoading,
    failure,
    refresh,
    readOlder: () => load(list.rows.at(-1)?.sequence),
    add: (row) => setList((old) => ({ ...old, rows: mergeRows(old.rows, [row]) })),
  };
}
