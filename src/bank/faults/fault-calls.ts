import type { Fault } from '#shared/protocol/fault-methods.ts';
import type { BankServices } from '../services.ts';

/** Tells every control room which faults are in force now. */
export const announceFaults = ({ faults, events }: BankServices): void =>
  events.toAdmin('faults', () => ({ kind: 'faults', faults: faults.rows() }));

export function setFaults(
  services: BankServices,
  { faults }: { readonly faults: readonly Fault[] },
) {
  const { faults: book, events, holdWatch } = services;
  book.set(faults);
  // The bank's clock may be another one now.
  holdWatch.look();
  const rows = book.rows();
  events.emit({ to: 'admin', event: { kind: 'faults', faults: rows } });
  return { faults: rows };
}
