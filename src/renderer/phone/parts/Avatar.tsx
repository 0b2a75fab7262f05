import { Store, UserRound } from 'lucide-react';
import { classNames } from '../../ui/index.ts';
import './avatar.css';

export interface AvatarProps {
  readonly name: string;
  readonly kind?: 'merchant' | 'person' | undefined;
  readonly size?: 'small' | 'large' | undefined;
}

/** The first letter or digit of a name as a person would write it, in any script. */
const initialOf = (name: string): string | undefined => {
  const [first] = new Intl.Segmenter().segment(name.trim());
  return first && /[\p{L}\p{N}]/u.test(first.segment)
    ? first.segment.toLocaleUpperCase()
    : undefined;
};

/** Decoration: the name stands beside it. */
export function Avatar({ name, kind, size }: AvatarProps) {
  const initial = initialOf(name);
  return (
    <span
      className={classNames('phone-avatar', size === 'large' && 'is-large', kind && `is-${kind}`)}
      aria-hidden="true"
    >
      {initial ?? (kind === 'merchant' ? <Store /> : <UserRound />)}
    </span>
  );
}
