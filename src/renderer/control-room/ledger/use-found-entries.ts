import { useCallback, useEffect, useRef, useState } from 'react';
import type { EntryRow } from '#shared/protocol/admin-methods.ts';
import type { ApiProblem } from '#shared/simulator/contract.ts';
import { useApi } from '../app/room-context.tsx';
import type { EntryQuery } from '../state/entry-filter.ts';
import { problemOf } from '../state/problem-of.ts';
import { pauseBefore } from '../state/typing-pause.ts';

const PAGE_ROWS = 100;
/** More hits than anybody reads; a narrower search shows the others. */
export const FOUND_MAX = 2_000;

interface Found {
  readonly rows: readonly EntryRow[];
  readonly hasMore: boolean;
  /** Nothing was answered yet. */
  readonly isFresh: boolean;
}

const nothing: Found = { rows: [], hasMore: false, isFresh: true };

/** Entries that match, page after page as the list is scrolled. A new query starts anew. */
export function useFoundEntries(query: EntryQuery) {
  const api = useApi();
  const [found, setFound] = useState(nothing);
  const [problem, setProblem] = useState<ApiProblem>();
  /** Answers to an older query are thrown away. */
  const generation = useRef(0);
  const isLoading = useRef(false);
  const key = JSON.stringify(query);
  const { search = '' } = query;

  const load = useCallback(
    async (rows: readonly EntryRow[]) => {
      const mine = generation.current;
      const before = rows.at(-1)?.sequence;
      isLoading.current = true;
      try {
        const page = await api.call('ledger.entries', {
          ...(JSON.parse(key) as EntryQuery),
          limit: PAGE_ROWS,
          ...(before === undefined ? {} : { before }),
        });
        if (mine !== generation.current) return;
        setProblem(undefined);
        setFound({ rows: [...rows, ...page.rows], hasMore: page.hasMore, isFresh: false });
      } catch (error) {
        if (mine === generation.current) setProblem(problemOf(error));
      } finally {
        if (mine === generation.current) isLoading.current = false;
      }
    },
    [api, key],
  );

  useEffect(() => {
    generation.current += 1;
    isLoading.current = false;
    setFound(nothing);
    const timer = setTimeout(() => void load([]), pauseBefore(search));
    return () => {
      clearTimeout(timer);
      generation.current += 1;
    };
  }, [load, search]);

  const more = () => {
    if (isLoading.current || !found.hasMore || found.rows.length >= FOUND_MAX) return;
    void load(found.rows);
  };
  return { ...found, more, problem, retry: () => void load(found.rows) };
}
