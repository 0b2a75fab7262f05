/** Columns of every table in the order of store/codec.ts; a test holds them to the real schema. */
type ColumnType = 'text' | 'bigint' | 'bytea';

export interface Table {
  readonly name: string;
  readonly key: readonly string[];
  readonly columns: readonly { readonly name: string; readonly type: ColumnType }[];
  /** Rows are only ever added. */
  readonly isLedger: boolean;
}

/** @param columns `name type` pairs, parted by commas */
function table(name: string, key: string, columns: string, isLedger = false): Table {
  const pairs = columns.split(',').map((pair) => pair.trim().split(' '));
  return {
    name,
    key: key.split(' '),
    columns: pairs.map(([column = '', type = '']) => ({
      name: column,
      type: type as ColumnType,
    })),
    isLedger,
  };
}

export const TABLES = {
  meta: table('meta', 'key', 'key text, value bytea'),
  account: table(
    'account',
    'id',
    'id text, kind text, name text, vpa text, is_simulated bigint, created_ms bigint, state text, balance_paise bigint, day bigint, sent_paise bigint, sent_count bigint, received_paise bigint, received_count bigint, cooling_until_ms bigint, cooling_sent_paise bigint, last_record bigint',
  ),
  user: table(
    'user',
    'uid',
    'uid text, mobile text, mmid text, pin_salt bytea, pin_iterations bigint, pin_keys bytea, wrong_pins bigint, pin_locked_until_ms bigint',
  ),
  merchant: table(
    'merchant',
    'mid',
    'mid text, vmid text, mcc text, host text, port bigint, public_key bytea, certificate_signature bytea, password_hash text',
  ),
  device: table(
    'device',
    'uid device_id',
    'uid text, device_id text, public_key bytea, bound_ms bigint, revoked_ms bigint',
  ),
  binding: table(
    'binding',
    'mobile',
    'mobile text, device_id text, code_hash bytea, expires_ms bigint, wrong_tries bigint, sent_count bigint, window_start_ms bigint',
  ),
  charge: table(
    'charge',
    'reference',
    'reference text, mid text, amount_paise bigint, note text, created_ms bigint, expires_ms bigint, state text, payer_name text, last_code text, txn_id text, rrn text, entry bigint, leaf bigint, block bigint',
  ),
  collect: table(
    'collect',
    'reference',
    'reference text, sequence bigint, requester_id text, payer_id text, amount_paise bigint, note text, created_ms bigint, expires_ms bigint, state text, last_code text, ended_ms bigint, txn_id text, rrn text, entry bigint, leaf bigint, block bigint',
  ),
  restriction: table(
    'restriction',
    'by_id account_id',
    'by_id text, account_id text, kind text, since_ms bigint, ended_ms bigint',
  ),
  spending: table(
    'spending',
    'account_id category',
    'account_id text, category text, day bigint, sent_paise bigint',
  ),
  leaf: table('leaf', 'position', 'position bigint, bytes bytea', true),
  node: table('node', 'level position', 'level bigint, position bigint, hash bytea', true),
  block: table(
    'block',
    'height',
    'height bigint, time_ms bigint, hash bytea, previous_hash bytea, root_before bytea, first_entry bigint, entry_count bigint, leaf bigint, first_record bigint',
    true,
  ),
  record: table(
    'record',
    'sequence',
    'sequence bigint, txn_id text, type text, status text, code text, rrn text, payer_id text, payee_id text, payee_vpa text, amount_paise bigint, reference text, note text, related_txn_id text, time_ms bigint, digest bytea, balance_paise bigint, server_signature bytea, entry bigint, leaf bigint, block bigint, payer_previous bigint, payee_previous bigint',
    true,
  ),
} as const satisfies Record<string, Table>;

export type TableName = keyof typeof TABLES;

export const LEDGER_TABLES = Object.values<Table>(TABLES).filter(({ isLedger }) => isLedger);
export const OTHER_TABLES = Object.values<Table>(TABLES).filter(({ isLedger }) => !isLedger);
