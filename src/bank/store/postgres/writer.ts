import type { QueryConfig } from 'pg';
import type { StoreBatch } from '../bank-store.ts';
import {
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
import { inSchema, quoted } from './names.ts';
import { TABLES, type Table } from './tables.ts';

/** Rows in one statement: bounds its size when every row of a table changes at once. */
const ROWS_MAX = 10_000;
/** Of an account these never change (BankStore). */
const FIXED_ACCOUNT_COLUMNS = new Set(['id', 'kind', 'name', 'vpa', 'is_simulated', 'created_ms']);

const namesOf = (table: Table): string[] => table.columns.map(({ name }) => quoted(name));
const arraysOf = (table: Table): string =>
  table.columns.map(({ type }, index) => `$${index + 1}::${type}[]`).join(', ');
const assign = (names: readonly string[], from: string): string =>
  names.map((name) => `${name} = ${from}.${name}`).join(', ');

export function insertSql(schema: string, table: Table): string {
  return `INSERT INTO ${inSchema(schema, table.name)} (${namesOf(table).join(', ')})
    SELECT * FROM unnest(${arraysOf(table)})`;
}

function upsertSql(schema: string, table: Table): string {
  const changing = table.columns.filter(({ name }) => !table.key.includes(name));
  const names = changing.map(({ name }) => quoted(name));
  return `${insertSql(schema, table)}
    ON CONFLICT (${table.key.map(quoted).join(', ')}) DO UPDATE SET ${assign(names, 'excluded')}`;
}

function accountChangesSql(schema: string): string {
  const table = TABLES.account;
  const changing = table.columns.filter(({ name }) => !FIXED_ACCOUNT_COLUMNS.has(name));
  const names = changing.map(({ name }) => quoted(name));
  return `WITH changed AS (
      UPDATE ${inSchema(schema, table.name)} AS row SET ${assign(names, 'new')}
      FROM unnest(${arraysOf(table)}) AS new (${namesOf(table).join(', ')})
      WHERE row.id = new.id RETURNING 1)
    SELECT ${quoted(schema)}.must((SELECT count(*) FROM changed) = cardinality($1::text[]),
      'an account that was to change is missing')`;
}

/** One array a column, from one list a row. */
export const columnsOf = (table: Table, rows: readonly Values[]): Values[] =>
  table.columns.map((_, index) => rows.map((row) => row[index] ?? null));

export type BatchStatements = (batch: StoreBatch) => QueryConfig[];

/** The statements of a commit, BEGIN and COMMIT included, in the order in which rows need others. */
export function createWriter(schema: string): BatchStatements {
  const sql = {
    newAccount: insertSql(schema, TABLES.account),
    account: accountChangesSql(schema),
    user: upsertSql(schema, TABLES.user),
    merchant: insertSql(schema, TABLES.merchant),
    device: upsertSql(schema, TABLES.device),
    binding: upsertSql(schema, TABLES.binding),
    charge: upsertSql(schema, TABLES.charge),
    collect: upsertSql(schema, TABLES.collect),
    restriction: upsertSql(schema, TABLES.restriction),
    spending: upsertSql(schema, TABLES.spending),
    leaf: insertSql(schema, TABLES.leaf),
    node: insertSql(schema, TABLES.node),
    record: insertSql(schema, TABLES.record),
    block: insertSql(schema, TABLES.block),
    meta: upsertSql(schema, TABLES.meta),
  };
  const batchSql = `UPDATE ${inSchema(schema, 'meta')} SET value = convert_to($1, 'UTF8')
    WHERE key = 'batch'`;

  function write(name: keyof typeof sql, table: Table, rows: readonly Values[]): QueryConfig[] {
    const statements: QueryConfig[] = [];
    for (let at = 0; at < rows.length; at += ROWS_MAX) {
      const values = columnsOf(table, rows.slice(at, at + ROWS_MAX));
      statements.push({ name, text: sql[name], values });
    }
    return statements;
  }

  return (batch) => [
    { text: 'BEGIN' },
    // First: its row is locked until the end, and a batch out of turn gets no further.
    { name: 'batch', text: batchSql, values: [String(batch.number)] },
    ...write('newAccount', TABLES.account, batch.newAccounts.map(accountValues)),
    ...write('account', TABLES.account, batch.accounts.map(accountValues)),
    ...write('user', TABLES.user, batch.users.map(userValues)),
    ...write('merchant', TABLES.merchant, batch.merchants.map(merchantValues)),
    ...write('device', TABLES.device, batch.devices.map(deviceValues)),
    ...write('binding', TABLES.binding, batch.bindings.map(bindingValues)),
    ...write('charge', TABLES.charge, batch.charges.map(chargeValues)),
    ...write('collect', TABLES.collect, batch.collects.map(collectValues)),
    ...write('restriction', TABLES.restriction, batch.restrictions.map(restrictionValues)),
    ...write('spending', TABLES.spending, batch.spendings.map(spendingValues)),
    ...write(
      'leaf',
      TABLES.leaf,
      batch.leaves.map((bytes, index) => [batch.firstLeaf + index, bytes]),
    ),
    ...write(
      'node',
      TABLES.node,
      batch.nodes.map(({ level, position, hash }) => [level, position, hash]),
    ),
    ...write('record', TABLES.record, batch.records.map(recordValues)),
    ...write('block', TABLES.block, batch.block ? [blockValues(batch.block)] : []),
    ...write('meta', TABLES.meta, [...batch.meta]),
    { text: 'COMMIT' },
  ];
}
