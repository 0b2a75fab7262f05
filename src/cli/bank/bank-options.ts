import { Command, InvalidArgumentError, Option } from 'commander';
import { storeOption } from '#main/launch/store-option.ts';
import { BANK_PORT } from '#shared/ports.ts';

/** What `npm run bank` was asked for. */
export interface BankCommandOptions {
  readonly data: string;
  /** URL of a PostgreSQL database. */
  readonly store?: string;
  readonly bankPort: number;
  /** Whether the port was named, so that another one would be a surprise. */
  readonly isPortNamed: boolean;
  readonly host: string;
  readonly certificateHost: readonly string[];
  readonly acceptRestore: boolean;
  /** A backup file. */
  readonly restore?: string;
  readonly json: boolean;
  readonly verbose: boolean;
  readonly endWithInput: boolean;
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) {
    throw new InvalidArgumentError('It must be a whole number from 0 to 65535.');
  }
  return port;
}

const EXAMPLES = `
Examples:
  npm run bank -- --data ./my-bank
  npm run bank -- --data ./my-bank --bank-port 5000
  npm run bank -- --data ./my-bank --restore ./my-bank/backups/bank-20261123-031500-042.sqlite
  npm run bank -- --data ./my-bank --store postgres://bank@127.0.0.1/upisim
  npm run bank -- --data ./class --host 0.0.0.0 --certificate-host 192.168.1.5

The wrapping key that seals PIN keys is kept in wrapping.key in the data folder (0600), or in the
environment variable UPI_SIM_WRAP_KEY (base64url of 32 bytes). It may hold several keys, one a line,
the newest first: the bank is sealed again under the first at the next start.`;

/**
 * @param words the command line without the program's own two words
 * @throws CommanderError after writing what is wrong, or the help
 */
export function parseBankOptions(
  words: readonly string[],
  defaultDataFolder: string,
): BankCommandOptions {
  const command = new Command('npm run bank --')
    .description('Runs the bank of the UPI Simulator without windows. No real money.')
    .option('--data <folder>', 'where accounts and ledger are kept', defaultDataFolder)
    .addOption(storeOption())
    .option(
      '--bank-port <number>',
      'port to listen on, 0 for any; when not given, the next free one from 5000',
      parsePort,
      BANK_PORT,
    )
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option(
      '--certificate-host <names...>',
      'names or addresses by which other machines reach this one',
      [],
    )
    .option('--accept-restore', 'go on from a backup that was put back, under a new log', false)
    .option('--restore <file>', 'put a backup in place of the database, under a new log')
    .option('--json', 'print one JSON line when the bank is open', false)
    .addOption(
      new Option(
        '--end-with-input',
        'stop when standard input ends; for a parent that may be killed',
      )
        .default(false)
        .hideHelp(),
    )
    .option('--verbose', 'log more', false)
    .addHelpText('after', EXAMPLES)
    .exitOverride()
    .parse([...words], { from: 'user' });
  const options = command.opts<Omit<BankCommandOptions, 'isPortNamed'>>();
  return { ...options, isPortNamed: command.getOptionValueSource('bankPort') === 'cli' };
}
