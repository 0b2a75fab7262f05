import type { PaymentRow } from '#shared/protocol/payments.ts';

/** Rows of one calendar day on this machine's clock, newest first. */
export interface DayOfRows {
  /** Midnight of the day, Unix ms; a stable key. */
  readonly dayMs: number;
  readonly rows: readonly PaymentRow[];
}

const midnight = (timeMs: number): number => {
  const date = new Date(timeMs);
  date.setHours(0, 0, 0, 0);
  return date.getTime();
};

export function groupByDay(rows: readonly PaymentRow[]): readonly DayOfRows[] {
  const days: { dayMs: number; rows: PaymentRow[] }[] = [];
  for (const row of rows) {
    const dayMs = midnight(row.timeMs);
    const last = days.at(-1);
    if (last?.dayMs === dayMs) last.rows.push(row);
    else days.push({ dayMs, rows: [row] });
  }
  return days;
}

export const daysAgo = (dayMs: number, nowMs: number): number =>
  Math.round((midnight(nowMs) - dayMs) / 86_400_000);

/** Adds a page or a fresh row; one row per payment, newest first, the later news wins. */
export function mergeRows(
  rows: readonly PaymentRow[],
  added: readonly PaymentRow[],
): readonly PaymentRow[] {
  const bySequence = new Map(rows.map((row) => [row.sequence, row]));
  for (const row of added) bySequence.set(row.sequence, row);
  return [...bySequence.values()].sort((left, right) => right.sequence - left.sequence);
}
