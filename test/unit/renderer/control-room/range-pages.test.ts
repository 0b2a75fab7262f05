import { describe, expect, it } from 'vitest';
import {
  missingPages,
  noPages,
  PAGE_ROWS,
  PAGES_IN_FLIGHT_MAX,
  PAGES_MAX,
  pageNumbers,
  pageOf,
  type RangePages,
  rowAt,
  withPage,
} from '../../../../src/renderer/control-room/state/range-pages.ts';

const filled = (page: number, last: number): [number, string][] => {
  const numbers = pageNumbers(page, last);
  return Array.from({ length: numbers.last - numbers.first + 1 }, (_, index) => [
    numbers.first + index,
    `row ${numbers.first + index}`,
  ]);
};
const load = (range: RangePages<string>, page: number, last: number) =>
  withPage(range, page, filled(page, last), last);
const none: ReadonlySet<number> = new Set();

describe('pages of a numbered list', () => {
  it('are aligned to the numbers, the last one cut', () => {
    expect([pageOf(1), pageOf(PAGE_ROWS), pageOf(PAGE_ROWS + 1)]).toEqual([0, 0, 1]);
    expect(pageNumbers(1, 130)).toEqual({ first: 101, last: 130 });
  });

  it('are asked for where rows are missing on screen, newest first', () => {
    const range = load(noPages, 1, 450);
    expect(missingPages(range, { first: 95, last: 320 }, 450, none)).toEqual([3, 2, 0]);
    expect(missingPages(range, { first: 110, last: 150 }, 450, none)).toEqual([]);
  });

  it('are asked for again when the list has grown past what they hold', () => {
    const range = load(noPages, 0, 40);
    expect(missingPages(range, { first: 10, last: 40 }, 40, none)).toEqual([]);
    expect(missingPages(range, { first: 10, last: 41 }, 41, none)).toEqual([0]);
    expect(rowAt(load(range, 0, 41), 41)).toBe('row 41');
  });

  it('are not asked for again and again when the bank has fewer rows than it said', () => {
    const range = withPage(noPages, 0, [[1, 'row 1']], 40);
    expect(missingPages(range, { first: 1, last: 40 }, 40, none)).toEqual([]);
  });

  it('are never asked for twice at once nor too many at a time', () => {
    const visible = { first: 1, last: 1_000 };
    expect(missingPages(noPages, visible, 1_000, none)).toHaveLength(PAGES_IN_FLIGHT_MAX);
    expect(missingPages(noPages, visible, 1_000, new Set([9, 8]))).toEqual([7]);
    expect(missingPages(noPages, visible, 1_000, new Set([9, 8, 7, 6]))).toEqual([]);
  });

  it('are forgotten, the least recently loaded first, so a million rows are never held', () => {
    let range: RangePages<string> = noPages;
    for (let page = 0; page < 10_000; page++) range = load(range, page, 1_000_000);
    expect(range.pages.size).toBe(PAGES_MAX);
    expect(rowAt(range, 1_000_000)).toBe('row 1000000');
    expect(rowAt(range, 1)).toBeUndefined();
  });
});
