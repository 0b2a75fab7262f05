import { once } from 'node:events';
import { createWriteStream, type WriteStream, writeFileSync } from 'node:fs';
import { csvLine } from '#shared/csv.ts';

/**
 * `simulation_results.json`: a plain array, one row per transaction, streamed to disk as the
 * answers come; and the same rows as CSV. A full disk ends the file, never the run.
 */
export interface ResultRow {
  readonly user: string;
  readonly mmid: string;
  /** Rupees, as in the original design's file. */
  readonly amount: number;
  readonly result: 'SUCCESS' | 'FAILED' | 'LOST';
  readonly message: string;
  readonly txnId: string;
  readonly code: string;
  readonly scenario: string;
  readonly isAsExpected: boolean;
  readonly latencyMs: number;
}

export interface ResultsFile {
  write(row: ResultRow): void;
  /** Finishes the file. @returns a sentence when it could not be written whole. */
  close(): Promise<string | undefined>;
}

type Format = 'json' | 'csv';

const COLUMNS = [
  'user',
  'mmid',
  'amount',
  'result',
  'message',
  'txnId',
  'code',
  'scenario',
  'isAsExpected',
  'latencyMs',
] as const satisfies readonly (keyof ResultRow)[];

const FORMATS: Readonly<
  Record<Format, { head: string; row: (row: ResultRow, isFirst: boolean) => string; foot: string }>
> = {
  json: {
    head: '[',
    row: (row, isFirst) => `${isFirst ? '\n' : ',\n'}${JSON.stringify(row)}`,
    foot: '\n]\n',
  },
  csv: {
    head: csvLine(COLUMNS),
    row: (row) => csvLine(COLUMNS.map((column) => row[column])),
    foot: '',
  },
};

const problemOf = (path: string, error: NodeJS.ErrnoException): string =>
  error.code === 'ENOSPC'
    ? `The disk is full: ${path} is not complete. The bank is not touched by this.`
    : `${path} could not be written (${error.code ?? error.message}).`;

/** The summary beside the rows. @returns a sentence when it could not be written */
export function writeSummary(path: string, summary: object): string | undefined {
  try {
    writeFileSync(path, `${JSON.stringify(summary, undefined, 2)}\n`);
    return undefined;
  } catch (error) {
    return problemOf(path, error as NodeJS.ErrnoException);
  }
}

const CHUNK_CHARACTERS = 64 * 1_024;

export function openResultsFile(path: string, format: Format): ResultsFile {
  const { head, row: formatRow, foot } = FORMATS[format];
  const stream: WriteStream = createWriteStream(path, { mode: 0o644 });
  let problem: string | undefined;
  let isFirst = true;
  let chunk = head;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    problem ??= problemOf(path, error);
  });
  const flush = (): void => {
    if (chunk && !problem) stream.write(chunk);
    chunk = '';
  };
  return {
    write(row) {
      chunk += formatRow(row, isFirst);
      isFirst = false;
      if (chunk.length >= CHUNK_CHARACTERS) flush();
    },
    async close() {
      chunk += foot;
      flush();
      if (!problem) {
        stream.end();
        await Promise.race([once(stream, 'close'), once(stream, 'error')]).catch(() => undefined);
      }
      stream.destroy();
      return problem;
    },
  };
}
