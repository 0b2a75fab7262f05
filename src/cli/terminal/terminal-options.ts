import { Command } from 'commander';
import { FIRST_TERMINAL_PORT } from '#shared/ports.ts';
import {
  type BankAddressOption,
  parseAmount,
  parseBank,
  parsePort,
  parseRupees,
} from '../common/values.ts';

/** What `npm run terminal` was asked for; amounts in paise. */
export interface TerminalCommandOptions {
  readonly name: string;
  readonly port: number;
  readonly password?: string;
  readonly openingBalance: number;
  readonly mcc?: string;
  readonly vpa?: string;
  readonly bank?: BankAddressOption;
  readonly ca?: string;
  readonly data: string;
  readonly listen: string;
  readonly host: string;
  /** Charge this at once. */
  readonly charge?: number;
  readonly qr: boolean;
  readonly json: boolean;
}

export const PASSWORD_VARIABLE = 'UPI_MERCHANT_PASSWORD';

const EXAMPLES = `
While it runs, type
  charge 20 two chai    a charge of Rs 20 with a note; its QR code appears
  cancel                takes the charge back
  refund TXNID 20       gives money back (asks for the password)
  status                balance, day total and the last payments
  quit                  switches the machine off

Examples:
  npm run terminal -- --name "Asha Tea Stall" --password kettle-and-milk
  npm run terminal -- --name "Asha Tea Stall" --port 6001 --charge 20
  npm run terminal -- --name Books --port 6002 --bank 192.168.1.5:5000 --ca ca.pem

The first start registers the merchant and needs the password (--password, ${PASSWORD_VARIABLE} or
typed); later starts of the same name and port use the key that was kept. The printable code is
saved as <merchant>_qr.png in the data folder.`;

/**
 * @param words the command line without the program's own two words
 * @param write gets the help or what is wrong, instead of the terminal
 * @throws CommanderError after writing what is wrong, or the help
 */
export function parseTerminalOptions(
  words: readonly string[],
  defaultDataFolder: string,
  write?: (text: string) => void,
): TerminalCommandOptions {
  const command = new Command('npm run terminal --')
    .description('Runs one UPI machine of the UPI Simulator without a window. No real money.')
    .option('--name <name>', "the merchant's name, as customers see it (needed)")
    .option('--port <number>', 'port of this machine', parsePort, FIRST_TERMINAL_PORT)
    .option('--password <text>', 'for settings and refunds, 8 characters or more')
    .option('--opening-balance <rupees>', 'money on the account at registration', parseRupees, 0)
    .option('--vpa <id>', 'wanted UPI ID; made from the name when not given')
    .option('--mcc <digits>', 'merchant category code')
    .option('--bank <host:port>', 'the bank; 127.0.0.1:5000 when not given', parseBank)
    .option('--ca <file>', "the bank's certificate authority; ca.pem of the data folder")
    .option('--data <folder>', "the bank's data folder, or one for this machine", defaultDataFolder)
    .option('--listen <address>', 'address to listen on', '127.0.0.1')
    .option('--host <name>', 'name or address by which phones reach this machine', '127.0.0.1')
    .option('--charge <rupees>', 'charge this as soon as the bank is reached', parseAmount)
    .option('--no-qr', 'print no QR codes')
    .option('--json', 'print one JSON line per event', false)
    .addHelpText('after', EXAMPLES)
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput(write ? { writeOut: write, writeErr: write } : {})
    .parse([...words], { from: 'user' });
  const options = command.opts<TerminalCommandOptions>();
  // Checked here and not by commander, which would hide an unknown option behind it.
  if (!options.name?.trim()) command.error("error: option '--name <name>' is needed");
  return options;
}
