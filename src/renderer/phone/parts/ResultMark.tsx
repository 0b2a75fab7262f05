import { classNames } from '../../ui/index.ts';
import './result-mark.css';

const PATHS = {
  good: 'M30 50.5 L44 64 L71 36',
  bad: 'M35 35 L65 65 M65 35 L35 65',
  wait: 'M50 30 V52 L63 60',
} as const;

/** A tick, cross or clock that draws itself; the words under it say the same. */
export function ResultMark({ kind }: { readonly kind: keyof typeof PATHS }) {
  return (
    <svg
      className={classNames('phone-mark', `is-${kind}`)}
      viewBox="0 0 100 100"
      aria-hidden="true"
    >
      <circle cx="50" cy="50" r="46" />
      <path d={PATHS[kind]} pathLength="1" />
    </svg>
  );
}
