/** Where the window is: a page and what it shows. Kept in history.state, not in the address. */
export interface Route {
  readonly page: string;
  /** Ledger page: the entry, block or search that is open. */
  readonly entry?: number;
  readonly block?: number;
  readonly search?: string;
  /** Accounts page: the account that is open. */
  readonly account?: string;
}

const TEXT_MAX = 64;

const wholeNumber = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;

const shortText = (value: unknown): string | undefined =>
  typeof value === 'string' && value.length <= TEXT_MAX ? value : undefined;

/** Reads what a reload or the back button hands over; anything odd is the first page. */
export function parseRoute(value: unknown, pages: readonly string[]): Route {
  const first: Route = { page: pages[0] ?? '' };
  if (typeof value !== 'object' || value === null) return first;
  const raw = value as Record<string, unknown>;
  if (typeof raw.page !== 'string' || !pages.includes(raw.page)) return first;
  const route: Record<string, unknown> = { page: raw.page };
  for (const [key, part] of [
    ['entry', wholeNumber(raw.entry)],
    ['block', wholeNumber(raw.block)],
    ['search', shortText(raw.search)],
    ['account', shortText(raw.account)],
  ] as const) {
    if (part !== undefined) route[key] = part;
  }
  return route as unknown as Route;
}
