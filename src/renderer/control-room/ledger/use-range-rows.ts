import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react';
import type { ApiProblem } from '#shared/simulator/contract.ts';
import { problemOf } from '../state/problem-of.ts';
import {
  missingPages,
  noPages,
  PAGE_ROWS,
  pageNumbers,
  pageOf,
  type RangePages,
  rowAt,
  withPage,
} from '../state/range-pages.ts';

export interface RangeSource<Row> {
  /** Rows with numbers below `before`, newest first. */
  readonly load: (before: number, limit: number) => Promise<readonly Row[]>;
  readonly numberOf: (row: Row) => number;
}

export interface RangeRows<Row> {
  readonly rowAt: (number: number) => Row | undefined;
  /** Tells which numbers are on screen; their pages are loaded. Renders only when another page is wanted. */
  readonly show: (first: number, last: number) => void;
  readonly problem: ApiProblem | undefined;
  readonly retry: () => void;
}

/**
 * Rows of a gapless numbered list, loaded in pages around what is on screen.
 * @param source must keep its identity between renders
 * @param last the list's highest number
 */
export function useRangeRows<Row>(source: RangeSource<Row>, last: number): RangeRows<Row> {
  const [range, setRange] = useState<RangePages<Row>>(noPages);
  const [problem, setProblem] = useState<ApiProblem>();
  const visible = useRef({ first: 1, last: 0 });
  const inFlight = useRef(new Set<number>());

  const loadPage = async (page: number): Promise<void> => {
    inFlight.current.add(page);
    try {
      const rows = await source.load(pageNumbers(page, last).last + 1, PAGE_ROWS);
      const numbered = rows.map((row) => [source.numberOf(row), row] as const);
      inFlight.current.delete(page);
      setRange((now) => withPage(now, page, numbered, last));
    } catch (error) {
      inFlight.current.delete(page);
      setProblem(problemOf(error));
    }
  };
  const fill = useEffectEvent(() => {
    if (problem || visible.current.last < visible.current.first) return;
    for (const page of missingPages(range, visible.current, last, inFlight.current)) {
      void loadPage(page);
    }
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: each of them may make pages missing
  useEffect(() => fill(), [range, last, problem, source]);

  const [wanted, setWanted] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asks for what came into sight
  useEffect(() => fill(), [wanted]);
  const show = useCallback((first: number, to: number) => {
    const was = visible.current;
    visible.current = { first, last: to };
    const isSame = pageOf(was.first) === pageOf(first) && pageOf(was.last) === pageOf(to);
    if (!isSame) setWanted((count) => count + 1);
  }, []);

  const at = useCallback((number: number) => rowAt(range, number), [range]);
  const retry = useCallback(() => setProblem(undefined), []);
  return { rowAt: at, show, problem, retry };
}
