import type { ReactNode } from 'react';
import type { Tone } from '../core/tone.ts';
import './data.css';

/** Label and value rows with dashed lines; `<FactList><Fact .../></FactList>`. */
export function FactList({ children }: { readonly children: ReactNode }) {
  return <dl className="ui-facts">{children}</dl>;
}

export interface FactProps {
  readonly label: ReactNode;
  readonly tone?: Tone | undefined;
  readonly children: ReactNode;
}

export function Fact({ label, tone = 'plain', children }: FactProps) {
  return (
    <div>
      <dt>{label}</dt>
      <dd className={tone === 'plain' ? undefined : `is-${tone}`}>{children}</dd>
    </div>
  );
}
