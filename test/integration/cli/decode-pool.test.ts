import { describe, expect, test } from 'vitest';
import { decodeFiles } from '../../../src/cli/decode/decode-pool.ts';

const workerUrl = new URL('../../support/decode/unruly-decode-worker.ts', import.meta.url);

async function linesOf(files: readonly string[], threads: number) {
  const lines: { readonly file: string; readonly text: string | null; readonly error?: string }[] =
    [];
  await decodeFiles(files, { budgetMs: 0, graceMs: 1_500, threads, workerUrl }, ({ line }) =>
    lines.push(line),
  );
  return lines;
}

describe('the threads of npm run decode', () => {
  test.each([1, 3])(
    '%i: a picture that ends or holds up its decoder costs only its own line',
    async (threads) => {
      const files = ['a', 'exit', 'b', 'throw', 'c', 'hang', 'd', 'spent', 'e'];
      const lines = await linesOf(files, threads);
      expect(lines.map((line) => line.file)).toEqual(files);
      expect(lines.filter((line) => line.text === null).map((line) => line.file)).toEqual([
        'exit',
        'throw',
        'hang',
      ]);
      const errorOf = (file: string) => lines.find((line) => line.file === file)?.error;
      expect(errorOf('exit')).toBe('The picture ended its decoder.');
      expect(errorOf('throw')).toBe('The picture ended its decoder (out of memory).');
      expect(errorOf('hang')).toBe('The picture took too long and was given up.');
    },
  );

  test('lines keep the order of the files, however many threads', async () => {
    const files = Array.from({ length: 40 }, (_, at) => `file ${at}`);
    expect((await linesOf(files, 4)).map((line) => line.text)).toEqual(
      files.map((file) => `read ${file}`),
    );
  });
});
