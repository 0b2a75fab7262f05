import type { DatabaseSync } from 'node:sqlite';
import { type LedgerHead, NODE_LEVEL, type StoredState } from '../bank-store.ts';
import {
  accountFrom,
  bindingFrom,
  blockFrom,
  chargeFrom,
  deviceFrom,
  merchantFrom,
  type Row,
  recordFrom,
  userFrom,
} from '../codec.ts';
import { collectFrom, restrictionFrom, spendingFrom } from '../collect-codec.ts';

const all = <T>(database: DatabaseSync, sql: string, from: (row: Row) => T): T[] =>
  database
    .prepare(sql)
    .all()
    .map((row) => from(row as Row));

const count = (database: DatabaseSync, sql: string): number =>
  Number((database.prepare(sql).get() as Row | undefined)?.value ?? 0);

export const readMeta = (database: DatabaseSync): Map<string, Uint8Array> =>
  new Map(
    all(database, 'SELECT * FROM meta', (row) => [row.key as string, row.value as Uint8Array]),
  );

export const readAccounts = (database: DatabaseSync) =>
  all(database, 'SELECT * FROM account ORDER BY created_ms, id', accountFrom);

/** Roots of the full subtrees of 2^NODE_LEVEL leaves and more on the tree's right edge. */
function readEdge(database: DatabaseSync, leafCount: number): Uint8Array[] {
  const node = database.prepare('SELECT hash FROM node WHERE level = ? AND position = ?');
  const edge: Uint8Array[] = [];
  let covered = 0;
  for (let level = 52; level >= NODE_LEVEL; level--) {
    const width = 2 ** level;
    if (leafCount - covered < width) continue;
    const row = node.get(level, covered / width);
    edge.push((row?.hash as Uint8Array | undefined) ?? new Uint8Array());
    covered += width;
  }
  return edge;
}

function readHead(database: DatabaseSync): LedgerHead {
  const leafCount = count(database, 'SELECT coalesce(max(position) + 1, 0) AS value FROM leaf');
  const tailStart = leafCount - (leafCount % 2 ** NODE_LEVEL);
  const lastBlock = all(database, 'SELECT * FROM block ORDER BY height DESC LIMIT 1', blockFrom)[0];
  return {
    leafCount,
    recordCount: count(database, 'SELECT coalesce(max(sequence), 0) AS value FROM record'),
    entryCount: lastBlock ? lastBlock.firstEntry + lastBlock.entryCount - 1 : 0,
    lastBlock,
    lastTimeMs: count(
      database,
      `SELECT max(coalesce((SELECT time_ms FROM record ORDER BY sequence DESC LIMIT 1), 0),
                  coalesce((SELECT time_ms FROM block ORDER BY height DESC LIMIT 1), 0)) AS value`,
    ),
    edge: readEdge(database, leafCount),
    tail: all(
      database,
      `SELECT bytes FROM leaf WHERE position >= ${tailStart} ORDER BY position`,
      (row) => row.bytes as Uint8Array,
    ),
  };
}

export const readState = (database: DatabaseSync): StoredState => ({
  meta: readMeta(database),
  accounts: readAccounts(database),
  users: all(database, 'SELECT * FROM user ORDER BY uid', userFrom),
  merchants: all(database, 'SELECT * FROM merchant ORDER BY mid', merchantFrom),
  devices: all(database, 'SELECT * FROM device', deviceFrom),
  bindings: all(database, 'SELECT * FROM binding', bindingFrom),
  charges: all(
    database,
    "SELECT * FROM charge WHERE state IN ('active', 'scanned') ORDER BY created_ms",
    chargeFrom,
  ),
  collects: all(
    database,
    "SELECT * FROM collect WHERE state IN ('pending', 'approved') ORDER BY sequence",
    collectFrom,
  ),
  collectCount: count(database, 'SELECT coalesce(max(sequence), 0) AS value FROM collect'),
  restrictions: all(
    database,
    'SELECT * FROM restriction WHERE ended_ms = 0 ORDER BY since_ms, by_id, account_id',
    restrictionFrom,
  ),
  holds: all(
    database,
    `SELECT * FROM record AS hold WHERE type = 'hold' AND NOT EXISTS (
       SELECT 1 FROM record WHERE related_txn_id = hold.txn_id AND related_txn_id <> ''
       AND type IN ('release', 'reversal')
     ) ORDER BY sequence`,
    recordFrom,
  ),
  spendings: all(
    database,
    `SELECT * FROM spending WHERE day = (SELECT max(day) FROM spending)
     ORDER BY account_id, category`,
    spendingFrom,
  ),
  head: readHead(database),
});
