import { readFile, stat } from 'node:fs/promises';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { type FileDecoder, openFileDecoder } from '#qr/node/decode-file.ts';
import { checkFileSize, QrError } from '#qr/picture.ts';
import { EXIT } from '../common/usage-error.ts';

/** A picture whose plain look finds nothing gets up to this long for all the other ones. */
const BUDGET_MS = 3_000;
const BUDGET_MAX_MS = 60_000;

/** One line of output. `texts` when there are several codes, `error` when there is no answer. */
export interface DecodeLine {
  readonly file: string;
  readonly text: string | null;
  readonly ms: number;
  readonly texts?: readonly string[];
  readonly error?: string;
}

interface ParsedCommand {
  readonly files: readonly string[];
  readonly budgetMs: number;
}

const NOTES = `
Prints one JSON line per picture: {"file","text","ms"}; text is null when there is no code,
"texts" lists all codes when there are several, "error" says why a file could not be read.
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

type Opened =
  | { readonly bytes: Uint8Array }
  | { readonly error: string; readonly isMissing: boolean };

/** The file's bytes, once its kind and size are known to be fine. */
async function openFile(file: string): Promise<Opened> {
  try {
    const facts = await stat(file);
    if (!facts.isFile()) return { error: 'This is not a file.', isMissing: false };
    checkFileSize(facts.size);
    return { bytes: await readFile(file) };
  } catch (error) {
    if (error instanceof QrError) return { error: error.message, isMissing: false };
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') return { error: 'There is no such file.', isMissing: true };
    return { error: `The file cannot be read (${code}).`, isMissing: false };
  }
}

async function decodeOne(
  decoder: FileDecoder,
  file: string,
  bytes: Uint8Array,
  budgetMs: number,
): Promise<DecodeLine> {
  const startedMs = performance.now();
  try {
    const { codes, ms } = await decoder.decodeFile(bytes, { budgetMs });
    const texts = codes.map((code) => code.text);
    const line = { file, text: texts[0] ?? null, ms };
    return texts.length > 1 ? { ...line, texts } : line;
  } catch (error) {
    if (!(error instanceof QrError)) throw error;
    return {
      file,
      text: null,
      ms: Math.round(performance.now() - startedMs),
      error: error.message,
    };
  }
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
  const decoder = await openFileDecoder();
  const missing: string[] = [];
  for (const file of command.files) {
    const opened = await openFile(file);
    const line =
      'bytes' in opened
        ? await decodeOne(decoder, file, opened.bytes, command.budgetMs)
        : { file, text: null, ms: 0, error: opened.error };
    console.log(JSON.stringify(line));
    if ('error' in opened && opened.isMissing) missing.push(file);
  }
  for (const file of missing) console.error(`error: there is no file "${file}"`);
  return missing.length > 0 ? EXIT.failed : EXIT.done;
}
