import type { AdminEvent } from '#shared/protocol/admin-methods.ts';

/** How much attention a line of the event log wants. */
export const LEVELS = ['info', 'notice', 'warning'] as const;
export type Level = (typeof LEVELS)[number];

/** One line of the event log: what this window saw the bank report. */
export interface Happening {
  readonly id: number;
  readonly timeMs: number;
  readonly level: Level;
  readonly event: Extract<
    AdminEvent,
    { kind: 'payment' | 'block' | 'account' | 'terminal' | 'order' | 'sms' }
  >;
}

function levelOf(event: Happening['event']): Level {
  if (event.kind === 'payment') return event.row.code === '00' ? 'info' : 'warning';
  if (event.kind === 'terminal') return event.isOnline ? 'notice' : 'warning';
  if (event.kind === 'account') {
    const isLocked = event.account.pinLockedUntilMs !== undefined;
    return isLocked || event.account.state !== 'active' ? 'warning' : 'info';
  }
  return 'info';
}

/** What has panels of its own, and comes too often to be lines. */
const isElsewhere = (
  event: AdminEvent,
): event is Exclude<AdminEvent, { kind: Happening['event']['kind'] }> =>
  event.kind === 'health' ||
  event.kind === 'trace' ||
  event.kind === 'verify' ||
  event.kind === 'faults';

export function happeningOf(event: AdminEvent, id: number, nowMs: number): Happening | undefined {
  if (isElsewhere(event)) return undefined;
  // The bank's own accounts change with every registration and payment.
  if (event.kind === 'account' && event.account.kind === 'system') return undefined;
  return { id, timeMs: nowMs, level: levelOf(event), event };
}

/** Everything in a line that a search may match, in lower case. */
export const happeningText = (happening: Happening): string =>
  JSON.stringify(happening.event).toLowerCase();

export function filterHappenings(
  happenings: readonly Happening[],
  filter: { readonly level: Level; readonly search: string },
): readonly Happening[] {
  const lowest = LEVELS.indexOf(filter.level);
  const wanted = filter.search.trim().toLowerCase();
  return happenings.filter(
    (one) =>
      LEVELS.indexOf(one.level) >= lowest && (wanted === '' || happeningText(one).includes(wanted)),
  );
}
