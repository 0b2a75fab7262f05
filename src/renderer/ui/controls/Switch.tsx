import { type ReactNode, useId } from 'react';
import './choice.css';

export interface SwitchProps {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  readonly disabled?: boolean | undefined;
}

/** On or off, in force at once. */
export function Switch({ label, hint, isOn, onChange, disabled }: SwitchProps) {
  const id = useId();
  return (
    <div className="ui-switch">
      <div className="ui-switch-text">
        <label htmlFor={id}>{label}</label>
        {hint && <small id={`${id}hint`}>{hint}</small>}
      </div>
      <button
        type="button"
        role="switch"
        id={id}
        aria-checked={isOn}
        aria-describedby={hint ? `${id}hint` : undefined}
        disabled={disabled}
        onClick={() => onChange(!isOn)}
      />
    </div>
  );
}
