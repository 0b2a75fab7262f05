import type { AmountRule } from '#shared/device/prepare.ts';
import { paiseToRupees, rupeesToPaise } from '#shared/money.ts';

export type AmountProblem = 'empty' | 'not-a-number' | 'zero' | 'below-minimum' | 'too-large';

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
