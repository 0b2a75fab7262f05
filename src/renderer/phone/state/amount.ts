import { paiseToRupees, rupeesToPaise } from '#shared/money.ts';

/** What the payer may do with the amount, as the link or the shop's order says. */
export type AmountRule =
  | { readonly kind: 'locked'; readonly amountPaise: number }
  /** `am` with `mam`: may be raised, not lowered below the minimum. */
  | { readonly kind: 'minimum'; readonly minimumPaise: number; readonly suggestedPaise: number }
  | { readonly kind: 'free' };

export type AmountProblem = 'empty' | 'not-a-number' | 'zero' | 'below-minimum' | 'too-large';

/** NPCI "QR share & pay": a picture of an unverified shop's code pays at most this much. */
export const PICTURE_UNSIGNED_MAX_PAISE = 200_000;

/** What the amount field starts with. */
export const firstAmountText = (rule: AmountRule): string => {
  if (rule.kind === 'free') return '';
  return shortRupees(rule.kind === 'locked' ? rule.amountPaise : rule.suggestedPaise);
};

/** 2000 paise as "20", 2050 as "20.50". */
export const shortRupees = (paise: number): string => paiseToRupees(paise).replace(/\.00$/, '');

export function readAmount(
  rule: AmountRule,
  text: string,
): { readonly amountPaise: number } | { readonly problem: AmountProblem } {
  if (rule.kind === 'locked') return { amountPaise: rule.amountPaise };
  const typed = text.trim().replace(/\.$/, '');
  if (typed === '') return { problem: 'empty' };
  const amountPaise = rupeesToPaise(typed);
  if (amountPaise === undefined) {
    return { problem: /^\d+(?:\.\d{0,2})?$/.test(typed) ? 'too-large' : 'not-a-number' };
  }
  if (amountPaise === 0) return { problem: 'zero' };
  if (rule.kind === 'minimum' && amountPaise < rule.minimumPaise) {
    return { problem: 'below-minimum' };
  }
  return { amountPaise };
}
