import type { RoomState } from './room-state.ts';

export const TOUR_STEPS = ['devices', 'open', 'charge', 'pay', 'verify'] as const;
export type TourStep = (typeof TOUR_STEPS)[number];

export interface TourProgress {
  readonly done: readonly TourStep[];
  /** The first step that is not done; undefined at the end. */
  readonly current: TourStep | undefined;
}

type Known = Pick<RoomState, 'devices' | 'orders' | 'payments' | 'verification'>;

const chargeTimes = (known: Known): number[] =>
  Object.values(known.orders).map((order) => order.createdMs);

/**
 * How far the user really is; nothing counts that the bank has not reported since the tour began.
 * A later step done means the earlier ones are: who pays has charged.
 * @param startedMs when the tour began, Unix ms on the bank's clock
 */
export function tourProgress(known: Known, startedMs: number): TourProgress {
  const devices = known.devices ?? [];
  const kinds = new Set(devices.map((one) => one.kind));
  const openKinds = new Set(devices.filter((one) => one.isOpen).map((one) => one.kind));
  const { verification } = known;
  const paid = known.payments?.some(
    (row) => row.type === 'payment' && row.status === 'SUCCESS' && row.timeMs >= startedMs,
  );
  const reached: Readonly<Record<TourStep, boolean>> = {
    devices: kinds.size === 2,
    open: openKinds.size === 2,
    charge: chargeTimes(known).some((timeMs) => timeMs >= startedMs),
    pay: paid ?? false,
    verify: verification.state === 'done' && verification.atMs >= startedMs && (paid ?? false),
  };
  const last = TOUR_STEPS.findLastIndex((step) => reached[step]);
  return { done: TOUR_STEPS.slice(0, last + 1), current: TOUR_STEPS[last + 1] };
}
