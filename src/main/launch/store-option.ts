import { Option } from 'commander';
import { STORE_VARIABLE } from '#bank/store/open-store.ts';

/** `--store URL`, the same in every command that opens a bank. */
export const storeOption = (): Option =>
  new Option(
    '--store <url>',
    'keep accounts and ledger in PostgreSQL: postgres://user@host/database (password in PGPASSWORD)',
  )
    .env(STORE_VARIABLE)
    // A variable that is set to nothing means none.
    .argParser((text) => (text === '' ? undefined : text));
