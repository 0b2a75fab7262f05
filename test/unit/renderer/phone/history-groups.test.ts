import { expect, test } from 'vitest';
import type { PaymentRow } from '#shared/protocol/payments.ts';
import {
  daysAgo,
  groupByDay,
  mergeRows,
} from '../../../../src/renderer/phone/state/history-groups.ts';

import { matchesSearch } from '../../../../src/renderer/phone/state/history-search.ts';

const row = (sequence: number, timeMs: number, note = ''): PaymentRow => ({
  sequence,
  txnId: `SIM${sequence}`,
  rrn: '632600000001',
  type: 'payment',
  payer: 'a@upisim',
  payerName: 'A',
  payee: 'b@upisim',
  payeeName: 'B',
  amountPaise: '100',
  code: '00',
  status: 'SUCCESS',
  reference: '',
  note,
  timeMs,
});
const at = (day: number, hour: number): number => new Date(2026, 10, day, hour).getTime();

test('rows are grouped by this machine’s calendar day', () => {
  const days = groupByDay([
    row(4, at(22, 9)),
    row(3, at(22, 0)),
    row(2, at(21, 23)),
    row(1, at(3, 5)),
  ]);
  expect(days.map((day) => day.rows.map((entry) => entry.sequence))).toEqual([[4, 3], [2], [1]]);
  expect(days.map((day) => daysAgo(day.dayMs, at(22, 18)))).toEqual([0, 1, 19]);
  expect(groupByDay([])).toEqual([]);
});

test('pages and fresh rows merge without doubles, the later news wins', () => {
  const merged = mergeRows([row(3, 3), row(2, 2)], [row(4, 4), row(2, 2, 'now known'), row(1, 1)]);
  expect(merged.map((entry) => entry.sequence)).toEqual([4, 3, 2, 1]);
  expect(merged[2]?.note).toBe('now known');
});

test.each([
  ['tea', true],
  ['TWO cups', true],
  ['cups  tea', true],
  ['teastall@', true],
  ['632600000001', true],
  ['चाय', false],
  ['coffee', false],
])('a search for %s finds the tea: %s', (search, isFound) => {
  const tea = { ...row(1, at(3, 9), 'two cups'), payee: 'teastall@upisim', payeeName: 'Tea stall' };
  expect(matchesSearch({ ...tea, direction: 'debit' }, search)).toBe(isFound);
});
