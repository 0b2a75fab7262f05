import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DecodeLine } from '../../../src/cli/decode/decode-one.ts';
import { drawMatrix } from '../../../src/qr/draw/matrix.ts';
import { drawRgba } from '../../../src/qr/draw/rgba.ts';
import { drawPng, greyPng } from '../../../src/qr/node/png.ts';

const command = resolve(import.meta.dirname, '../../../src/cli/decode.ts');
const TEXT = 'upi://pay?pa=shop@simbank&pn=Shop';
let folder: string;

interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function decode(...words: readonly string[]): Promise<Outcome> {
  return new Promise((done, reject) => {
    const child = spawn(process.execPath, [command, ...words], { cwd: folder });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text;
    });
    child.once('error', reject);
    child.once('close', (code) => done({ code, out, err }));
  });
}

const linesOf = ({ out }: Outcome): DecodeLine[] =>
  out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as DecodeLine);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'upi-decode-'));
  const code = drawPng(drawMatrix(TEXT));
  writeFileSync(join(folder, 'code.png'), code);
  writeFileSync(join(folder, 'a name with spaces.jpg'), code);
  writeFileSync(join(folder, 'cut.png'), code.subarray(0, 200));
  writeFileSync(join(folder, 'empty.png'), '');
  writeFileSync(join(folder, 'notes.txt'), 'not a picture');
  const blank = new Uint8ClampedArray(64 * 64 * 4).fill(255);
  writeFileSync(join(folder, 'blank.png'), greyPng({ data: blank, width: 64, height: 64 }));
  mkdirSync(join(folder, 'folder.png'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('npm run decode', () => {
  test('prints one line a picture, in order, and nothing else', async () => {
    const names = ['code.png', 'blank.png', 'a name with spaces.jpg'];
    const outcome = await decode(...names);
    const lines = linesOf(outcome);
    expect(lines.map(({ file, text }) => [file, text])).toEqual([
      ['code.png', TEXT],
      ['blank.png', null],
      ['a name with spaces.jpg', TEXT],
    ]);
    for (const line of lines) {
      expect(Object.keys(line)).toEqual(['file', 'text', 'ms']);
      expect(line.ms).toBeGreaterThanOrEqual(0);
    }
    expect(outcome).toMatchObject({ code: 0, err: '' });
  });

  test('says why a file cannot be read, and goes on with exit code 0', async () => {
    const names = ['cut.png', 'empty.png', 'notes.txt', 'folder.png', 'code.png'];
    const outcome = await decode(...names);
    const lines = linesOf(outcome);
    expect(lines.map(({ file, text }) => [file, text])).toEqual([
      ...names.slice(0, 4).map((name) => [name, null]),
      ['code.png', TEXT],
    ]);
    expect(lines.map(({ error }) => error)).toEqual([
      'The png picture is damaged or incomplete.',
      'The picture file is empty.',
      'The file is not a PNG, JPEG, WebP, GIF or BMP picture.',
      'This is not a file.',
      undefined,
    ]);
    expect(outcome).toMatchObject({ code: 0, err: '' });
  });

  test('names a missing file and ends with exit code 1, after all others', async () => {
    const outcome = await decode('nowhere.png', 'code.png');
    expect(linesOf(outcome).map(({ text }) => text)).toEqual([null, TEXT]);
    expect(outcome.code).toBe(1);
    expect(outcome.err).toContain('"nowhere.png"');
  });

  test('lists all codes of a picture with several', async () => {
    const left = drawRgba(drawMatrix('one'));
    const right = drawRgba(drawMatrix('two'));
    const { width, height } = left;
    const data = new Uint8ClampedArray(width * 2 * height * 4).fill(255);
    for (let row = 0; row < height; row++) {
      const from = row * width * 4;
      data.set(left.data.subarray(from, from + width * 4), from * 2);
      data.set(right.data.subarray(from, from + width * 4), from * 2 + width * 4);
    }
    writeFileSync(join(folder, 'two.png'), greyPng({ data, width: width * 2, height }));
    const [line] = linesOf(await decode('two.png'));
    expect(line?.texts?.toSorted()).toEqual(['one', 'two']);
    expect(line?.text).toBe(line?.texts?.[0]);
  });

  test.each([
    [['--unknown', 'code.png'], "unknown option '--unknown'"],
    [[], "missing required argument 'file'"],
    [['--budget', '-1', 'code.png'], 'milliseconds'],
    [['--budget', 'soon', 'code.png'], 'milliseconds'],
    [['--budget', '99999', 'code.png'], 'milliseconds'],
  ])('refuses %j with exit code 2', async (words, reason) => {
    const outcome = await decode(...words);
    expect(outcome).toMatchObject({ code: 2, out: '' });
    expect(outcome.err).toContain(reason);
  });

  test('explains itself', async () => {
    const outcome = await decode('--help');
    expect(outcome).toMatchObject({ code: 0, err: '' });
    expect(outcome.out).toContain('npm run decode -- [options] <file...>');
  });
});
