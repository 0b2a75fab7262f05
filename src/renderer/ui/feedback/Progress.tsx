import type { ReactNode } from 'react';
import { classNames } from '../core/class-names.ts';
import type { Tone } from '../core/tone.ts';
import './progress.css';

export interface ProgressProps {
  /** What is going on; the bar's accessible name. */
  readonly label: string;
  /** 0 to 1; left out while unknown. */
  readonly fraction?: number | undefined;
  readonly tone?: Exclude<Tone, 'plain'> | undefined;
  /** Small print under the bar, left and right. */
  readonly start?: ReactNode;
  readonly end?: ReactNode;
}

export function Progress({ label, fraction, tone, start, end }: ProgressProps) {
  const isKnown = fraction !== undefined && Number.isFinite(fraction);
  const value = isKnown ? Math.min(1, Math.max(0, fraction)) : undefined;
  return (
    <div>
      <div
        className={classNames('ui-meter', tone && `is-${tone}`, !isKnown && 'is-unknown')}
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={value === undefined ? undefined : Math.round(value * 100)}
      >
        <i style={value === undefined ? undefined : { transform: `scaleX(${value})` }} />
      </div>
      {(start || end) && (
        <div className="ui-progress-text">
          <span>{start}</span>
          <span>{end}</span>
        </div>
      )}
    </div>
  );
}
