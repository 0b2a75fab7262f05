import { useCallback, useEffect, useState } from 'react';
import type { AccountRow } from '#shared/protocol/admin-methods.ts';
import type { PaymentRow } from '#shared/protocol/payments.ts';
import type { SimulatorApi } from '#shared/simulator/contract.ts';
import { useApi } from '../app/room-context.tsx';
import { useAct } from '../app/use-act.ts';

const PAGE_ROWS = 50;

/** A page of an account's payments. */
async function readPage(
  api: SimulatorApi,
  { id: accountId }: AccountRow,
  before: number | undefined,
  limit: number,
) {
  const page = await api.call('admin.payments', {
    accountId,
    limit,
    ...(before === undefined ? {} : { before }),
  });
  return { rows: page.rows, next: page.hasMore ? page.rows.at(-1)?.sequence : undefined };
}

/** The newest payments of an account, and older ones on demand. */
export function useStatement(account: AccountRow) {
  const api = useApi();
  const { isBusy, run } = useAct();
  const [rows, setRows] = useState<readonly PaymentRow[]>([]);
  const [next, setNext] = useState<number>();
  const load = useCallback(
    async (before: number | undefined) => {
      const page = await run(() => readPage(api, account, before, PAGE_ROWS));
      if (!page) return;
      setRows((known) => (before === undefined ? page.rows : [...known, ...page.rows]));
      setNext(page.next);
    },
    [api, account, run],
  );
  useEffect(() => void load(undefined), [load]);
  return { rows, isBusy, hasMore: next !== undefined, more: () => load(next) };
}
