import { join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { BANK_PORT, PAGE_PORT } from '#shared/ports.ts';
import { storeOption } from './store-option.ts';

/** What `npm start` was asked for. */
export interface LaunchOptions {
  readonly host: 'desktop' | 'browser' | 'auto';
  readonly port: number;
  readonly bankPort: number;
  readonly dataFolder: string;
  readonly open: boolean;
  /** Whether the desktop may keep the bank's wrapping key in the system's keychain. */
  readonly keychain: boolean;
  /** URL of a PostgreSQL database for the bank of this desk. */
  readonly storeUrl?: string;
  /** A bank elsewhere: its `wss://host:port` and its authority's file. */
  readonly remoteBank?: { readonly host: string; readonly port: number; readonly caFile: string };
}

export interface ParseSettings {
  readonly defaultDataFolder: string;
  /** Electron gets Chromium's own switches as well. */
  readonly allowUnknown?: boolean;
  readonly write?: (text: string) => void;
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) {
    throw new InvalidArgumentError('It must be a whole number from 0 to 65535.');
  }
  return port;
}

/** `wss://host:port`, `host:port` or `host`; 5000 when no port is named. */
function parseBank(text: string): { host: string; port: number } {
  const withScheme = text.includes('://') ? text : `wss://${text}`;
  const url = URL.canParse(withScheme) ? new URL(withScheme) : undefined;
  const isBank =
    url !== undefined &&
    ['wss:', 'tls:'].includes(url.protocol) &&
    url.hostname !== '' &&
    url.username === '' &&
    ['', '/'].includes(url.pathname);
  if (!isBank) throw new InvalidArgumentError('It must look like wss://192.168.1.5:5000.');
  return { host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port) || BANK_PORT };
}

const remoteFolderName = ({ host, port }: { host: string; port: number }): string =>
  `at-${host.replace(/[^A-Za-z0-9.-]/g, '_')}-${port}`;

interface GivenOptions {
  host: LaunchOptions['host'];
  port: number;
  bankPort: number;
  data: string;
  open: boolean;
  keychain: 'on' | 'off';
  store?: string;
  bank?: { host: string; port: number };
  ca?: string;
}

function launchProgram(settings: ParseSettings): Command {
  const allowUnknown = settings.allowUnknown ?? false;
  const { write } = settings;
  return new Command('npm start --')
    .description('Starts the UPI Simulator: bank, terminals and the control room. No real money.')
    .addOption(
      new Option('--host <host>', 'where windows open; the desktop when it can be had')
        .choices(['desktop', 'browser', 'auto'])
        .default('auto'),
    )
    .option('--port <number>', 'port of the page in the browser host', parsePort, PAGE_PORT)
    .option(
      '--bank-port <number>',
      "the bank's port; the next free one if taken",
      parsePort,
      BANK_PORT,
    )
    .option(
      '--data <folder>',
      'where accounts, ledger and devices are kept',
      settings.defaultDataFolder,
    )
    .addOption(
      new Option(
        '--keychain <on|off>',
        "off: the desktop moves the bank's key out of the system's keychain into the data folder",
      )
        .choices(['on', 'off'])
        .default('on'),
    )
    .addOption(storeOption())
    .option('--no-open', 'print the address instead of opening the browser')
    .option('--bank <url>', 'use the bank that runs there: wss://host:port (needs --ca)', parseBank)
    .option('--ca <file>', "that bank's certificate authority, its ca.pem")
    .allowUnknownOption(allowUnknown)
    .allowExcessArguments(allowUnknown)
    .exitOverride()
    .configureOutput(write ? { writeOut: write, writeErr: write } : {});
}

/**
 * @param words the command line without the program's own two words
 * @throws CommanderError after writing what is wrong, or the help
 */
export function parseLaunchOptions(
  words: readonly string[],
  settings: ParseSettings,
): LaunchOptions {
  const program = launchProgram(settings).parse([...words], { from: 'user' });
  const given = program.opts<GivenOptions>();
  const { host, port, bankPort, open, data, keychain, store, bank, ca } = given;
  if ((bank === undefined) !== (ca === undefined)) {
    program.error(
      'error: --bank URL and --ca FILE belong together: one was given without the other.',
    );
  }
  const base = { host, port, bankPort, open, dataFolder: data, keychain: keychain === 'on' };
  if (!bank || !ca) return store === undefined ? base : { ...base, storeUrl: store };
  if (program.getOptionValueSource('store') === 'cli') {
    program.error('error: --bank URL uses a bank elsewhere, which has its own --store.');
  }
  // Devices of one bank are of no use at another, so each bank elsewhere has a folder of its own.
  const isDefault = program.getOptionValueSource('data') === 'default';
  const dataFolder = isDefault ? join(data, remoteFolderName(bank)) : data;
  return { ...base, dataFolder, remoteBank: { ...bank, caFile: ca } };
}
