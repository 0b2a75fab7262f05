import type { DatabaseSync } from 'node:sqlite';
import { StoreFailure } from '../store-failure.ts';

/** "UPIB" in SQLite's application id: this file is ours. */
export const APPLICATION_ID = 0x55504942;
export const SCHEMA_VERSION = 4;

/** Tables that only grow. Each names the column that numbers its rows without a gap. */
const APPEND_ONLY = { leaf: 'position', record: 'sequence', block: 'height' } as const;
/** Tables whose rows the authorizer lets nobody change or remove. */
export const LEDGER_TABLES: ReadonlySet<string> = new Set([...Object.keys(APPEND_ONLY), 'node']);

/**
 * Random-order indexes cost more than everything else in a commit, so `record` has one: an account's
 * history is a chain (`last_record`, `payer_previous`, `payee_previous`), an RRN's last eight digits
 * are the record's sequence, times only grow.
 */
const TABLES = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE account (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('user', 'merchant', 'system')),
  name TEXT NOT NULL, vpa TEXT UNIQUE, is_simulated INTEGER NOT NULL, created_ms INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('active', 'dormant', 'frozen')),
  balance_paise INTEGER NOT NULL CHECK (balance_paise >= 0 OR id = 'EQUITY'),
  day INTEGER NOT NULL, sent_paise INTEGER NOT NULL, sent_count INTEGER NOT NULL,
  received_paise INTEGER NOT NULL, received_count INTEGER NOT NULL,
  cooling_until_ms INTEGER NOT NULL, cooling_sent_paise INTEGER NOT NULL,
  last_record INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE user (
  uid TEXT PRIMARY KEY REFERENCES account (id), mobile TEXT NOT NULL UNIQUE,
  mmid TEXT NOT NULL UNIQUE, pin_salt BLOB NOT NULL, pin_iterations INTEGER NOT NULL,
  pin_keys BLOB NOT NULL, wrong_pins INTEGER NOT NULL, pin_locked_until_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE merchant (
  mid TEXT PRIMARY KEY REFERENCES account (id), vmid TEXT NOT NULL UNIQUE, mcc TEXT NOT NULL,
  host TEXT NOT NULL, port INTEGER NOT NULL, public_key BLOB NOT NULL,
  certificate_signature BLOB NOT NULL, password_hash TEXT NOT NULL, UNIQUE (host, port)
) STRICT, WITHOUT ROWID;

CREATE TABLE device (
  uid TEXT NOT NULL REFERENCES user (uid), device_id TEXT NOT NULL,
  public_key BLOB NOT NULL CHECK (length(public_key) = 32), bound_ms INTEGER NOT NULL,
  revoked_ms INTEGER NOT NULL, PRIMARY KEY (uid, device_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE binding (
  mobile TEXT PRIMARY KEY, device_id TEXT NOT NULL, code_hash BLOB NOT NULL,
  expires_ms INTEGER NOT NULL, wrong_tries INTEGER NOT NULL, sent_count INTEGER NOT NULL,
  window_start_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE charge (
  reference TEXT PRIMARY KEY, mid TEXT NOT NULL REFERENCES merchant (mid),
  amount_paise INTEGER NOT NULL CHECK (amount_paise > 0), note TEXT NOT NULL,
  created_ms INTEGER NOT NULL, expires_ms INTEGER NOT NULL, state TEXT NOT NULL,
  payer_name TEXT NOT NULL, last_code TEXT NOT NULL, txn_id TEXT NOT NULL, rrn TEXT NOT NULL,
  entry INTEGER NOT NULL, leaf INTEGER NOT NULL, block INTEGER NOT NULL
) STRICT;
CREATE INDEX charge_open ON charge (expires_ms) WHERE state IN ('active', 'scanned');

CREATE TABLE leaf (position INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;

CREATE TABLE node (
  level INTEGER NOT NULL, position INTEGER NOT NULL,
  hash BLOB NOT NULL CHECK (length(hash) = 32), PRIMARY KEY (level, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE block (
  height INTEGER PRIMARY KEY, time_ms INTEGER NOT NULL,
  hash BLOB NOT NULL CHECK (length(hash) = 32), previous_hash BLOB NOT NULL,
  root_before BLOB NOT NULL, first_entry INTEGER NOT NULL,
  entry_count INTEGER NOT NULL CHECK (entry_count > 0), leaf INTEGER NOT NULL,
  first_record INTEGER NOT NULL
) STRICT;

CREATE TABLE record (
  sequence INTEGER PRIMARY KEY, txn_id TEXT NOT NULL, type TEXT NOT NULL, status TEXT NOT NULL,
  code TEXT NOT NULL, rrn TEXT NOT NULL, payer_id TEXT NOT NULL, payee_id TEXT NOT NULL,
  payee_vpa TEXT NOT NULL, amount_paise INTEGER NOT NULL CHECK (amount_paise > 0),
  reference TEXT NOT NULL, note TEXT NOT NULL, related_txn_id TEXT NOT NULL,
  time_ms INTEGER NOT NULL, digest BLOB NOT NULL, balance_paise INTEGER NOT NULL,
  server_signature BLOB NOT NULL, entry INTEGER NOT NULL, leaf INTEGER NOT NULL,
  block INTEGER NOT NULL, payer_previous INTEGER NOT NULL, payee_previous INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX record_txn ON record (txn_id, type);
CREATE INDEX record_related ON record (related_txn_id) WHERE related_txn_id <> '';
`;

/** What version 2 added: collect requests and blocked UPI IDs. */
const COLLECT_TABLES = `
CREATE TABLE collect (
  reference TEXT PRIMARY KEY, sequence INTEGER NOT NULL UNIQUE,
  requester_id TEXT NOT NULL REFERENCES account (id),
  payer_id TEXT NOT NULL REFERENCES account (id),
  amount_paise INTEGER NOT NULL CHECK (amount_paise > 0), note TEXT NOT NULL,
  created_ms INTEGER NOT NULL, expires_ms INTEGER NOT NULL, state TEXT NOT NULL CHECK
  (state IN ('pending', 'approved', 'paid', 'declined', 'expired', 'cancelled')),
  last_code TEXT NOT NULL, ended_ms INTEGER NOT NULL, txn_id TEXT NOT NULL, rrn TEXT NOT NULL,
  entry INTEGER NOT NULL, leaf INTEGER NOT NULL, block INTEGER NOT NULL,
  CHECK (requester_id <> payer_id)
) STRICT;
CREATE INDEX collect_open ON collect (sequence) WHERE state IN ('pending', 'approved');
CREATE INDEX collect_payer ON collect (payer_id, sequence);
CREATE INDEX collect_requester ON collect (requester_id, sequence);

CREATE TABLE restriction (
  by_id TEXT NOT NULL, account_id TEXT NOT NULL REFERENCES account (id),
  kind TEXT NOT NULL CHECK (kind IN ('blocked', 'expired')), since_ms INTEGER NOT NULL,
  ended_ms INTEGER NOT NULL, PRIMARY KEY (by_id, account_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX restriction_held ON restriction (since_ms) WHERE ended_ms = 0;
`;

/** Tells at start which payments still wait in SUSPENSE. */
const HOLD_INDEX = "CREATE INDEX record_hold ON record (sequence) WHERE type = 'hold';";

/** What version 4 added: a payer's day with merchants of one category. */
const SPENDING_TABLE = `
CREATE TABLE spending (
  account_id TEXT NOT NULL REFERENCES account (id), category TEXT NOT NULL,
  day INTEGER NOT NULL, sent_paise INTEGER NOT NULL, PRIMARY KEY (account_id, category)
) STRICT, WITHOUT ROWID;
CREATE INDEX spending_day ON spending (day);
`;

/** What brings a database of the version before up to each version. */
const MIGRATIONS: Readonly<Record<number, string>> = {
  2: COLLECT_TABLES,
  3: HOLD_INDEX,
  4: SPENDING_TABLE,
};

/**
 * Guards against our own mistakes, not against somebody with the file. The INSERT triggers also
 * stop INSERT OR REPLACE, which would otherwise remove a row without firing a DELETE trigger.
 */
const triggers = Object.entries(APPEND_ONLY).map(([table, column]) => {
  const first = table === 'leaf' ? 0 : 1;
  return `
CREATE TRIGGER ${table}_next BEFORE INSERT ON ${table}
WHEN NEW.${column} <> coalesce((SELECT max(${column}) FROM ${table}) + 1, ${first})
BEGIN SELECT raise(ABORT, '${table} is append-only: number out of turn'); END;`;
});
const guards = [...LEDGER_TABLES].map(
  (table) => `
CREATE TRIGGER ${table}_no_update BEFORE UPDATE ON ${table}
BEGIN SELECT raise(ABORT, '${table} is append-only'); END;
CREATE TRIGGER ${table}_no_delete BEFORE DELETE ON ${table}
BEGIN SELECT raise(ABORT, '${table} is append-only'); END;`,
);
const uniques = `
CREATE TRIGGER record_once BEFORE INSERT ON record
WHEN EXISTS (SELECT 1 FROM record WHERE txn_id = NEW.txn_id AND type = NEW.type)
BEGIN SELECT raise(ABORT, 'record is append-only: id was used'); END;
CREATE TRIGGER node_once BEFORE INSERT ON node
WHEN EXISTS (SELECT 1 FROM node WHERE level = NEW.level AND position = NEW.position)
BEGIN SELECT raise(ABORT, 'node is append-only: place is taken'); END;`;

const pragmaNumber = (database: DatabaseSync, name: string): number =>
  Number(Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0]);

function migrate(database: DatabaseSync, from: number): void {
  for (let version = from + 1; version <= SCHEMA_VERSION; version++) {
    database.exec(
      `BEGIN IMMEDIATE; ${MIGRATIONS[version]} PRAGMA user_version = ${version}; COMMIT`,
    );
  }
}

/**
 * Creates the tables of a new database, or brings an older one up to this version; an audit reads
 * the ledger of older ones as they are.
 * @throws StoreFailure for a newer version or a file of another program.
 */
export function prepareSchema(database: DatabaseSync, isReadOnly: boolean): void {
  const version = pragmaNumber(database, 'user_version');
  const application = pragmaNumber(database, 'application_id');
  const tables = database.prepare('SELECT count(*) AS count FROM sqlite_schema').get();
  if (version === 0 && application === 0 && tables?.count === 0 && !isReadOnly) {
    database.exec(`BEGIN IMMEDIATE; ${TABLES}${COLLECT_TABLES}${HOLD_INDEX}${SPENDING_TABLE}${triggers.join('')}${guards.join('')}${uniques}
      PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${SCHEMA_VERSION}; COMMIT`);
    return;
  }
  if (application !== APPLICATION_ID) {
    throw new StoreFailure('foreign', 'This file is not a database of the UPI Simulator.');
  }
  if (version > SCHEMA_VERSION) {
    throw new StoreFailure(
      'newer-version',
      `This database has version ${version}, this program knows up to ${SCHEMA_VERSION}. Nothing was changed. Start the newer UPI Simulator that wrote it, or choose another data folder.`,
    );
  }
  if (!isReadOnly) migrate(database, version);
}
