import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { useMessages } from '../i18n/LanguageProvider.tsx';
import { uiMessages } from '../i18n/ui-messages.ts';
import type { FieldProps } from './Field.tsx';
import { type NumberProblem, type NumberRules, readNumber, stepNumber } from './number-draft.ts';
import { TextField } from './TextField.tsx';

export interface NumberFieldProps extends FieldProps, NumberRules {
  readonly value: number | undefined;
  /** Undefined while the field is empty or out of order; the field itself says why. */
  readonly onChange: (value: number | undefined) => void;
  readonly start?: ReactNode;
  readonly end?: ReactNode;
  readonly placeholder?: string | undefined;
  readonly disabled?: boolean | undefined;
  readonly size?: 'medium' | 'large' | undefined;
}

const asText = (value: number | undefined): string => (value === undefined ? '' : String(value));

/** A text field that reads numbers: no spinner buttons, no scroll-wheel surprises, arrows step. */
export function NumberField(props: NumberFieldProps) {
  const { value, onChange, min, max, step, isWhole, error, ...field } = props;
  const t = useMessages(uiMessages);
  const rules: NumberRules = { min, max, step, isWhole };
  const [draft, setDraft] = useState(() => asText(value));
  const [seen, setSeen] = useState(value);
  // The owner set another number than the one typed: show it. An owner that ignores an empty or
  // wrong draft changes nothing, so the user can go on typing.
  if (value !== seen) {
    setSeen(value);
    if (readNumber(draft, rules).value !== value) setDraft(asText(value));
  }

  const change = (text: string) => {
    setDraft(text);
    onChange(readNumber(text, rules).value);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    change(stepNumber(draft, rules, event.key === 'ArrowUp' ? 1 : -1));
  };
  const explain = (problem: NumberProblem): string => {
    if (problem === 'not-whole') return t('wholeNumber');
    if (problem === 'not-number') return t('plainNumber');
    if (problem === 'too-low') return t('tooLow', { min: min ?? 0 });
    return t('tooHigh', { max: max ?? 0 });
  };
  const problem = readNumber(draft, rules).problem;
  return (
    <TextField
      {...field}
      error={error ?? (problem && explain(problem))}
      inputMode={isWhole === false ? 'decimal' : 'numeric'}
      value={draft}
      onChange={change}
      onKeyDown={onKeyDown}
    />
  );
}
