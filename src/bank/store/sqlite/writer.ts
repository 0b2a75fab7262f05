import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { StoreBatch } from '../bank-store.ts';
import {
  accountChanges,
  accountValues,
  bindingValues,
  blockValues,
  chargeValues,
  deviceValues,
  merchantValues,
  recordValues,
  userValues,
  type Values,
} from '../codec.ts';
import { collectValues, restrictionValues, spendingValues } from '../collect-codec.ts';

const marks = (count: number): string => Array.from({ length: count }, () => '?').join(', ');

const insert = (database: DatabaseSync, table: string, columns: number): StatementSync =>
  database.prepare(`INSERT INTO ${table} VALUES (${marks(columns)})`);

/** Inserts, or gives an existing row (by its key columns) the new values. */
function upsert(
  database: DatabaseSync,
  table: string,
  key: readonly string[],
  columns: readonly string[],
): StatementSync {
  const changes = columns.map((column) => `${column} = excluded.${column}`).join(', ');
  const all = [...key, ...columns];
  return database.prepare(
    `INSERT INTO ${table} (${all.join(', ')}) VALUES (${marks(all.length)})
     ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${changes}`,
  );
}

const words = (text: string): string[] => text.split(' ');

function statements(database: DatabaseSync) {
  return {
    begin: database.prepare('BEGIN IMMEDIATE'),
    commit: database.prepare('COMMIT'),
    rollback: database.prepare('ROLLBACK'),
    leaf: insert(database, 'leaf', 2),
    node: insert(database, 'node', 3),
    record: insert(database, 'record', 22),
    block: insert(database, 'block', 9),
    merchant: insert(database, 'merchant', 8),
    newAccount: insert(database, 'account', 16),
    account: database.prepare(
      `UPDATE account SET state = ?, balance_paise = ?, day = ?, sent_paise = ?, sent_count = ?,
       received_paise = ?, received_count = ?, cooling_until_ms = ?, cooling_sent_paise = ?,
       last_record = ? WHERE id = ?`,
    ),
    user: upsert(
      database,
      'user',
      ['uid'],
      words('mobile mmid pin_salt pin_iterations pin_keys wrong_pins pin_locked_until_ms'),
    ),
    device: upsert(
      database,
      'device',
      ['uid', 'device_id'],
      words('public_key bound_ms revoked_ms'),
    ),
    binding: upsert(
      database,
      'binding',
      ['mobile'],
      words('device_id code_hash expires_ms wrong_tries sent_count window_start_ms'),
    ),
    charge: upsert(
      database,
      'charge',
      ['reference'],
      words(
        'mid amount_paise note created_ms expires_ms state payer_name last_code txn_id rrn entry leaf block',
      ),
    ),
    collect: upsert(
      database,
      'collect',
      ['reference'],
      words(
        'sequence requester_id payer_id amount_paise note created_ms expires_ms state last_code ended_ms txn_id rrn entry leaf block',
      ),
    ),
    restriction: upsert(
      database,
      'restriction',
      ['by_id', 'account_id'],
      words('kind since_ms ended_ms'),
    ),
    spending: upsert(database, 'spending', ['account_id', 'category'], words('day sent_paise')),
    meta: upsert(database, 'meta', ['key'], ['value']),
  };
}

function writeAll<T>(statement: StatementSync, rows: readonly T[], values: (row: T) => Values) {
  for (const row of rows) statement.run(...values(row));
}

export const BATCH_META = 'batch';

/** Writes batches on the one writing connection. @throws whatever node:sqlite throws */
export function createWriter(database: DatabaseSync): (batch: StoreBatch) => void {
  const to = statements(database);
  const writeRows = (batch: StoreBatch): void => {
    writeAll(to.newAccount, batch.newAccounts, accountValues);
    writeAll(to.account, batch.accounts, accountChanges);
    writeAll(to.user, batch.users, userValues);
    writeAll(to.merchant, batch.merchants, merchantValues);
    writeAll(to.device, batch.devices, deviceValues);
    writeAll(to.binding, batch.bindings, bindingValues);
    writeAll(to.charge, batch.charges, chargeValues);
    writeAll(to.collect, batch.collects, collectValues);
    writeAll(to.restriction, batch.restrictions, restrictionValues);
    writeAll(to.spending, batch.spendings, spendingValues);
    let position = batch.firstLeaf;
    for (const bytes of batch.leaves) to.leaf.run(position++, bytes);
    for (const node of batch.nodes) to.node.run(node.level, node.position, node.hash);
    writeAll(to.record, batch.records, recordValues);
    if (batch.block) to.block.run(...blockValues(batch.block));
    for (const [key, value] of batch.meta) to.meta.run(key, value);
    to.meta.run(BATCH_META, Buffer.from(String(batch.number)));
  };
  return (batch) => {
    to.begin.run();
    try {
      writeRows(batch);
      to.commit.run();
    } catch (error) {
      if (database.isTransaction) to.rollback.run();
      throw error;
    }
  };
}
