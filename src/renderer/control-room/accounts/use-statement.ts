import { useCallback, useEffect, useRef, useState } from 'react';
import type { AccountRow } from '#shared/protocol/admin-methods.ts';
import type { PaymentRow } from '#shared/protocol/payments.ts';
import type { CallParams } from '#shared/simulator/contract.ts';
import { useApi } from '../app/room-context.tsx';
import { useAct } from '../app/use-act.ts';
import { TYPING_MS } from '../state/typing-pause.ts';

const PAGE_ROWS = 50;

export type StatementQuery = Pick<CallParams<'admin.payments'>, 'search' | 'fromMs' | 'toMs'>;

/** The newest payments of an account that match, and older ones on demand. */
export function useStatement({ id: accountId }: AccountRow, query: StatementQuery) {
  const api = useApi();
  const { isBusy, run } = useAct();
  const [rows, setRows] = useState<readonly PaymentRow[]>([]);
  const [next, setNext] = useState<number>();
  /** Answers to an older query are thrown away. */
  const generation = useRef(0);
  const key = JSON.stringify(query);
  const load = useCallback(
    async (before: number | undefined) => {
      const mine = generation.current;
      const asked = {
        ...(JSON.parse(key) as StatementQuery),
        accountId,
        limit: PAGE_ROWS,
        ...(before === undefined ? {} : { before }),
      };
      const page = await run(() => api.call('admin.payments', asked));
      if (!page || mine !== generation.current) return;
      setRows((known) => (before === undefined ? page.rows : [...known, ...page.rows]));
      setNext(page.hasMore ? page.rows.at(-1)?.sequence : undefined);
    },
    [api, accountId, key, run],
  );
  const isFirst = useRef(true);
  useEffect(() => {
    const timer = setTimeout(() => void load(undefined), isFirst.current ? 0 : TYPING_MS);
    isFirst.current = false;
    return () => {
      clearTimeout(timer);
      generation.current += 1;
    };
  }, [load]);
  return { rows, isBusy, hasMore: next !== undefined, more: () => load(next) };
}
