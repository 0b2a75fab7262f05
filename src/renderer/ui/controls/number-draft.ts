export interface NumberRules {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  /** Arrow keys move by this. @default 1 */
  readonly step?: number | undefined;
  /** @default true */
  readonly isWhole?: boolean | undefined;
}

export type NumberProblem = 'not-whole' | 'not-number' | 'too-low' | 'too-high';

export interface NumberReading {
  /** Undefined for an empty field and for everything that is not in order. */
  readonly value: number | undefined;
  readonly problem?: NumberProblem | undefined;
}

const WHOLE = /^-?\d{1,15}$/;
const DECIMAL = /^-?\d{1,15}(?:\.\d{1,6})?$/;

/** Reads what stands in a number field. Grouping commas and spaces are allowed. */
export function readNumber(draft: string, rules: NumberRules): NumberReading {
  const text = draft.replaceAll(/[,\s]/g, '');
  if (text === '') return { value: undefined };
  const isWhole = rules.isWhole ?? true;
  if (!(isWhole ? WHOLE : DECIMAL).test(text)) {
    return { value: undefined, problem: isWhole ? 'not-whole' : 'not-number' };
  }
  const value = Number(text);
  if (rules.min !== undefined && value < rules.min) return { value: undefined, problem: 'too-low' };
  if (rules.max !== undefined && value > rules.max) {
    return { value: undefined, problem: 'too-high' };
  }
  return { value };
}

/** The field's text after an arrow key, kept inside the rules. */
export function stepNumber(draft: string, rules: NumberRules, direction: 1 | -1): string {
  const parsed = Number(draft.replaceAll(/[,\s]/g, ''));
  const start = draft.trim() === '' || !Number.isFinite(parsed) ? (rules.min ?? 0) : parsed;
  const moved = start + direction * (rules.step ?? 1);
  const bounded = Math.min(rules.max ?? moved, Math.max(rules.min ?? moved, moved));
  // Cuts binary noise such as 0.30000000000000004.
  return String(Number(bounded.toFixed(6)));
}
