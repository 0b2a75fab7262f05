import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openResultsFile, type ResultRow, writeSummary } from '#stress/results-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'upi-results-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const row = (part: Partial<ResultRow> = {}): ResultRow => ({
  user: 'User 1',
  mmid: '1234567',
  amount: 20,
  result: 'SUCCESS',
  message: 'Pays with the right PIN',
  txnId: 'UPI1',
  code: '00',
  scenario: 'success',
  isAsExpected: true,
  latencyMs: 1.25,
  ...part,
});

async function written(name: string, format: 'json' | 'csv', rows: ResultRow[]): Promise<string> {
  const path = join(folder, name);
  const file = openResultsFile(path, format);
  for (const one of rows) file.write(one);
  expect(await file.close()).toBeUndefined();
  return readFileSync(path, 'utf8');
}

describe('rows on disk', () => {
  test('JSON is one plain array, also when it is longer than a chunk', async () => {
    const rows = Array.from({ length: 2_000 }, (_, index) => row({ user: `User ${index + 1}` }));
    const text = await written('many.json', 'json', rows);
    expect(text.length).toBeGreaterThan(3 * 64 * 1_024);
    expect(JSON.parse(text)).toEqual(rows);
  });

  test('no rows are an empty array, and a CSV with its head', async () => {
    expect(JSON.parse(await written('none.json', 'json', []))).toEqual([]);
    expect(await written('none.csv', 'csv', [])).toBe(
      'user,mmid,amount,result,message,txnId,code,scenario,isAsExpected,latencyMs\r\n',
    );
  });

  test.each([
    ['a comma', 'one, two', '"one, two"'],
    ['quotes', 'say "no"', '"say ""no"""'],
    ['a line break', 'one\ntwo', '"one\ntwo"'],
    ['a formula', '=1+1', "'=1+1"],
    ['a formula with a comma', '=SUM(A1,A2)', `"'=SUM(A1,A2)"`],
    ['plus', '+91', "'+91"],
    ['minus', '-1', "'-1"],
    ['at', '@cmd', "'@cmd"],
    ['a tab before a formula', '\t=1', "'\t=1"],
    ['a return before a formula', '\r=1', `"'\r=1"`],
    ['Hindi', 'नमस्ते', 'नमस्ते'],
  ])('CSV: %s', async (name, message, field) => {
    const text = await written(`${name}.csv`, 'csv', [row({ message })]);
    const [, ...lines] = text.split(/(?<=latencyMs)\r\n/);
    expect(lines.join('')).toBe(`User 1,1234567,20,SUCCESS,${field},UPI1,00,success,true,1.25\r\n`);
  });
});

describe('a file that cannot be written ends the file, not the run', () => {
  test.skipIf(!existsSync('/dev/full'))('a full disk is reported', async () => {
    const file = openResultsFile('/dev/full', 'json');
    for (let count = 0; count < 5_000; count += 1) file.write(row());
    expect(await file.close()).toMatch(/^The disk is full: .* The bank is not touched/);
  });

  test.skipIf(!existsSync('/dev/full'))('a summary that does not fit is reported too', () => {
    expect(writeSummary('/dev/full', { isGood: true })).toMatch(/^The disk is full: /);
    expect(writeSummary(join(folder, 'summary.json'), { isGood: true })).toBeUndefined();
  });

  test('a folder that is not there is named', async () => {
    const path = join(folder, 'nowhere', 'rows.json');
    const file = openResultsFile(path, 'json');
    file.write(row());
    expect(await file.close()).toBe(`${path} could not be written (ENOENT).`);
  });
});
