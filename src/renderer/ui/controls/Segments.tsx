import { type ReactNode, useId } from 'react';
import { classNames } from '../core/class-names.ts';
import './choice.css';

export interface Segment<Value extends string> {
  readonly value: Value;
  readonly label: ReactNode;
  readonly icon?: ReactNode;
}

export interface SegmentsProps<Value extends string> {
  /** Accessible name of the group. */
  readonly label: string;
  /** The name stands above as well; without it neighbours and icons must say enough. */
  readonly isLabelShown?: boolean | undefined;
  readonly value: Value;
  readonly options: readonly Segment<Value>[];
  readonly onChange: (value: Value) => void;
  readonly className?: string | undefined;
}

/** One of a few, all visible: radio buttons drawn as one control (arrow keys move). */
export function Segments<Value extends string>(props: SegmentsProps<Value>) {
  const { label, isLabelShown, value, options, onChange, className } = props;
  const name = useId();
  const segments = (
    <fieldset className={classNames('ui-segments', className)} aria-label={label}>
      {options.map((option) => (
        <label key={option.value}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          {option.icon}
          {option.label}
        </label>
      ))}
    </fieldset>
  );
  if (!isLabelShown) return segments;
  return (
    <div className="ui-segments-field">
      <span aria-hidden="true">{label}</span>
      {segments}
    </div>
  );
}
