import { Command, InvalidArgumentError, Option } from 'commander';
import { DAY_MS, INDIA_OFFSET_MS } from '#shared/indian-time.ts';
import { type BankAddressOption, parseBank } from '../common/values.ts';

/** What `npm run statement` was asked for. */
export interface StatementCommandOptions {
  readonly account: string;
  readonly from?: number;
  readonly to?: number;
  readonly search: string;
  readonly out?: string;
  readonly bank?: BankAddressOption;
  readonly ca?: string;
  readonly data: string;
}

/** Midnight in India. */
function dayStart(text: string): number {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const timeMs = isDay ? Date.parse(`${text}T00:00:00.000Z`) - INDIA_OFFSET_MS : Number.NaN;
  if (Number.isNaN(timeMs) || timeMs < 0) {
    throw new InvalidArgumentError('It must be a day such as 2026-11-29.');
  }
  return timeMs;
}

const EXAMPLES = `
Examples:
  npm run --silent statement -- --account asha@upisim > asha.csv
  npm run statement -- --account M000000001 --from 2026-11-01 --to 2026-11-30 --out november.csv
  npm run statement -- --account EQUITY --search 500

Needs the admin key in the data folder of a running bank. Days are Indian days, both included.
Exit code: 0 written, 1 the bank refused or cannot be reached, 2 wrong usage.`;

/** @throws CommanderError after writing what is wrong, or the help */
export const parseStatementOptions = (
  words: readonly string[],
  defaultDataFolder: string,
): StatementCommandOptions =>
  new Command('npm run statement --')
    .description('Writes all payments of one account as CSV, newest first.')
    .requiredOption('--account <id>', 'UPI ID, mobile number, UID, MID, EQUITY or SUSPENSE')
    .option('--from <day>', 'only from this day on', dayStart)
    .addOption(
      new Option('--to <day>', 'only up to this day').argParser(
        (text: string) => dayStart(text) + DAY_MS - 1,
      ),
    )
    .option('--search <text>', 'only this id, RRN, UPI ID or amount in rupees', '')
    .option('--out <file>', 'a new file instead of the standard output')
    .option('--bank <host:port>', 'a bank elsewhere', parseBank)
    .option('--ca <file>', "the bank's certificate authority")
    .option('--data <folder>', 'the data folder', defaultDataFolder)
    .addHelpText('after', EXAMPLES)
    .exitOverride()
    .parse([...words], { from: 'user' })
    .opts<StatementCommandOptions>();
