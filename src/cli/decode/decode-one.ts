import { readFile, stat } from 'node:fs/promises';
import type { FileDecoder } from '#qr/node/decode-file.ts';
import { checkFileSize, QrError } from '#qr/picture.ts';

/** One line of output. `texts` when there are several codes, `error` when there is no answer. */
export interface DecodeLine {
  readonly file: string;
  readonly text: string | null;
  readonly ms: number;
  readonly texts?: readonly string[];
  readonly error?: string;
}

export interface DecodedFile {
  readonly line: DecodeLine;
  /** There is no such file: the one thing that is the caller's mistake. */
  readonly isMissing: boolean;
  /** Something broke that no picture should be able to break: read the next one with a new decoder. */
  readonly isDecoderSpent: boolean;
}

/** A file whose decoder had to be given up. */
export const failedLine = (file: string, error: string, ms: number): DecodedFile => ({
  line: { file, text: null, ms: Math.round(ms), error },
  isMissing: false,
  isDecoderSpent: true,
});

const isMissingError = (error: unknown): boolean =>
  (error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT';

/** What went wrong, for people; whatever a picture does to a decoder is no more than a line. */
function sentenceOf(error: unknown): string {
  if (error instanceof QrError) return error.message;
  if (isMissingError(error)) return 'There is no such file.';
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  if (typeof code === 'string') return `The file cannot be read (${code}).`;
  const message = error instanceof Error ? error.message : String(error);
  return `The picture could not be read (${message.slice(0, 200)}).`;
}

const isExpected = (error: unknown): boolean =>
  error instanceof QrError ||
  typeof (error as NodeJS.ErrnoException | undefined)?.code === 'string';

const refused = (file: string, error: unknown, ms: number): DecodedFile => ({
  ...failedLine(file, sentenceOf(error), ms),
  isMissing: isMissingError(error),
  isDecoderSpent: !isExpected(error),
});

/** Reads one file; never throws. */
export async function decodeOne(
  decoder: FileDecoder,
  file: string,
  budgetMs: number,
): Promise<DecodedFile> {
  const startedMs = performance.now();
  try {
    const facts = await stat(file);
    if (!facts.isFile()) throw new QrError('PICTURE_FORMAT', 'This is not a file.');
    checkFileSize(facts.size);
    const { codes, ms } = await decoder.decodeFile(await readFile(file), { budgetMs });
    const texts = codes.map((code) => code.text);
    const line: DecodeLine = { file, text: texts[0] ?? null, ms };
    return {
      line: texts.length > 1 ? { ...line, texts } : line,
      isMissing: false,
      isDecoderSpent: false,
    };
  } catch (error) {
    return refused(file, error, performance.now() - startedMs);
  }
}
