import type { PaymentRow } from '#shared/protocol/payments.ts';
import { otherParty } from './payment-facts.ts';

/** Letters compared as people read them: no case, one form of composed letters. */
const folded = (text: string): string => text.normalize('NFKC').toLocaleLowerCase();

/**
 * Whether every word of the search is somewhere in the other's name, UPI ID, the note, the order or
 * the RRN. The bank itself finds only whole ids and amounts; this looks through what is here.
 */
export function matchesSearch(row: PaymentRow, search: string): boolean {
  const { name, vpa } = otherParty(row);
  const text = folded([name, vpa, row.note, row.reference, row.rrn].join(' '));
  return folded(search)
    .split(/\s+/)
    .every((word) => text.includes(word));
}
