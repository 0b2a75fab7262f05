import { Check } from 'lucide-react';
import { classNames, Spinner } from '../../ui/index.ts';
import './check-list.css';

export interface CheckItem {
  readonly text: string;
  readonly isDone: boolean;
}

/** Steps that tick themselves off; the first open one is being worked on. */
export function CheckList({ items }: { readonly items: readonly CheckItem[] }) {
  const current = items.findIndex((item) => !item.isDone);
  return (
    <ol className="phone-checks" aria-live="polite">
      {items.map((item, index) => (
        <li
          key={item.text}
          className={classNames(
            item.isDone && 'is-done',
            index > current && !item.isDone && 'is-later',
          )}
        >
          <span aria-hidden="true">
            {item.isDone ? <Check /> : index === current && <Spinner />}
          </span>
          {item.text}
        </li>
      ))}
    </ol>
  );
}
