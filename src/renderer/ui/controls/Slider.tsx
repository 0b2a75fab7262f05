import { type ReactNode, useId } from 'react';
import './choice.css';

export interface SliderProps {
  readonly label: ReactNode;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step?: number | undefined;
  readonly onChange: (value: number) => void;
  /** How the value reads, for example `40 cm`; shown and spoken. */
  readonly valueText?: string | undefined;
  readonly disabled?: boolean | undefined;
}

export function Slider(props: SliderProps) {
  const { label, value, min, max, step = 1, onChange, valueText, disabled } = props;
  const id = useId();
  return (
    <div className="ui-slider">
      <label htmlFor={id}>{label}</label>
      <output htmlFor={id}>{valueText ?? value}</output>
      <input
        id={id}
        type="range"
        {...{ min, max, step, value, disabled }}
        aria-valuetext={valueText}
        onChange={(event) => onChange(event.currentTarget.valueAsNumber)}
      />
    </div>
  );
}
