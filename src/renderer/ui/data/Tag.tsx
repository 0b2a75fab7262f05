import type { ReactNode } from 'react';
import { classNames } from '../core/class-names.ts';
import type { Tone } from '../core/tone.ts';
import './data.css';

export interface TagProps {
  readonly tone?: Tone | undefined;
  readonly icon?: ReactNode;
  readonly children: ReactNode;
}

/** A state in a word or two: `<Tag tone="good">00 paid</Tag>`. */
export function Tag({ tone = 'plain', icon, children }: TagProps) {
  return (
    <span className={classNames('ui-tag', tone !== 'plain' && `is-${tone}`)}>
      {icon}
      {children}
    </span>
  );
}

/** The coloured point in front of a sentence that says the same. */
export function Dot({ tone = 'plain' }: { readonly tone?: Tone | undefined }) {
  return (
    <i className={classNames('ui-dot', tone !== 'plain' && `is-${tone}`)} aria-hidden="true" />
  );
}
