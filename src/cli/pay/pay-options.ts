import { Command, Option } from 'commander';
import {
  type BankAddressOption,
  parseAmount,
  parseBank,
  parseMobile,
  parseRupees,
} from '../common/values.ts';

/** What `npm run pay` was asked for; amounts in paise. */
export interface PayCommandOptions {
  readonly code: string;
  readonly amount?: number;
  readonly note?: string;
  readonly pin?: string;
  readonly name?: string;
  readonly mobile?: string;
  readonly openingBalance: number;
  readonly bank?: BankAddressOption;
  readonly ca?: string;
  readonly data: string;
  readonly json: boolean;
}

export const PIN_VARIABLE = 'UPI_PIN';

const EXAMPLES = `
Examples:
  npm run pay -- VM7K2M9Q4T:6001 --amount 20 --pin 246810
  npm run pay -- 'upi://pay?pa=ashatea@upisim&am=20&...' --mobile 9876543210
  npm run pay -- ravi@upisim --amount 500 --note rent

The first payment registers a user (--name, --mobile, --opening-balance) and keeps its device key in
a file that only you can read; later payments use it. With several users --mobile says which. The
PIN is asked for when neither --pin nor ${PIN_VARIABLE} gives it, and is never kept.

Exit code: 0 paid, 1 not paid (declined, refused, or the result is not known yet), 2 wrong usage.`;

/**
 * @param words the command line without the program's own two words
 * @param write gets the help or what is wrong, instead of the terminal
 * @throws CommanderError after writing what is wrong, or the help
 */
export function parsePayOptions(
  words: readonly string[],
  defaultDataFolder: string,
  write?: (text: string) => void,
): PayCommandOptions {
  const command = new Command('npm run pay --')
    .description('Pays as one user of the UPI Simulator, from a shell. No real money.')
    .argument('<code>', 'VMID:PORT, a upi:// link, a UPI ID or a mobile number')
    .option('--amount <rupees>', 'how much, when the code leaves it open', parseAmount)
    .option('--note <text>', 'for the payee, at most 50 characters')
    .option('--pin <digits>', `the UPI PIN, 4 or 6 digits; better in ${PIN_VARIABLE}`)
    .option('--name <name>', "a new user's name")
    .option('--mobile <number>', 'which user, or the mobile number of a new one', parseMobile)
    .addOption(
      new Option('--opening-balance <rupees>', "money on a new user's account")
        .argParser(parseRupees)
        .default(1_000_000, '10000'),
    )
    .option('--bank <host:port>', 'the bank; 127.0.0.1:5000 when not given', parseBank)
    .option('--ca <file>', "the bank's certificate authority; ca.pem of the data folder")
    .option('--data <folder>', "the bank's data folder, or one for this user", defaultDataFolder)
    .option('--json', 'print the result as one JSON line', false)
    .addHelpText('after', EXAMPLES)
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput(write ? { writeOut: write, writeErr: write } : {})
    .parse([...words], { from: 'user' });
  return { code: command.args[0] ?? '', ...command.opts<Omit<PayCommandOptions, 'code'>>() };
}
