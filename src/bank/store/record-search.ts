import type { Awaitable } from '#shared/crypto-port.ts';
import type { PaymentRecord } from '../state/entities.ts';
import type { Page, RecordQuery } from './bank-store.ts';
import { matchesQuery, previousInHistory, STAN_MODULUS } from './record-filter.ts';

/** Rows looked at before the bank does something else. */
const SLICE = 2_000;
/** Rows of an account's history fetched at once. */
const HISTORY_PIECE = 500;

/** What a search asks of a store. */
export interface RecordRows {
  /** Sequence of the newest record, 0 for none. */
  newest(): Awaitable<number>;
  at(sequence: number): Awaitable<PaymentRecord | undefined>;
  timeAt(sequence: number): Awaitable<number>;
  find(txnIds: readonly string[]): Awaitable<PaymentRecord[]>;
  /** From this record of the account's history down, newest first, at most so many. */
  history(from: number, accountId: string, limit: number): Awaitable<PaymentRecord[]>;
  /** Newest first. */
  slice(range: RecordSlice): Awaitable<PaymentRecord[]>;
  /** Height of the last block that begins before this entry, 0 for none. */
  blockBefore(entry: number): Awaitable<number>;
  /** Sequence of the block's first record, 0 when there is no such block. */
  firstRecord(height: number): Awaitable<number>;
  /** Awaited between slices. */
  pause(): Promise<unknown>;
}

export interface RecordSlice {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
  readonly minPaise: number;
  readonly maxPaise: number;
  readonly firstEntry: number;
  readonly lastEntry: number;
  readonly limit: number;
}

async function withRrn(rows: RecordRows, rrn: string): Promise<PaymentRecord[]> {
  const found: PaymentRecord[] = [];
  const last = await rows.newest();
  for (let sequence = Number(rrn.slice(4)); sequence <= last; sequence += STAN_MODULUS) {
    const record = await rows.at(sequence);
    if (record?.rrn === rrn) found.unshift(record);
  }
  return found;
}

/** Smallest sequence whose time is at or after `timeMs`; times only grow. */
async function sequenceAt(rows: RecordRows, timeMs: number): Promise<number> {
  let low = 1;
  let high = (await rows.newest()) + 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((await rows.timeAt(middle)) < timeMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

async function fromHistory(rows: RecordRows, query: RecordQuery, id: string, last: number) {
  const found: PaymentRecord[] = [];
  const seen = query.before === undefined ? undefined : await rows.at(query.before);
  const isOwn = seen !== undefined && (seen.payerId === id || seen.payeeId === id);
  let next = isOwn ? previousInHistory(seen, id) : last;
  while (next > 0 && found.length <= query.limit) {
    const piece = await rows.history(next, id, HISTORY_PIECE);
    for (const record of piece) {
      if (query.fromMs !== undefined && record.timeMs < query.fromMs) return found;
      if (found.length <= query.limit && matchesQuery(record, query)) found.push(record);
    }
    const oldest = piece.at(-1);
    if (!oldest) break;
    next = previousInHistory(oldest, id);
    await rows.pause();
  }
  return found;
}

async function rangeOf(rows: RecordRows, query: RecordQuery) {
  let to = Math.min(query.before ?? Number.MAX_SAFE_INTEGER, (await rows.newest()) + 1);
  let from = query.fromMs === undefined ? 1 : await sequenceAt(rows, query.fromMs);
  if (query.toMs !== undefined) to = Math.min(to, await sequenceAt(rows, query.toMs + 1));
  if (query.block !== undefined) {
    from = Math.max(from, (await rows.firstRecord(query.block)) || to);
    to = Math.min(to, (await rows.firstRecord(query.block + 1)) || to);
  }
  if (query.beforeEntry !== undefined) {
    const block = await rows.blockBefore(query.beforeEntry);
    to = block === 0 ? from : Math.min(to, (await rows.firstRecord(block + 1)) || to);
  }
  return { from, to };
}

async function fromScan(rows: RecordRows, query: RecordQuery): Promise<PaymentRecord[]> {
  const found: PaymentRecord[] = [];
  const { minPaise = 0, maxPaise = Number.MAX_SAFE_INTEGER, isEntry = false } = query;
  // Everything that is judged row by row must be in the slice, or its limit would cut rows off.
  const firstEntry = isEntry ? 1 : 0;
  const lastEntry = (query.beforeEntry ?? Number.MAX_SAFE_INTEGER) - 1;
  let { from, to } = await rangeOf(rows, query);
  while (to > from && found.length <= query.limit) {
    const start = Math.max(from, to - SLICE);
    const limit = query.limit + 1 - found.length;
    const range = { from: start, to, minPaise, maxPaise, firstEntry, lastEntry, limit };
    found.push(...(await rows.slice(range)));
    to = start;
    await rows.pause();
  }
  return found;
}

async function select(rows: RecordRows, query: RecordQuery): Promise<PaymentRecord[]> {
  if (query.txnId !== undefined) {
    return (await rows.find([query.txnId])).filter((record) => matchesQuery(record, query));
  }
  if (query.rrn !== undefined) {
    return (await withRrn(rows, query.rrn)).filter((record) => matchesQuery(record, query));
  }
  if (query.account) return fromHistory(rows, query, query.account.id, query.account.lastRecord);
  return fromScan(rows, query);
}

/** One search, the same in every store. */
export async function searchRecords(
  rows: RecordRows,
  query: RecordQuery,
): Promise<Page<PaymentRecord>> {
  const found = await select(rows, query);
  return { rows: found.slice(0, query.limit), hasMore: found.length > query.limit };
}
