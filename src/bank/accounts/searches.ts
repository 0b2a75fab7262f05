import { RRN_PATTERN, TXN_ID_PATTERN } from '#shared/ids.ts';
import { rupeesToPaise } from '#shared/money.ts';
import { refusal } from '#shared/protocol/json-rpc.ts';
import type { PaymentRow } from '#shared/protocol/payments.ts';
import { normaliseVpa } from '#shared/vpa.ts';
import { rowOf } from '../payments/answers.ts';
import type { BankServices } from '../services.ts';
import type { BankState } from '../state/bank-state.ts';
import type { Account, PaymentRecord } from '../state/entities.ts';
import type { Page, RecordQuery } from '../store/bank-store.ts';

/** Searches may look at many records; only a few run at once. */
export interface RecordSearch {
  /** @throws RpcError U80 when too many searches run */
  run(query: RecordQuery): Promise<Page<PaymentRecord>>;
}

export function createRecordSearch({ store, bounds }: Pick<BankServices, 'store' | 'bounds'>) {
  let running = 0;
  return {
    async run(query: RecordQuery): Promise<Page<PaymentRecord>> {
      if (running >= bounds.searchesMax) {
        throw refusal('U80', 'Too many searches are running. Try again in a moment.');
      }
      running += 1;
      try {
        return await store.records(query);
      } finally {
        running -= 1;
      }
    },
  };
}

/** The account a search text names: UPI ID, mobile number or account id. */
export function namedAccount(state: BankState, text: string): Account | undefined {
  const user = state.userByMobile.get(text);
  return (
    state.accountByVpa.get(normaliseVpa(text)) ??
    state.accounts.get(text.toUpperCase()) ??
    (user && state.accounts.get(user.uid))
  );
}

type Filter = Pick<RecordQuery, 'txnId' | 'rrn' | 'account' | 'minPaise' | 'maxPaise'>;

/**
 * What a search text means: transaction id, RRN, somebody's UPI ID, or an amount in rupees.
 * Undefined when it can match nothing.
 */
export function searchFilter(state: BankState, search: string): Filter | undefined {
  const text = search.trim();
  if (text === '') return {};
  if (TXN_ID_PATTERN.test(text)) return { txnId: text };
  if (RRN_PATTERN.test(text)) return { rrn: text };
  const account = namedAccount(state, text);
  if (account) return { account };
  const paise = rupeesToPaise(text.replace(/^₹/, '').replaceAll(',', ''));
  return paise === undefined ? undefined : { minPaise: paise, maxPaise: paise };
}

interface HistoryQuery {
  readonly limit: number;
  readonly before?: number | undefined;
  readonly search: string;
}

/** One account's own payments, newest first; a search narrows them down. */
export async function accountHistory(
  { state, search }: BankServices,
  account: Account,
  query: HistoryQuery,
): Promise<{ rows: PaymentRow[]; hasMore: boolean }> {
  const filter = searchFilter(state, query.search);
  if (!filter) return { rows: [], hasMore: false };
  const { account: other, ...rest } = filter;
  const page = await search.run({
    ...rest,
    limit: query.limit,
    ...(query.before === undefined ? {} : { before: query.before }),
    account,
    ...(other && other !== account
      ? { otherId: other.id, ...(other.vpa ? { otherVpa: other.vpa } : {}) }
      : {}),
  });
  return {
    rows: page.rows.map((record) => rowOf(state, record, account.id)),
    hasMore: page.hasMore,
  };
}
