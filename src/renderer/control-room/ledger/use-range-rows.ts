import { useCallback, useEffect, useRef, useState } from 'react';
import type { ApiProblem } from '#shared/simulator/contract.ts';
import { problemOf } from '../state/problem-of.ts';
import {
  missingPages,
  noPages,
  PAGE_ROWS,
  pageNumbers,
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
  /** Tells which numbers are on screen; their pages are loaded. */
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
  const [visible, setVisible] = useState({ first: 1, last: 0 });
  const [problem, setProblem] = useState<ApiProblem>();
  const inFlight = useRef(new Set<number>());

  const show = useCallback((first: number, to: number) => {
    setVisible((now) => (now.first === first && now.last === to ? now : { first, last: to }));
  }, []);

  useEffect(() => {
    if (problem || visible.last < visible.first) return;
    for (const page of missingPages(range, visible, last, inFlight.current)) {
      inFlight.current.add(page);
      source
        .load(pageNumbers(page, last).last + 1, PAGE_ROWS)
        .then((rows) => {
          const numbered = rows.map((row) => [source.numberOf(row), row] as const);
          setRange((now) => withPage(now, page, numbered, last));
        })
        .catch((error: unknown) => setProblem(problemOf(error)))
        .finally(() => inFlight.current.delete(page));
    }
  }, [range, visible, last, problem, source]);

  const at = useCallback((number: number) => rowAt(range, number), [range]);
  const retry = useCallback(() => setProblem(undefined), []);
  return { rowAt: at, show, problem, retry };
}
