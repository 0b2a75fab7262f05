import { homedir } from 'node:os';
import { Command, CommanderError } from 'commander';
import { defaultDataFolder } from '#main/launch/data-folder-default.ts';
import { storeOption } from '#main/launch/store-option.ts';
import type { VerifyReport } from '#shared/protocol/admin-methods.ts';
import { dataFolderPaths } from '#wire/data-folder.ts';
import { isFolderLocked } from '#wire/folder-lock.ts';
import { type Verdict, verifyFolder } from './verify-folder.ts';

interface VerifyCommandOptions {
  readonly data: string;
  readonly store?: string;
  readonly everySignature: boolean;
  readonly json: boolean;
}

const EXIT_CODES: Readonly<Record<Verdict['kind'], number>> = { sound: 0, wrong: 1, unknown: 2 };
const EXAMPLES = `
Exit code: 0 sound, 1 something is wrong (the first bad entry is named), 2 nothing to verify or
not readable. Nothing is changed; a bank may be running on the folder.`;

function parseOptions(words: readonly string[], defaultFolder: string): VerifyCommandOptions {
  return new Command('npm run verify --')
    .description('Checks a data folder: every ledger entry, block, checkpoint and balance.')
    .option('--data <folder>', 'the data folder', defaultFolder)
    .addOption(storeOption())
    .option('--every-signature', "check each payment's device signature as well", false)
    .option('--json', 'print one JSON line', false)
    .addHelpText('after', EXAMPLES)
    .exitOverride()
    .parse([...words], { from: 'user' })
    .opts<VerifyCommandOptions>();
}

const countsOf = (report: VerifyReport): string =>
  `${report.entries} entries in ${report.blocks} blocks, ${report.leaves} leaves, ${report.accounts} accounts, ${Math.round(report.durationMs)} ms`;

function tell(verdict: Verdict, isRunning: boolean): void {
  const moment = isRunning ? ' A bank is running on it; this is what it had committed.' : '';
  switch (verdict.kind) {
    case 'sound':
      console.log(`Sound: ${countsOf(verdict.report)}.${moment}`);
      console.log(`  sum over all accounts   ${verdict.report.sumPaise} paise`);
      console.log(`  root                    ${verdict.report.root}`);
      break;
    case 'wrong':
      console.error(`Wrong: ${verdict.problem}.${moment}`);
      if (verdict.report) console.error(`  checked so far   ${countsOf(verdict.report)}`);
      break;
    case 'unknown':
      console.error(`error: ${verdict.message}`);
  }
}

/** A line that counts up, where somebody is watching. */
function showProgress(checkedLeaves: number, leaves: number): void {
  if (!process.stderr.isTTY) return;
  const isDone = checkedLeaves >= leaves;
  process.stderr.write(isDone ? '\r\x1b[K' : `\r${checkedLeaves} of ${leaves} leaves`);
}

/** @returns the exit code */
export async function runVerifyCommand(words: readonly string[]): Promise<number> {
  try {
    const home = defaultDataFolder(process.platform, process.env, homedir());
    const options = parseOptions(words, home);
    const paths = dataFolderPaths(options.data);
    const isRunning = isFolderLocked(paths.lock);
    const verdict = await verifyFolder(paths, {
      isEverySignatureChecked: options.everySignature,
      storeUrl: options.store,
      onProgress: showProgress,
    });
    if (options.json) console.log(JSON.stringify({ ...verdict, isRunning }));
    else tell(verdict, isRunning);
    return EXIT_CODES[verdict.kind];
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    throw error;
  }
}
