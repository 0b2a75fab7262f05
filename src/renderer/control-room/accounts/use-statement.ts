import { useCallback, useEffect, useState } from 'react';
import type { AccountRow } from '#shared/protocol/admin-methods.ts';
import type { PaymentRow } from '#shared/protocol/payments.ts';
import type { SimulatorApi } from '#shared/simulator/contract.ts';
import { useApi } from '../app/room-context.tsx';
import { useAct } from '../app/use-act.ts';

const PAGE_ROWS = 50;
const EXPORT_PAGE_ROWS = 200;
/** A statement longer than this is read in the ledger. */
export const EXPORT_MAX = 20_000;

/** A page of an account's payments, the search's near misses left out. */
async function readPage(
  api: SimulatorApi,
  account: AccountRow,
  before: number | undefined,
  limit: number,
) {
  const search = (account.vpa || account.id).slice(0, 64);
  const page = await api.call('admin.payments', {
    search,
    limit,
    ...(before === undefined ? {} : { before }),
  });
  const mine = new Set([account.vpa, account.id]);
  const rows = page.rows.filter((row) => mine.has(row.payer) || mine.has(row.payee));
  return { rows, next: page.hasMore ? page.rows.at(-1)?.sequence : undefined };
}

/** Every payment of an account, for a file; the newest EXPORT_MAX. */
export async function readStatement(
  api: SimulatorApi,
  account: AccountRow,
): Promise<readonly PaymentRow[]> {
  const all: PaymentRow[] = [];
  let before: number | undefined;
  do {
    const page = await readPage(api, account, before, EXPORT_PAGE_ROWS);
    all.push(...page.rows);
    before = page.next;
  } while (before !== undefined && all.length < EXPORT_MAX);
  return all.slice(0, EXPORT_MAX);
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
