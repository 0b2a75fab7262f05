import type { ReactNode } from 'react';
import { classNames } from '../core/class-names.ts';
import { Button, type ButtonProps } from './Button.tsx';

export interface IconButtonProps extends Omit<ButtonProps, 'children' | 'icon' | 'aria-label'> {
  /** What it does: its accessible name and its tooltip. */
  readonly label: string;
  /** A lucide icon or another svg. */
  readonly icon: ReactNode;
}

export function IconButton({ label, className, variant = 'quiet', ...props }: IconButtonProps) {
  return (
    <Button
      title={label}
      {...props}
      variant={variant}
      aria-label={label}
      className={classNames('ui-icon-button', className)}
    />
  );
}
