import { MAX_PAISE, rupeesToPaise } from '#shared/money.ts';

/** What stands on an amount display while it is typed: "", "20", "20.", "20.5". */
export type AmountDraft = string;

const DRAFT = /^(?:0|[1-9][0-9]*)(?:\.[0-9]{0,2})?$/;

/** The paise behind a draft; undefined while there is nothing to charge. */
export function draftPaise(draft: AmountDraft): number | undefined {
  const paise = rupeesToPaise(draft.endsWith('.') ? draft.slice(0, -1) : draft);
  return paise ? paise : undefined;
}

/**
 * The draft after a key: a digit, ".", "erase" or "clear". A key that would make three decimals, a
 * second point or more than `maxPaise` changes nothing.
 */
export function pressAmountKey(draft: AmountDraft, key: string, maxPaise = MAX_PAISE): AmountDraft {
  if (key === 'clear') return '';
  if (key === 'erase') return draft === '0.' ? '' : draft.slice(0, -1);
  const next =
    key === '.' && draft === '' ? '0.' : draft === '0' && key !== '.' ? key : draft + key;
  if (!DRAFT.test(next)) return draft;
  const paise = rupeesToPaise(next.endsWith('.') ? next.slice(0, -1) : next);
  return paise === undefined || paise > maxPaise ? draft : next;
}

/** The draft with Indian grouping: "1,25,000.5". An empty one reads "0". */
export function showDraft(draft: AmountDraft): string {
  const [whole = '', fraction] = draft.split('.');
  const head = whole.slice(0, -3).replace(/\B(?=(\d{2})+(?!\d))/g, ',');
  const grouped = head ? `${head},${whole.slice(-3)}` : whole || '0';
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}
