import type { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import type { PaymentRecord } from '../../state/entities.ts';
import type { Page, RecordQuery } from '../bank-store.ts';
import { matchesQuery, previousInHistory, STAN_MODULUS } from '../record-filter.ts';
import { type Row, recordFrom } from './codec.ts';

/** Rows looked at before the bank's thread does something else. */
const SLICE = 2_000;

function statements(database: DatabaseSync) {
  return {
    bySequence: database.prepare('SELECT * FROM record WHERE sequence = ?'),
    exists: database.prepare('SELECT 1 FROM record WHERE txn_id = ?'),
    byTxnId: database.prepare('SELECT * FROM record WHERE txn_id = ? ORDER BY sequence DESC'),
    newest: database.prepare('SELECT max(sequence) AS value FROM record'),
    timeAt: database.prepare('SELECT time_ms AS value FROM record WHERE sequence = ?'),
    blockOfEntry: database.prepare(
      'SELECT height AS value FROM block WHERE first_entry < ? ORDER BY height DESC LIMIT 1',
    ),
    firstRecord: database.prepare('SELECT first_record AS value FROM block WHERE height = ?'),
    slice: database.prepare(
      `SELECT * FROM record WHERE sequence >= ? AND sequence < ? AND amount_paise BETWEEN ? AND ?
       AND entry BETWEEN ? AND ? ORDER BY sequence DESC LIMIT ?`,
    ),
    refunded: database.prepare(
      `SELECT coalesce(sum(amount_paise), 0) AS value FROM record
       WHERE related_txn_id = ? AND related_txn_id <> '' AND type = 'refund' AND status = 'SUCCESS'`,
    ),
  };
}

export interface RecordReader {
  find(txnIds: readonly string[]): PaymentRecord[];
  refunded(txnIds: readonly string[]): Map<string, number>;
  page(query: RecordQuery): Promise<Page<PaymentRecord>>;
}

export function createRecordReader(database: DatabaseSync): RecordReader {
  const by = statements(database);
  const number = (row: unknown): number => Number((row as Row | undefined)?.value ?? 0);
  const newest = (): number => number(by.newest.get());
  const at = (sequence: number): PaymentRecord | undefined => {
    const row = by.bySequence.get(sequence);
    return row ? recordFrom(row as Row) : undefined;
  };
  const find = (txnIds: readonly string[]): PaymentRecord[] =>
    txnIds
      // Almost every id of a payment is new; the index alone tells so.
      .filter((txnId) => by.exists.get(txnId) !== undefined)
      .flatMap((txnId) => by.byTxnId.all(txnId).map((row) => recordFrom(row as Row)));

  function withRrn(rrn: string): PaymentRecord[] {
    const found: PaymentRecord[] = [];
    const last = newest();
    for (let sequence = Number(rrn.slice(4)); sequence <= last; sequence += STAN_MODULUS) {
      const record = at(sequence);
      if (record?.rrn === rrn) found.unshift(record);
    }
    return found;
  }

  /** Smallest sequence whose time is at or after `timeMs`; times only grow. */
  function sequenceAt(timeMs: number): number {
    let low = 1;
    let high = newest() + 1;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (number(by.timeAt.get(middle)) < timeMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  async function fromHistory(query: RecordQuery, id: string, last: number) {
    const rows: PaymentRecord[] = [];
    const seen = query.before === undefined ? undefined : at(query.before);
    const isOwn = seen !== undefined && (seen.payerId === id || seen.payeeId === id);
    let next = isOwn ? previousInHistory(seen, id) : last;
    for (let steps = 1; next > 0 && rows.length <= query.limit; steps++) {
      const record = at(next);
      if (!record || (query.fromMs !== undefined && record.timeMs < query.fromMs)) break;
      if (matchesQuery(record, query)) rows.push(record);
      next = previousInHistory(record, id);
      if (steps % SLICE === 0) await setImmediate();
    }
    return rows;
  }

  async function fromScan(query: RecordQuery) {
    const rows: PaymentRecord[] = [];
    let to = Math.min(query.before ?? Number.MAX_SAFE_INTEGER, newest() + 1);
    let from = query.fromMs === undefined ? 1 : sequenceAt(query.fromMs);
    if (query.toMs !== undefined) to = Math.min(to, sequenceAt(query.toMs + 1));
    if (query.block !== undefined) {
      from = Math.max(from, number(by.firstRecord.get(query.block)) || to);
      to = Math.min(to, number(by.firstRecord.get(query.block + 1)) || to);
    }
    if (query.beforeEntry !== undefined) {
      const block = number(by.blockOfEntry.get(query.beforeEntry));
      to = block === 0 ? from : Math.min(to, number(by.firstRecord.get(block + 1)) || to);
    }
    const { minPaise = 0, maxPaise = Number.MAX_SAFE_INTEGER, isEntry = false } = query;
    // Everything that is judged row by row must be in the SQL, or LIMIT would cut rows off.
    const firstEntry = isEntry ? 1 : 0;
    const lastEntry = (query.beforeEntry ?? Number.MAX_SAFE_INTEGER) - 1;
    while (to > from && rows.length <= query.limit) {
      const start = Math.max(from, to - SLICE);
      const wanted = query.limit + 1 - rows.length;
      const found = by.slice.all(start, to, minPaise, maxPaise, firstEntry, lastEntry, wanted);
      rows.push(...found.map((row) => recordFrom(row as Row)));
      to = start;
      await setImmediate();
    }
    return rows;
  }

  async function select(query: RecordQuery): Promise<PaymentRecord[]> {
    if (query.txnId !== undefined) {
      return find([query.txnId]).filter((record) => matchesQuery(record, query));
    }
    if (query.rrn !== undefined) {
      return withRrn(query.rrn).filter((record) => matchesQuery(record, query));
    }
    if (query.account) return fromHistory(query, query.account.id, query.account.lastRecord);
    return fromScan(query);
  }

  return {
    find,
    refunded: (txnIds) => new Map(txnIds.map((txnId) => [txnId, number(by.refunded.get(txnId))])),
    async page(query) {
      const rows = await select(query);
      return { rows: rows.slice(0, query.limit), hasMore: rows.length > query.limit };
    },
  };
}
