import { ChevronDown } from 'lucide-react';
import { classNames } from '../core/class-names.ts';
import { Field, type FieldProps } from './Field.tsx';

export interface SelectOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly disabled?: boolean | undefined;
}

export interface SelectProps<Value extends string> extends FieldProps {
  readonly value: Value;
  readonly options: readonly SelectOption<Value>[];
  readonly onChange: (value: Value) => void;
  readonly disabled?: boolean | undefined;
  readonly size?: 'medium' | 'large' | undefined;
}

/** The platform's own select, so keyboard and screen readers behave as everywhere else. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { value, options, onChange, disabled, size, ...field } = props;
  const choose = (text: string) => {
    const option = options.find((candidate) => candidate.value === text);
    if (option) onChange(option.value);
  };
  return (
    <Field {...field}>
      {(control) => (
        <div className={classNames('ui-input', 'is-select', size === 'large' && 'is-large')}>
          <select
            {...control}
            value={value}
            disabled={disabled}
            onChange={(event) => choose(event.currentTarget.value)}
          >
            {options.map((option) => (
              <option key={option.value} value={option.value} disabled={option.disabled}>
                {option.label}
              </option>
            ))}
          </select>
          <ChevronDown aria-hidden="true" />
        </div>
      )}
    </Field>
  );
}
