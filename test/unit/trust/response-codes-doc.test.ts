import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FAULT_KINDS } from '#shared/faults.ts';
import { RESPONSE_CODES, type ResponseCodeInfo, responseCodes } from '#shared/response-codes.ts';
import { formatResponseCodes } from '../../../scripts/response-codes/format.ts';

const doc = join(import.meta.dirname, '../../../docs/response-codes.md');
const infos: [string, ResponseCodeInfo][] = Object.entries(RESPONSE_CODES);

test('docs/response-codes.md is what npm run codes would write', () => {
  expect(readFileSync(doc, 'utf8')).toBe(formatResponseCodes());
});

describe.each(infos)('%s', (_code, { payer, merchant, meaning, when, provoke }) => {
  const sentences = [payer, merchant];
  test('has sentences in both languages, and facts for testers', () => {
    for (const { en, hi } of sentences) {
      expect(en).toMatch(/^[A-Z].*\.$/);
      expect(hi).toMatch(/^[\u0900-\u097f].*।$/u);
      expect(en).not.toBe(hi);
    }
    expect(meaning).toMatch(/^[A-Z].*[^.]$/);
    expect(when).toMatch(/\.$/);
    expect(provoke).toMatch(/\.$/);
  });
});

test('every sentence to a payer says what it means for the money', () => {
  const silent = infos.filter(
    ([, { payer }]) => !/money|paid|taken|moved|pay|nothing was sent/i.test(payer.en),
  );
  expect(silent.map(([code]) => code)).toEqual([]);
});

test('every code of a fault is in the table', () => {
  const codes = Object.values(FAULT_KINDS).flatMap(({ codes: own }) => [...own] as string[]);
  expect(codes.filter((code) => !responseCodes.some((known) => known === code))).toEqual([]);
});
