import { describe, expect, test } from 'vitest';
import { csvLine } from '#shared/csv.ts';
import type { PaymentRow } from '#shared/protocol/payments.ts';
import { ENGLISH_STATEMENT, STATEMENT_COLUMNS, statementCsv } from '#shared/statement.ts';

const row = (sequence: number, changes: Partial<PaymentRow> = {}): PaymentRow => ({
  sequence,
  txnId: `SIM${String(sequence).padStart(32, '0')}`,
  rrn: String(sequence).padStart(12, '0'),
  direction: 'credit',
  type: 'payment',
  payer: 'asha@upisim',
  payerName: 'Asha',
  payee: 'tea@upisim',
  payeeName: 'Tea stall',
  amountPaise: '2050',
  code: '00',
  status: 'SUCCESS',
  reference: '',
  note: '',
  timeMs: Date.UTC(2026, 10, 29),
  ...changes,
});

describe('a CSV line', () => {
  test('quotes what needs it and turns formulas into text', () => {
    expect(csvLine(['a,b', 'say "x"', -5])).toBe('"a,b","say ""x""",-5\r\n');
    expect(csvLine(['=SUM(A1)', '@x', '+1', '-1', 'चाय'])).toBe("'=SUM(A1),'@x,'+1,'-1,चाय\r\n");
  });
});

describe('a statement', () => {
  test('is made of all pages, asked one after the other from the newest', async () => {
    const all = Array.from({ length: 7 }, (_, index) => row(7 - index));
    const asked: (number | undefined)[] = [];
    const counts: number[] = [];
    const pieces: string[] = [];
    const read = async (page: { readonly before?: number }) => {
      asked.push(page.before);
      const rest = all.filter(({ sequence }) => sequence < (page.before ?? 99));
      return { rows: rest.slice(0, 3), hasMore: rest.length > 3 };
    };
    const count = (rows: number) => counts.push(rows);
    for await (const piece of statementCsv(read, ENGLISH_STATEMENT, count)) pieces.push(piece);
    expect(asked).toEqual([undefined, 5, 2]);
    expect(counts).toEqual([3, 6, 7]);
    const lines = pieces.join('').split('\r\n');
    expect(lines).toHaveLength(9);
    expect(lines[0]).toBe(`\uFEFF${ENGLISH_STATEMENT.head.join(',')}`);
    expect(lines[1]).toBe(
      `2026-11-29T00:00:00.000Z,${row(7).txnId},000000000007,payment,in,Asha,asha@upisim,Tea stall,tea@upisim,20.50,SUCCESS,00,,`,
    );
    expect(lines[1]?.split(',')).toHaveLength(STATEMENT_COLUMNS);
  });

  test('of nothing is its heading; hostile names stay text', async () => {
    const pieces: string[] = [];
    const rows = [row(1, { note: '=cmd|x', payerName: 'A,"B"\n', direction: 'debit' })];
    const read = async () => ({ rows, hasMore: false });
    for await (const piece of statementCsv(read, ENGLISH_STATEMENT)) pieces.push(piece);
    expect(pieces[1]).toContain(',out,"A,""B""\n",asha');
    expect(pieces[1]).toContain(",'=cmd|x,");
    const none = statementCsv(async () => ({ rows: [], hasMore: false }), ENGLISH_STATEMENT);
    const empty: string[] = [];
    for await (const piece of none) empty.push(piece);
    expect(empty).toHaveLength(1);
  });
});
