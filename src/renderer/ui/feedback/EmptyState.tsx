import type { ReactNode } from 'react';
import './empty.css';

export interface EmptyStateProps {
  /** A lucide icon. */
  readonly icon?: ReactNode;
  /** What is not there. */
  readonly title: string;
  /** Why, and how to get some. */
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}

export function EmptyState({ icon, title, children, actions }: EmptyStateProps) {
  return (
    <div className="ui-empty">
      {icon}
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {actions && <div className="ui-row">{actions}</div>}
    </div>
  );
}
