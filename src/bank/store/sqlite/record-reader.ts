import type { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import type { PaymentRecord } from '../../state/entities.ts';
import type { Page, RecordQuery } from '../bank-store.ts';
import { type Row, recordFrom } from '../codec.ts';
import { previousInHistory } from '../record-filter.ts';
import { type RecordRows, searchRecords } from '../record-search.ts';

function statements(database: DatabaseSync) {
  return {
    bySequence: database.prepare('SELECT * FROM record WHERE sequence = ?'),
    known: database.prepare(
      'SELECT value AS txn_id FROM json_each(?) WHERE EXISTS (SELECT 1 FROM record WHERE txn_id = value)',
    ),
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
  const at = (sequence: number): PaymentRecord | undefined => {
    const row = by.bySequence.get(sequence);
    return row ? recordFrom(row as Row) : undefined;
  };
  // Almost every id of a payment is new: one statement looks for all of them in the index, under
  // one read lock.
  const find = (txnIds: readonly string[]): PaymentRecord[] =>
    by.known
      .all(JSON.stringify(txnIds))
      .flatMap(({ txn_id }) => by.byTxnId.all(txn_id as string))
      .map((row) => recordFrom(row as Row));

  function history(from: number, accountId: string, limit: number): PaymentRecord[] {
    const found: PaymentRecord[] = [];
    for (let next = from; next > 0 && found.length < limit; ) {
      const record = at(next);
      if (!record) break;
      found.push(record);
      next = previousInHistory(record, accountId);
    }
    return found;
  }
  const rows: RecordRows = {
    newest: () => number(by.newest.get()),
    at,
    timeAt: (sequence) => number(by.timeAt.get(sequence)),
    find,
    history,
    slice: ({ from, to, minPaise, maxPaise, firstEntry, lastEntry, limit }) =>
      by.slice
        .all(from, to, minPaise, maxPaise, firstEntry, lastEntry, limit)
        .map((row) => recordFrom(row as Row)),
    blockBefore: (entry) => number(by.blockOfEntry.get(entry)),
    firstRecord: (height) => number(by.firstRecord.get(height)),
    pause: () => setImmediate(),
  };
  return {
    find,
    refunded: (txnIds) => new Map(txnIds.map((txnId) => [txnId, number(by.refunded.get(txnId))])),
    page: (query) => searchRecords(rows, query),
  };
}
