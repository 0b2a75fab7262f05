import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { EXIT } from '../common/usage-error.ts';
import { decodeFiles } from './decode-pool.ts';

/** A picture whose plain look finds nothing gets up to this long for all the other ones. */
const BUDGET_MS = 3_000;
const BUDGET_MAX_MS = 60_000;

interface ParsedCommand {
  readonly files: readonly string[];
  readonly budgetMs: number;
}

const NOTES = `
Prints one JSON line per picture: {"file","text","ms"}; text is null when there is no code,
"texts" lists all codes when there are several, "error" says why a file could not be read.
Files are read side by side, one per processor core; the lines keep the order of the files.
Exit code: 0, or 1 when a file is missing, or 2 when the command line is wrong.`;

function parseBudget(text: string): number {
  const budgetMs = Number(text);
  if (!/^\d{1,5}$/.test(text) || budgetMs > BUDGET_MAX_MS) {
    throw new InvalidArgumentError(`It must be 0 to ${BUDGET_MAX_MS} milliseconds.`);
  }
  return budgetMs;
}

function parseWords(words: readonly string[]): ParsedCommand {
  const command = new Command('npm run decode --')
    .description('Reads the QR codes in pictures: PNG, JPEG, WebP, GIF and BMP files.')
    .argument('<file...>', 'pictures')
    .option('--budget <ms>', 'longest search in one picture', parseBudget, BUDGET_MS)
    .addHelpText('after', NOTES)
    .exitOverride()
    .parse([...words], { from: 'user' });
  return { files: command.args, budgetMs: command.opts<{ budget: number }>().budget };
}

/** @returns the exit code */
export async function runDecodeCommand(words: readonly string[]): Promise<number> {
  let command: ParsedCommand;
  try {
    command = parseWords(words);
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  }
  const missing: string[] = [];
  await decodeFiles(command.files, { budgetMs: command.budgetMs }, ({ line, isMissing }) => {
    console.log(JSON.stringify(line));
    if (isMissing) missing.push(line.file);
  });
  for (const file of missing) console.error(`error: there is no file "${file}"`);
  return missing.length > 0 ? EXIT.failed : EXIT.done;
}
