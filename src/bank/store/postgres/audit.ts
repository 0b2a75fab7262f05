import type { Client } from 'pg';
import type { AuditSource } from '../bank-store.ts';
import {
  AUDIT_COLUMNS,
  blockFrom,
  type Row,
  recordFrom,
  recordFromList,
  type StoredValue,
} from '../codec.ts';
import { StoreFailure } from '../store-failure.ts';
import { openingFailure } from './failure.ts';
import { readFaults } from './integrity.ts';
import { assertKnownVersion, schemaVersion } from './migrate.ts';
import { inSchema } from './names.ts';
import { openSession } from './session.ts';
import { type Ask, asRows, from, readAccounts, readMeta } from './state-reader.ts';
import { type PostgresTarget, postgresTarget } from './target.ts';

/** @throws StoreFailure `missing` when there is no bank in this database */
async function assertBank(client: Client, { schema, label }: PostgresTarget): Promise<void> {
  const version = await schemaVersion(client, schema);
  assertKnownVersion(version);
  if (version > 0) return;
  throw new StoreFailure('missing', `There is no bank in the database ${label}.`);
}

function sourceOver(
  client: Client,
  target: PostgresTarget,
  first: { readonly leafCount: number; readonly meta: ReadonlyMap<string, Uint8Array> },
): AuditSource {
  const { schema, label } = target;
  const failing = (error: unknown): never => {
    throw openingFailure(error, label);
  };
  const ask: Ask = (text, values = []) =>
    client.query(text, [...values]).then(({ rows }) => asRows(rows), failing);
  const lists = (text: string, values: readonly unknown[]): Promise<StoredValue[][]> =>
    client
      .query({ text, values: [...values], rowMode: 'array' })
      .then(({ rows }) => rows as StoredValue[][], failing);
  const count = async (table: 'record' | 'block' | 'node'): Promise<number> =>
    Number((await ask(`SELECT count(*) AS value ${from(schema, table)}`))[0]?.value);
  return {
    ...first,
    leaves: async (start, limit) =>
      (
        await lists(
          `SELECT position, bytes ${from(schema, 'leaf')} WHERE position >= $1
           ORDER BY position LIMIT $2`,
          [start, limit],
        )
      ).map(([position, bytes]) => ({
        position: position as number,
        bytes: bytes as Uint8Array,
      })),
    records: async (start, limit) =>
      (
        await lists(
          `SELECT ${AUDIT_COLUMNS} ${from(schema, 'record')} WHERE sequence >= $1
           ORDER BY sequence LIMIT $2`,
          [start, limit],
        )
      ).map(recordFromList),
    find: async (txnId) =>
      (await ask(`SELECT * ${from(schema, 'record')} WHERE txn_id = $1`, [txnId])).map(recordFrom),
    blocks: async (start, limit) =>
      (
        await ask(`SELECT * ${from(schema, 'block')} WHERE height >= $1 ORDER BY height LIMIT $2`, [
          start,
          limit,
        ])
      ).map(blockFrom),
    nodes: async (level, start, limit) =>
      (
        await ask(
          `SELECT position, hash ${from(schema, 'node')} WHERE level = $1 AND position >= $2
           ORDER BY position LIMIT $3`,
          [level, start, limit],
        )
      ).map((row: Row) => ({
        level,
        position: row.position as number,
        hash: row.hash as Uint8Array,
      })),
    accounts: () => readAccounts(ask, schema),
    integrity: () => readFaults(ask, schema),
    counts: async () => ({
      records: await count('record'),
      blocks: await count('block'),
      nodes: await count('node'),
    }),
    close: () => client.end(),
  };
}

/** A read-only session that sees one moment until `close`. @throws StoreFailure */
export async function openAuditSession(target: PostgresTarget): Promise<AuditSource> {
  let client: Client | undefined;
  try {
    client = await openSession(target, { kind: 'audit', isPipelined: true });
    await assertBank(client, target);
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const reader = client;
    const ask: Ask = async (text) => asRows((await reader.query(text)).rows);
    const [leaves] = await ask(`SELECT count(*) AS value FROM ${inSchema(target.schema, 'leaf')}`);
    const meta = await readMeta(ask, target.schema);
    return sourceOver(client, target, { leafCount: leaves?.value as number, meta });
  } catch (error) {
    await client?.end().catch(() => undefined);
    throw openingFailure(error, target.label);
  }
}

/** For an audit without the bank. @throws StoreFailure */
export const openPostgresAudit = async (url: string): Promise<AuditSource> =>
  openAuditSession(postgresTarget(url));
