import { Option } from 'commander';
import { STORE_VARIABLE } from '#bank/store/open-store.ts';

/** `--store URL`, the same in every command that opens a bank. */
export function storeOption(): Option {
  const option = new Option(
    '--store <url>',
    `keep accounts and ledger in PostgreSQL: postgres://user@host/database, password in PGPASSWORD; or the whole URL in ${STORE_VARIABLE}`,
  );
  // A variable that is set to nothing means none.
  return process.env[STORE_VARIABLE] ? option.env(STORE_VARIABLE) : option;
}
