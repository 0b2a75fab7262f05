import type { QueryResultRow } from 'pg';
import { type LedgerHead, NODE_LEVEL, type NodePlace, type StoredState } from '../bank-store.ts';
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
import { StoreFailure } from '../store-failure.ts';
import { inSchema } from './names.ts';
import type { TableName } from './tables.ts';

/** Runs one statement and gives its rows. */
export type Ask = (text: string, values?: readonly unknown[], name?: string) => Promise<Row[]>;

/** `FROM` and the table's full name. */
export const from = (schema: string, table: TableName): string => `FROM ${inSchema(schema, table)}`;

export const asRows = (rows: QueryResultRow[]): Row[] => rows as Row[];

export const readMeta = async (ask: Ask, schema: string): Promise<Map<string, Uint8Array>> =>
  new Map(
    (await ask(`SELECT * ${from(schema, 'meta')}`)).map((row) => [
      row.key as string,
      row.value as Uint8Array,
    ]),
  );

export const readAccounts = async (ask: Ask, schema: string) =>
  (await ask(`SELECT * ${from(schema, 'account')} ORDER BY created_ms, id COLLATE "C"`)).map(
    accountFrom,
  );

/** @throws StoreFailure `damaged` when one is missing */
export async function readNodes(
  ask: Ask,
  schema: string,
  places: readonly NodePlace[],
): Promise<Uint8Array[]> {
  if (places.length === 0) return [];
  const rows = await ask(
    `SELECT asked.level, asked.position, hash
     FROM unnest($1::bigint[], $2::bigint[]) WITH ORDINALITY AS asked (level, position, place)
     LEFT JOIN ${inSchema(schema, 'node')} AS node
       ON node.level = asked.level AND node.position = asked.position ORDER BY place`,
    [places.map(({ level }) => level), places.map(({ position }) => position)],
    'nodes',
  );
  return rows.map(({ level, position, hash }) => {
    if (hash) return hash as Uint8Array;
    throw new StoreFailure('damaged', `Tree node ${level}/${position} is missing.`);
  });
}

/** Places of the full subtrees of 2^NODE_LEVEL leaves and more on the tree's right edge. */
function edgePlaces(leafCount: number): NodePlace[] {
  const places: NodePlace[] = [];
  let covered = 0;
  for (let level = 52; level >= NODE_LEVEL; level--) {
    const width = 2 ** level;
    if (leafCount - covered < width) continue;
    places.push({ level, position: covered / width });
    covered += width;
  }
  return places;
}

async function readHead(ask: Ask, schema: string): Promise<LedgerHead> {
  const number = async (sql: string): Promise<number> => Number((await ask(sql))[0]?.value ?? 0);
  const leafCount = await number(
    `SELECT coalesce(max(position) + 1, 0) AS value ${from(schema, 'leaf')}`,
  );
  const tailStart = leafCount - (leafCount % 2 ** NODE_LEVEL);
  const [blockRow] = await ask(`SELECT * ${from(schema, 'block')} ORDER BY height DESC LIMIT 1`);
  const [recordRow] = await ask(
    `SELECT sequence, time_ms ${from(schema, 'record')} ORDER BY sequence DESC LIMIT 1`,
  );
  const lastBlock = blockRow && blockFrom(blockRow);
  const tail = await ask(
    `SELECT bytes ${from(schema, 'leaf')} WHERE position >= $1 ORDER BY position`,
    [tailStart],
  );
  return {
    leafCount,
    recordCount: Number(recordRow?.sequence ?? 0),
    entryCount: lastBlock ? lastBlock.firstEntry + lastBlock.entryCount - 1 : 0,
    lastBlock,
    lastTimeMs: Math.max(Number(recordRow?.time_ms ?? 0), lastBlock?.timeMs ?? 0),
    edge: await readNodes(ask, schema, edgePlaces(leafCount)),
    tail: tail.map((row) => row.bytes as Uint8Array),
  };
}

export async function readState(ask: Ask, schema: string): Promise<StoredState> {
  const all = (table: TableName, rest: string) => ask(`SELECT * ${from(schema, table)} ${rest}`);
  const [collectCount] = await ask(
    `SELECT coalesce(max(sequence), 0) AS value ${from(schema, 'collect')}`,
  );
  return {
    meta: await readMeta(ask, schema),
    accounts: await readAccounts(ask, schema),
    users: (await all('user', 'ORDER BY uid COLLATE "C"')).map(userFrom),
    merchants: (await all('merchant', 'ORDER BY mid COLLATE "C"')).map(merchantFrom),
    devices: (await all('device', '')).map(deviceFrom),
    bindings: (await all('binding', '')).map(bindingFrom),
    charges: (await all('charge', "WHERE state IN ('active', 'scanned') ORDER BY created_ms")).map(
      chargeFrom,
    ),
    collects: (
      await all('collect', "WHERE state IN ('pending', 'approved') ORDER BY sequence")
    ).map(collectFrom),
    collectCount: Number(collectCount?.value ?? 0),
    restrictions: (
      await all(
        'restriction',
        'WHERE ended_ms = 0 ORDER BY since_ms, by_id COLLATE "C", account_id COLLATE "C"',
      )
    ).map(restrictionFrom),
    holds: (
      await ask(
        `SELECT * ${from(schema, 'record')} AS hold WHERE type = 'hold' AND NOT EXISTS (
           SELECT ${from(schema, 'record')} AS ending WHERE ending.related_txn_id = hold.txn_id
           AND ending.related_txn_id <> '' AND ending.type IN ('release', 'reversal')
         ) ORDER BY sequence`,
      )
    ).map(recordFrom),
    spendings: (
      await all(
        'spending',
        `WHERE day = (SELECT max(day) ${from(schema, 'spending')})
         ORDER BY account_id COLLATE "C", category COLLATE "C"`,
      )
    ).map(spendingFrom),
    head: await readHead(ask, schema),
  };
}
