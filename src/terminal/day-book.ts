import { indianDay } from '#shared/indian-time.ts';
import { formatPaise, MAX_PAISE, parsePaise } from '#shared/money.ts';
import type { ResultOf } from '#shared/protocol/json-rpc.ts';
import type { PaymentRow } from '#shared/protocol/payments.ts';
import type { terminalMethods } from '#shared/protocol/terminal-methods.ts';

type Summary = ResultOf<typeof terminalMethods, 'merchant.summary'>;

/** What the merchant took today and the newest payments, as far as the terminal has heard. */
export interface DayBook {
  readonly balancePaise: string | undefined;
  readonly dayTotalPaise: string;
  readonly dayCount: number;
  readonly last: readonly PaymentRow[];
  /**
   * The bank's own figures replace what was added up here.
   * @returns rows this book had not heard of, oldest first; none the first time
   */
  replace(summary: Summary): readonly PaymentRow[];
  /** @returns false when the figures no longer fit and must be read from the bank. */
  add(row: PaymentRow, balancePaise: string): boolean;
}

const LAST_MAX = 20;

/** A payment that was pending is news again when it ends. */
const nameOf = ({ txnId, status }: PaymentRow): string => `${txnId} ${status}`;

export function createDayBook(nowMs: () => number): DayBook {
  let summary: Summary | undefined;
  let day = 0;
  return {
    get balancePaise() {
      return summary?.balancePaise;
    },
    get dayTotalPaise() {
      return summary?.dayTotalPaise ?? '0';
    },
    get dayCount() {
      return summary?.dayCount ?? 0;
    },
    get last() {
      return summary?.last ?? [];
    },
    replace(next) {
      const known = summary && new Set(summary.last.map(nameOf));
      summary = { ...next, last: next.last.slice(0, LAST_MAX) };
      day = indianDay(nowMs());
      return known ? summary.last.filter((row) => !known.has(nameOf(row))).reverse() : [];
    },
    add(row, balancePaise) {
      if (!summary) return false;
      const isKnown = summary.last.some((known) => nameOf(known) === nameOf(row));
      const last = [row, ...summary.last.filter((known) => known.txnId !== row.txnId)];
      const isSale = row.type === 'payment' && row.status === 'SUCCESS' && !isKnown;
      const total = parsePaise(summary.dayTotalPaise) + (isSale ? parsePaise(row.amountPaise) : 0);
      summary = {
        balancePaise,
        dayTotalPaise: formatPaise(Math.min(total, MAX_PAISE)),
        dayCount: summary.dayCount + (isSale ? 1 : 0),
        last: last.slice(0, LAST_MAX),
      };
      return indianDay(row.timeMs) === day && row.type === 'payment';
    },
  };
}
