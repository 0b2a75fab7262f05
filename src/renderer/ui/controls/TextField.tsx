import type { ComponentPropsWithRef, ReactNode } from 'react';
import { classNames } from '../core/class-names.ts';
import { Field, type FieldProps } from './Field.tsx';

type InputAttributes = Omit<
  ComponentPropsWithRef<'input'>,
  'value' | 'onChange' | 'size' | 'prefix' | 'className' | 'id'
>;

export interface TextFieldProps extends FieldProps, InputAttributes {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Text inside the box, for example ₹ or @upisim. */
  readonly start?: ReactNode;
  readonly end?: ReactNode;
  readonly isMono?: boolean | undefined;
  readonly size?: 'medium' | 'large' | undefined;
}

export function TextField(props: TextFieldProps) {
  const { label, hint, error, isRequired, className, ...input } = props;
  const { value, onChange, start, end, isMono, size, ...attributes } = input;
  return (
    <Field label={label} hint={hint} error={error} isRequired={isRequired} className={className}>
      {(control) => (
        <div
          className={classNames('ui-input', isMono && 'is-mono', size === 'large' && 'is-large')}
        >
          {start && <span className="ui-input-affix">{start}</span>}
          <input
            type="text"
            autoComplete="off"
            spellCheck={false}
            {...attributes}
            {...control}
            value={value}
            onChange={(event) => onChange(event.currentTarget.value)}
          />
          {end && <span className="ui-input-affix is-end">{end}</span>}
        </div>
      )}
    </Field>
  );
}
