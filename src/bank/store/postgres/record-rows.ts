import type { PaymentRecord } from '../../state/entities.ts';
import { recordFrom } from '../codec.ts';
import type { RecordRows } from '../record-search.ts';
import { inSchema } from './names.ts';
import type { Ask } from './state-reader.ts';

/** In the order asked, an id's newest first. */
export async function findRecords(
  ask: Ask,
  schema: string,
  txnIds: readonly string[],
): Promise<PaymentRecord[]> {
  const rows = await ask(
    `SELECT record.* FROM unnest($1::text[]) WITH ORDINALITY AS asked (txn_id, place)
     JOIN ${inSchema(schema, 'record')} AS record ON record.txn_id = asked.txn_id
     ORDER BY place, sequence DESC`,
    [txnIds],
    'find-records',
  );
  return rows.map(recordFrom);
}

export async function refundedPaise(
  ask: Ask,
  schema: string,
  txnIds: readonly string[],
): Promise<Map<string, number>> {
  const rows = await ask(
    `SELECT asked.txn_id, (SELECT coalesce(sum(amount_paise), 0)::bigint
       FROM ${inSchema(schema, 'record')}
       WHERE related_txn_id = asked.txn_id AND related_txn_id <> ''
         AND type = 'refund' AND status = 'SUCCESS') AS value
     FROM unnest($1::text[]) AS asked (txn_id)`,
    [txnIds],
    'refunded',
  );
  return new Map(rows.map((row) => [row.txn_id as string, row.value as number]));
}

/** What searches read (record-search.ts). */
export function createRecordRows(ask: Ask, schema: string): RecordRows {
  const records = inSchema(schema, 'record');
  const blocks = inSchema(schema, 'block');
  const value = async (name: string, text: string, ...values: number[]): Promise<number> =>
    Number((await ask(text, values, name))[0]?.value ?? 0);
  return {
    newest: () => value('newest', `SELECT max(sequence) AS value FROM ${records}`),
    async at(sequence) {
      const [row] = await ask(`SELECT * FROM ${records} WHERE sequence = $1`, [sequence], 'at');
      return row && recordFrom(row);
    },
    timeAt: (sequence) =>
      value('time-at', `SELECT time_ms AS value FROM ${records} WHERE sequence = $1`, sequence),
    find: (txnIds) => findRecords(ask, schema, txnIds),
    async history(start, accountId, limit) {
      const rows = await ask(
        `WITH RECURSIVE history AS (
           SELECT record.*, 1 AS place FROM ${records} AS record WHERE sequence = $1
           UNION ALL
           SELECT record.*, place + 1 FROM history JOIN ${records} AS record
             ON record.sequence = CASE WHEN history.payer_id = $2
               THEN history.payer_previous ELSE history.payee_previous END
           WHERE place < $3)
         SELECT * FROM history ORDER BY place`,
        [start, accountId, limit],
        'history',
      );
      return rows.map(recordFrom);
    },
    async slice({ from, to, minPaise, maxPaise, firstEntry, lastEntry, limit }) {
      const rows = await ask(
        `SELECT * FROM ${records} WHERE sequence >= $1 AND sequence < $2
           AND amount_paise BETWEEN $3 AND $4 AND entry BETWEEN $5 AND $6
         ORDER BY sequence DESC LIMIT $7`,
        [from, to, minPaise, maxPaise, firstEntry, lastEntry, limit],
        'slice',
      );
      return rows.map(recordFrom);
    },
    blockBefore: (entry) =>
      value(
        'block-before',
        `SELECT height AS value FROM ${blocks} WHERE first_entry < $1 ORDER BY height DESC LIMIT 1`,
        entry,
      ),
    firstRecord: (height) =>
      value(
        'first-record',
        `SELECT first_record AS value FROM ${blocks} WHERE height = $1`,
        height,
      ),
    pause: async () => undefined,
  };
}
