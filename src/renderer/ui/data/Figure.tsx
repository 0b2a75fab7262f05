import type { ReactNode } from 'react';
import './data.css';

/** A measured number that leads its column: 8,214 with "payments a second" under it. */
export function Figure(props: { readonly value: ReactNode; readonly caption?: ReactNode }) {
  return (
    <div className="ui-amount">
      <span className="ui-amount-figure">{props.value}</span>
      {props.caption && <span className="ui-amount-caption">{props.caption}</span>}
    </div>
  );
}
