import type { ComponentPropsWithRef, ReactNode } from 'react';
import { useId } from 'react';
import { classNames } from '../core/class-names.ts';
import './layout.css';

/** A raised surface without padding; panels go inside. */
export function Card({ className, ...props }: ComponentPropsWithRef<'div'>) {
  return <div {...props} className={classNames('ui-card', className)} />;
}

export interface PanelProps {
  /** Small heading; also the region's accessible name. */
  readonly title?: ReactNode;
  /** Buttons or a tag at the heading's end. */
  readonly actions?: ReactNode;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** A titled part of a view, the unit that the desk is laid out with. */
export function Panel({ title, actions, className, children }: PanelProps) {
  const id = useId();
  return (
    <section className={classNames('ui-panel', className)} aria-labelledby={title ? id : undefined}>
      {(title || actions) && (
        <header className="ui-panel-head">
          <h2 className="ui-label" id={id}>
            {title}
          </h2>
          {actions}
        </header>
      )}
      {children}
    </section>
  );
}
