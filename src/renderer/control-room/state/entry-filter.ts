import type { CallParams } from '#shared/simulator/contract.ts';
import { readRupees } from './forms.ts';

/** What the entries list is narrowed to, as typed. */
export interface EntryFilter {
  readonly search: string;
  readonly block: number | undefined;
  readonly minRupees: string;
  readonly maxRupees: string;
  /** Calendar days in this window's time zone, "2026-11-22". */
  readonly fromDay: string;
  readonly toDay: string;
}

export const noFilter: EntryFilter = {
  search: '',
  block: undefined,
  minRupees: '',
  maxRupees: '',
  fromDay: '',
  toDay: '',
};

export type EntryQuery = Omit<CallParams<'ledger.entries'>, 'limit' | 'before'>;

/** Midnight at the beginning of a day, in this window's time zone; undefined for no day since 1970. */
function dayStart(day: string, offsetDays: number): number | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (!match) return undefined;
  const [, year, month, date] = match.map(Number) as [number, number, number, number];
  const timeMs = new Date(year, month - 1, date + offsetDays).getTime();
  return timeMs > 0 ? timeMs : undefined;
}

const paise = (rupees: string): string | undefined => {
  const value = rupees.trim() === '' ? undefined : readRupees(rupees);
  return value === undefined ? undefined : String(value);
};

/** The bank's parameters for a filter; what cannot be read is left out. */
export function entryQuery(filter: EntryFilter): EntryQuery {
  const lastMs = dayStart(filter.toDay, 1);
  const all = {
    search: filter.search.trim().slice(0, 64),
    block: filter.block,
    minPaise: paise(filter.minRupees),
    maxPaise: paise(filter.maxRupees),
    fromMs: dayStart(filter.fromDay, 0),
    toMs: lastMs === undefined ? undefined : lastMs - 1,
  };
  return Object.fromEntries(
    Object.entries(all).filter(([, value]) => value !== undefined),
  ) as EntryQuery;
}

/** Whether the list is every entry of the ledger, whose rows are numbered without gaps. */
export const isWholeLedger = (query: EntryQuery): boolean =>
  Object.entries(query).every(([key, value]) => key === 'search' && value === '');
