import type { ComponentPropsWithRef, MouseEvent, ReactNode } from 'react';
import { classNames } from '../core/class-names.ts';
import { Spinner } from '../feedback/Spinner.tsx';
import './button.css';

export interface ButtonProps extends ComponentPropsWithRef<'button'> {
  /** One primary per view; `danger` for what cannot be undone. */
  readonly variant?: 'plain' | 'primary' | 'quiet' | 'danger' | undefined;
  /** `large` (48 px) on devices, `small` inside tables. */
  readonly size?: 'small' | 'medium' | 'large' | undefined;
  /** Shows a spinner and ignores clicks, but keeps focus, unlike `disabled`. */
  readonly isBusy?: boolean | undefined;
  readonly isBlock?: boolean | undefined;
  readonly icon?: ReactNode;
}

export function Button(props: ButtonProps) {
  const { variant = 'plain', size = 'medium', isBusy = false, isBlock, icon, ...rest } = props;
  const { className, children, onClick, type = 'button', ...attributes } = rest;
  const handleClick = (event: MouseEvent<HTMLButtonElement>) => {
    if (isBusy) event.preventDefault();
    else onClick?.(event);
  };
  return (
    <button
      {...attributes}
      type={type}
      aria-busy={isBusy || undefined}
      aria-disabled={isBusy || undefined}
      className={classNames(
        'ui-button',
        variant !== 'plain' && `is-${variant}`,
        size !== 'medium' && `is-${size}`,
        isBlock && 'is-block',
        className,
      )}
      onClick={handleClick}
    >
      {isBusy ? <Spinner /> : icon}
      {children}
    </button>
  );
}
