import type { ReactNode } from 'react';
import { classNames } from '../core/class-names.ts';
import './layout.css';

export interface SheetProps {
  /** Accessible name. */
  readonly label: string;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** The lower part of a device's screen: PIN pad, keypad, choices. Last child of the screen. */
export function Sheet({ label, className, children }: SheetProps) {
  return (
    <section className={classNames('ui-sheet', className)} aria-label={label}>
      {children}
    </section>
  );
}
