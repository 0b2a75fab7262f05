import { constants, type DatabaseSync } from 'node:sqlite';
import { LEDGER_TABLES } from './schema.ts';

const ALLOWED = new Set([
  constants.SQLITE_READ,
  constants.SQLITE_SELECT,
  constants.SQLITE_INSERT,
  constants.SQLITE_TRANSACTION,
  constants.SQLITE_FUNCTION,
  constants.SQLITE_RECURSIVE,
]);
const ALLOWED_PRAGMAS = new Set([
  'wal_checkpoint',
  'page_count',
  'page_size',
  'integrity_check',
  'foreign_key_check',
  'data_version',
]);

/**
 * From now on this connection can add rows everywhere and change rows outside the ledger, nothing
 * else: no DELETE, DROP, ALTER, CREATE, ATTACH or PRAGMA that could loosen a rule. Costs nothing
 * per row, since SQLite asks only when it prepares a statement.
 */
export function guardLedger(database: DatabaseSync): void {
  database.setAuthorizer((action, first, second) => {
    if (ALLOWED.has(action)) return constants.SQLITE_OK;
    if (action === constants.SQLITE_UPDATE && first && !LEDGER_TABLES.has(first)) {
      return constants.SQLITE_OK;
    }
    if (action === constants.SQLITE_PRAGMA && first && ALLOWED_PRAGMAS.has(first)) {
      return second === null || first === 'wal_checkpoint'
        ? constants.SQLITE_OK
        : constants.SQLITE_DENY;
    }
    return constants.SQLITE_DENY;
  });
}
