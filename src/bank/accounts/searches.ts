import { RRN_PATTERN, TXN_ID_PATTERN } from '#shared/ids.ts';
import { MAX_PAISE, rupeesToPaise } from '#shared/money.ts';
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

/** As `field.paymentFilter` and `field.pageParams` have it. */
export interface PaymentQuery {
  readonly limit: number;
  readonly before?: number | undefined;
  readonly search: string;
  readonly minPaise?: string | undefined;
  readonly maxPaise?: string | undefined;
  readonly fromMs?: number | undefined;
  readonly toMs?: number | undefined;
}

const given = <K extends string, T>(name: K, value: T | undefined) =>
  (value === undefined ? {} : { [name]: value }) as { readonly [N in K]?: T };

/** The store's question for a list of payments; undefined when nothing can match. */
function recordQuery(state: BankState, query: PaymentQuery): RecordQuery | undefined {
  const filter = searchFilter(state, query.search);
  if (!filter) return undefined;
  const { minPaise: exactly, maxPaise: _same, ...rest } = filter;
  const least = Math.max(exactly ?? 0, Number(query.minPaise ?? 0));
  const most = Math.min(exactly ?? MAX_PAISE, Number(query.maxPaise ?? MAX_PAISE));
  if (least > most) return undefined;
  return {
    ...rest,
    limit: query.limit,
    ...given('before', query.before),
    ...given('minPaise', least > 0 ? least : undefined),
    ...given('maxPaise', most < MAX_PAISE ? most : undefined),
    ...given('fromMs', query.fromMs),
    ...given('toMs', query.toMs),
  };
}

interface PaymentPage {
  readonly rows: PaymentRow[];
  readonly hasMore: boolean;
}

const NOTHING = (): PaymentPage => ({ rows: [], hasMore: false });

const SEARCH_ROWS = 200;

/**
 * Everybody's payments, newest first. A release is the end of a payment that is in the list already;
 * `holdsMax` bounds how many stand in a row.
 */
export async function allPayments(
  { state, search }: BankServices,
  query: PaymentQuery,
): Promise<PaymentPage> {
  const asked = recordQuery(state, query);
  if (!asked) return NOTHING();
  const { limit } = query;
  const rows: PaymentRow[] = [];
  let { before } = query;
  for (let size = limit; ; size = SEARCH_ROWS) {
    const page = await search.run({ ...asked, ...given('before', before), limit: size });
    const shown = page.rows.filter(({ type }) => type !== 'release');
    rows.push(...shown.map((record) => rowOf(state, record)));
    if (rows.length >= limit || !page.hasMore) {
      return { rows: rows.slice(0, limit), hasMore: page.hasMore || rows.length > limit };
    }
    before = page.rows.at(-1)?.sequence;
  }
}

/** One account's own payments, newest first; a search narrows them down. */
export async function accountHistory(
  { state, search }: BankServices,
  account: Account,
  query: PaymentQuery,
): Promise<PaymentPage> {
  const asked = recordQuery(state, query);
  if (!asked) return NOTHING();
  const { account: other, ...rest } = asked;
  const page = await search.run({
    ...rest,
    account,
    ...(other && other.id !== account.id
      ? { otherId: other.id, ...(other.vpa ? { otherVpa: other.vpa } : {}) }
      : {}),
  });
  return {
    rows: page.rows.map((record) => rowOf(state, record, account.id)),
    hasMore: page.hasMore,
  };
}
