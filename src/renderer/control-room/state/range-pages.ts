/**
 * Windows onto a gapless numbered list (entries, blocks) that is too long to hold: pages are
 * aligned to the numbers, so they stay valid while the list grows at its end.
 */
export const PAGE_ROWS = 100;
/** 24 pages of 100: what a window holds of a million entries. */
export const PAGES_MAX = 24;
/** Pages asked for at once. */
export const PAGES_IN_FLIGHT_MAX = 3;

interface Page<Row> {
  readonly rows: ReadonlyMap<number, Row>;
  /** The list's highest number when the page was asked for. */
  readonly askedLast: number;
}

export interface RangePages<Row> {
  /** By page number; the one loaded last is at the end. */
  readonly pages: ReadonlyMap<number, Page<Row>>;
}

export const noPages = { pages: new Map() } as const satisfies RangePages<never>;

export const pageOf = (number: number): number => Math.floor((number - 1) / PAGE_ROWS);

/** The numbers a page covers, cut at the list's end. */
export const pageNumbers = (page: number, last: number): { first: number; last: number } => ({
  first: page * PAGE_ROWS + 1,
  last: Math.min((page + 1) * PAGE_ROWS, last),
});

export const rowAt = <Row>(range: RangePages<Row>, number: number): Row | undefined =>
  range.pages.get(pageOf(number))?.rows.get(number);

/** The page with its rows as most recently used; the least recently used ones go. */
export function withPage<Row>(
  range: RangePages<Row>,
  page: number,
  rows: readonly (readonly [number, Row])[],
  askedLast: number,
): RangePages<Row> {
  const pages = new Map(range.pages);
  pages.delete(page);
  pages.set(page, { rows: new Map(rows), askedLast });
  for (const oldest of pages.keys()) {
    if (pages.size <= PAGES_MAX) break;
    pages.delete(oldest);
  }
  return { pages };
}

/** Whether asking again for a page would bring anything that it does not hold. */
const isComplete = <Row>(range: RangePages<Row>, page: number, last: number): boolean =>
  (range.pages.get(page)?.askedLast ?? 0) >= pageNumbers(page, last).last;

/**
 * Pages to ask for so that the visible numbers have rows, newest first.
 * @param visible lowest and highest number on screen
 * @param last the list's highest number
 */
export function missingPages<Row>(
  range: RangePages<Row>,
  visible: { readonly first: number; readonly last: number },
  last: number,
  inFlight: ReadonlySet<number>,
): number[] {
  const missing: number[] = [];
  for (let page = pageOf(visible.last); page >= pageOf(Math.max(1, visible.first)); page--) {
    if (!isComplete(range, page, last) && !inFlight.has(page)) missing.push(page);
  }
  return missing.slice(0, Math.max(0, PAGES_IN_FLIGHT_MAX - inFlight.size));
}

/** Chromium cannot lay out boxes above 2^25 px: at 32 px a row, this many fit one scroll area. */
export const SCROLL_ROWS_MAX = 1_000_000;
