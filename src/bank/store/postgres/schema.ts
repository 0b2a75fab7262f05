/**
 * What each version adds. A released migration never changes: what comes later is a new one at the
 * end. `%S` is the schema. The columns are those of the SQLite store.
 */
const FIRST = `
CREATE TABLE %S.meta (key text PRIMARY KEY, value bytea NOT NULL);

CREATE TABLE %S.holder (
  one boolean PRIMARY KEY DEFAULT true CHECK (one), host text NOT NULL, pid bigint NOT NULL,
  backend_pid bigint NOT NULL, since_ms bigint NOT NULL
);

CREATE TABLE %S.account (
  id text PRIMARY KEY, kind text NOT NULL CHECK (kind IN ('user', 'merchant', 'system')),
  name text NOT NULL, vpa text UNIQUE, is_simulated bigint NOT NULL, created_ms bigint NOT NULL,
  state text NOT NULL CHECK (state IN ('active', 'dormant', 'frozen')),
  balance_paise bigint NOT NULL CHECK (balance_paise >= 0 OR id = 'EQUITY'),
  day bigint NOT NULL, sent_paise bigint NOT NULL, sent_count bigint NOT NULL,
  received_paise bigint NOT NULL, received_count bigint NOT NULL,
  cooling_until_ms bigint NOT NULL, cooling_sent_paise bigint NOT NULL, last_record bigint NOT NULL
) WITH (fillfactor = 50);

CREATE TABLE %S."user" (
  uid text PRIMARY KEY REFERENCES %S.account (id), mobile text NOT NULL UNIQUE,
  mmid text NOT NULL UNIQUE, pin_salt bytea NOT NULL, pin_iterations bigint NOT NULL,
  pin_keys bytea NOT NULL, wrong_pins bigint NOT NULL, pin_locked_until_ms bigint NOT NULL
);

CREATE TABLE %S.merchant (
  mid text PRIMARY KEY REFERENCES %S.account (id), vmid text NOT NULL UNIQUE, mcc text NOT NULL,
  host text NOT NULL, port bigint NOT NULL, public_key bytea NOT NULL,
  certificate_signature bytea NOT NULL, password_hash text NOT NULL, UNIQUE (host, port)
);

CREATE TABLE %S.device (
  uid text NOT NULL REFERENCES %S."user" (uid), device_id text NOT NULL,
  public_key bytea NOT NULL CHECK (length(public_key) = 32), bound_ms bigint NOT NULL,
  revoked_ms bigint NOT NULL, PRIMARY KEY (uid, device_id)
);

CREATE TABLE %S.binding (
  mobile text PRIMARY KEY, device_id text NOT NULL, code_hash bytea NOT NULL,
  expires_ms bigint NOT NULL, wrong_tries bigint NOT NULL, sent_count bigint NOT NULL,
  window_start_ms bigint NOT NULL
);

CREATE TABLE %S.charge (
  reference text PRIMARY KEY, mid text NOT NULL REFERENCES %S.merchant (mid),
  amount_paise bigint NOT NULL CHECK (amount_paise > 0), note text NOT NULL,
  created_ms bigint NOT NULL, expires_ms bigint NOT NULL, state text NOT NULL,
  payer_name text NOT NULL, last_code text NOT NULL, txn_id text NOT NULL, rrn text NOT NULL,
  entry bigint NOT NULL, leaf bigint NOT NULL, block bigint NOT NULL
);
CREATE INDEX charge_open ON %S.charge (expires_ms) WHERE state IN ('active', 'scanned');

CREATE TABLE %S.leaf (position bigint PRIMARY KEY, bytes bytea NOT NULL);
ALTER TABLE %S.leaf ALTER COLUMN bytes SET STORAGE PLAIN;

CREATE TABLE %S.node (
  level bigint NOT NULL, position bigint NOT NULL,
  hash bytea NOT NULL CHECK (length(hash) = 32), PRIMARY KEY (level, position)
);

CREATE TABLE %S.block (
  height bigint PRIMARY KEY, time_ms bigint NOT NULL,
  hash bytea NOT NULL CHECK (length(hash) = 32), previous_hash bytea NOT NULL,
  root_before bytea NOT NULL, first_entry bigint NOT NULL,
  entry_count bigint NOT NULL CHECK (entry_count > 0), leaf bigint NOT NULL,
  first_record bigint NOT NULL
);

CREATE TABLE %S.record (
  sequence bigint PRIMARY KEY, txn_id text NOT NULL, type text NOT NULL, status text NOT NULL,
  code text NOT NULL, rrn text NOT NULL, payer_id text NOT NULL, payee_id text NOT NULL,
  payee_vpa text NOT NULL, amount_paise bigint NOT NULL CHECK (amount_paise > 0),
  reference text NOT NULL, note text NOT NULL, related_txn_id text NOT NULL,
  time_ms bigint NOT NULL, digest bytea NOT NULL, balance_paise bigint NOT NULL,
  server_signature bytea NOT NULL, entry bigint NOT NULL, leaf bigint NOT NULL,
  block bigint NOT NULL, payer_previous bigint NOT NULL, payee_previous bigint NOT NULL
);
CREATE UNIQUE INDEX record_txn ON %S.record (txn_id, type);
CREATE INDEX record_related ON %S.record (related_txn_id) WHERE related_txn_id <> '';

CREATE FUNCTION %S.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE FUNCTION %S.must(holds boolean, otherwise text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF NOT coalesce(holds, false) THEN
    RAISE EXCEPTION '%', otherwise USING ERRCODE = 'integrity_constraint_violation';
  END IF;
END $$;

CREATE FUNCTION %S.next_batch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM %S.must(
    convert_from(NEW.value, 'UTF8')::bigint = convert_from(OLD.value, 'UTF8')::bigint + 1,
    'batch number out of turn: another bank has written here');
  RETURN NEW;
END $$;
CREATE TRIGGER meta_batch BEFORE UPDATE ON %S.meta FOR EACH ROW WHEN (OLD.key = 'batch')
  EXECUTE FUNCTION %S.next_batch();
INSERT INTO %S.meta VALUES ('batch', '0');
`;

/** Rows that a statement adds must go on where the table ends, without a gap. */
function gapless(table: string, column: string, first: number): string {
  return `
CREATE FUNCTION %S.${table}_next() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE low bigint; high bigint; added bigint;
BEGIN
  SELECT min(${column}), max(${column}), count(*) INTO low, high, added FROM added_rows;
  PERFORM %S.must(
    added = 0 OR (
      added = high - low + 1
      AND high = (SELECT max(${column}) FROM %S.${table})
      AND (low = ${first} OR EXISTS (SELECT FROM %S.${table} WHERE ${column} = low - 1))),
    '${table} is append-only: number out of turn');
  RETURN NULL;
END $$;
CREATE TRIGGER ${table}_next AFTER INSERT ON %S.${table} REFERENCING NEW TABLE AS added_rows
  FOR EACH STATEMENT EXECUTE FUNCTION %S.${table}_next();`;
}

const appendOnly = (table: string): string => `
CREATE TRIGGER ${table}_no_change BEFORE UPDATE OR DELETE ON %S.${table}
  FOR EACH ROW EXECUTE FUNCTION %S.refuse_change();
CREATE TRIGGER ${table}_no_truncate BEFORE TRUNCATE ON %S.${table}
  FOR EACH STATEMENT EXECUTE FUNCTION %S.refuse_change();`;

const COLLECTS = `
CREATE TABLE %S.collect (
  reference text PRIMARY KEY, sequence bigint NOT NULL UNIQUE,
  requester_id text NOT NULL REFERENCES %S.account (id),
  payer_id text NOT NULL REFERENCES %S.account (id),
  amount_paise bigint NOT NULL CHECK (amount_paise > 0), note text NOT NULL,
  created_ms bigint NOT NULL, expires_ms bigint NOT NULL, state text NOT NULL CHECK
  (state IN ('pending', 'approved', 'paid', 'declined', 'expired', 'cancelled')),
  last_code text NOT NULL, ended_ms bigint NOT NULL, txn_id text NOT NULL, rrn text NOT NULL,
  entry bigint NOT NULL, leaf bigint NOT NULL, block bigint NOT NULL,
  CHECK (requester_id <> payer_id)
);
CREATE INDEX collect_open ON %S.collect (sequence) WHERE state IN ('pending', 'approved');
CREATE INDEX collect_payer ON %S.collect (payer_id, sequence);
CREATE INDEX collect_requester ON %S.collect (requester_id, sequence);

CREATE TABLE %S.restriction (
  by_id text NOT NULL, account_id text NOT NULL REFERENCES %S.account (id),
  kind text NOT NULL CHECK (kind IN ('blocked', 'expired')), since_ms bigint NOT NULL,
  ended_ms bigint NOT NULL, PRIMARY KEY (by_id, account_id)
);
CREATE INDEX restriction_held ON %S.restriction (since_ms) WHERE ended_ms = 0;
`;

const SPENDING = `
CREATE TABLE %S.spending (
  account_id text NOT NULL REFERENCES %S.account (id), category text NOT NULL,
  day bigint NOT NULL, sent_paise bigint NOT NULL, PRIMARY KEY (account_id, category)
);
CREATE INDEX spending_day ON %S.spending (day);
`;

export const MIGRATIONS: readonly string[] = [
  FIRST +
    gapless('leaf', 'position', 0) +
    gapless('record', 'sequence', 1) +
    gapless('block', 'height', 1) +
    ['leaf', 'node', 'block', 'record'].map(appendOnly).join(''),
  COLLECTS,
  // Tells at start which payments still wait.
  "CREATE INDEX record_hold ON %S.record (sequence) WHERE type = 'hold';",
  SPENDING,
];
