import { Socket } from 'node:net';
import { homedir } from 'node:os';
import { CommanderError } from 'commander';
import { bankFailure } from '#bank/bank-failure.ts';
import { type RunningBank, runBank } from '#bank/run-bank.ts';
import { WRAPPING_KEY_VARIABLE } from '#bank/wrapping-key.ts';
import { defaultDataFolder } from '#main/launch/data-folder-default.ts';
import { type DataFolder, openDataFolder } from '#wire/data-folder.ts';
import { createLogger, formatLogEntry, type Logger } from '#wire/logger.ts';
import { type BankCommandOptions, parseBankOptions } from './bank-options.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const STOP_WITHIN_MS = 15_000;

const makeLogger = (isVerbose: boolean): Logger =>
  createLogger({
    nowMs: Date.now,
    level: isVerbose ? 'debug' : 'warn',
    sink: (entry) => console.error(formatLogEntry(entry)),
  });

function announce(bank: RunningBank, folder: DataFolder, options: BankCommandOptions): void {
  const { paths } = folder;
  if (options.json) {
    const { bankId, host, port } = bank;
    console.log(
      JSON.stringify({ bankId, host, port, data: paths.folder, ca: paths.caCertificate }),
    );
    return;
  }
  if (!options.isPortNamed && bank.port !== options.bankPort) {
    console.log(`Port ${options.bankPort} is taken, so the bank is on ${bank.port}.`);
  }
  console.log(`Bank ${bank.bankId} is open on ${bank.host}, port ${bank.port}. No real money.`);
  console.log(`  data folder   ${paths.folder}`);
  console.log(`  for clients   ${paths.caCertificate}`);
  console.log(`  admin key     ${paths.adminKey}`);
  console.log('Stop it with Ctrl+C: payments in flight are answered first.');
}

/**
 * Resolves at the first signal; a second one ends the process at once.
 * @param withInput also when standard input ends, as it does when the parent is killed
 */
function firstSignal(withInput: boolean): Promise<void> {
  return new Promise((resolve) => {
    let count = 0;
    const hear = (): void => {
      count += 1;
      if (count > 1) process.exit(1);
      setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
      resolve();
    };
    for (const signal of SIGNALS) process.on(signal, hear);
    if (!withInput) return;
    process.stdin.once('close', () => resolve()).resume();
    // A pipe that stays open must not keep a stopped bank's process alive.
    if (process.stdin instanceof Socket) process.stdin.unref();
  });
}

async function runUntilSignal(options: BankCommandOptions): Promise<void> {
  const logger = makeLogger(options.verbose);
  const folder = openDataFolder(options.data);
  try {
    const bank = await runBank({
      paths: folder.paths,
      storeUrl: options.store,
      host: options.host,
      port: options.bankPort,
      isNextPortAllowed: !options.isPortNamed,
      certificateHosts: options.certificateHost,
      environmentKey: process.env[WRAPPING_KEY_VARIABLE],
      isRestoreAccepted: options.acceptRestore,
      backupToRestore: options.restore,
      logger,
    }).catch((error: unknown) => {
      logger.log('debug', 'start failed', { error });
      throw error;
    });
    const stopped = firstSignal(options.endWithInput);
    announce(bank, folder, options);
    await stopped;
    if (!options.json) console.log('Stopping: payments in flight are answered first.');
    await bank.stop();
  } finally {
    folder.close();
  }
}

/** @returns the exit code: 0 after a signal or the help, 1 when the bank could not start */
export async function runBankCommand(words: readonly string[]): Promise<number> {
  try {
    const home = defaultDataFolder(process.platform, process.env, homedir());
    await runUntilSignal(parseBankOptions(words, home));
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    console.error(`error: ${bankFailure(error).message}`);
    return 1;
  }
}
