import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useEffectEvent,
  useId,
  useRef,
  useState,
} from 'react';
import { classNames } from '../../ui/index.ts';

export const ROW_HEIGHT_PX = 32;
/** Taller where a row has two lines. */
export const TALL_ROW_HEIGHT_PX = 52;
const OVERSCAN_ROWS = 8;

export interface VirtualRowsProps {
  /** Accessible name of the list. */
  readonly label: string;
  readonly count: number;
  readonly rowHeight?: number;
  /** Key and content of a row; undefined while it is not loaded. */
  readonly row: (index: number) => { readonly key: string | number; readonly content: ReactNode };
  readonly isSelected?: (index: number) => boolean;
  readonly onOpen: (index: number) => void;
  /** Called with what is on screen, for loading. */
  readonly onVisible?: (first: number, last: number) => void;
  /** Scrolls to the index whenever the key changes. */
  readonly scrollTo?: { readonly key: number | string; readonly index: number } | undefined;
  readonly className?: string;
}

/**
 * A list of any length of which only what is on screen exists. One tab stop: arrows, Page, Home
 * and End move, Enter or a click opens.
 */
export function VirtualRows(props: VirtualRowsProps) {
  const { label, count, row, isSelected, onOpen, onVisible, scrollTo, className } = props;
  const frame = useRef<HTMLDivElement>(null);
  const id = useId();
  const [active, setActive] = useState(0);
  const [isFocused, setFocused] = useState(false);
  const height = props.rowHeight ?? ROW_HEIGHT_PX;
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => frame.current,
    estimateSize: () => height,
    overscan: OVERSCAN_ROWS,
  });
  const items = virtualizer.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? -1;

  useEffect(() => {
    if (last >= first) onVisible?.(first, last);
  }, [first, last, onVisible]);
  const reveal = useEffectEvent(() => {
    const index = scrollTo?.index;
    if (index === undefined || index < 0 || index >= count) return;
    setActive(index);
    if (index < first || index > last) virtualizer.scrollToIndex(index, { align: 'center' });
  });
  const scrollKey = scrollTo?.key;
  useEffect(() => {
    if (scrollKey !== undefined) reveal();
  }, [scrollKey]);

  const move = (to: number) => {
    const index = Math.max(0, Math.min(count - 1, to));
    setActive(index);
    virtualizer.scrollToIndex(index);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor((frame.current?.clientHeight ?? height) / height) - 1);
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + page,
      PageUp: active - page,
      Home: 0,
      End: count - 1,
    };
    const to = steps[event.key];
    if (to !== undefined) move(to);
    else if (event.key === 'Enter' || event.key === ' ') onOpen(active);
    else return;
    event.preventDefault();
  };
  return (
    <div
      ref={frame}
      className={classNames('cr-rows', className)}
      role="listbox"
      aria-label={label}
      aria-activedescendant={isFocused && active < count ? `${id}-${active}` : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
    >
      <div style={{ height: virtualizer.getTotalSize() }} role="presentation">
        {items.map((item) => {
          const { key, content } = row(item.index);
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the list itself has the keys
            // biome-ignore lint/a11y/useFocusableInteractive: focus stays on the list
            <div
              key={key}
              id={`${id}-${item.index}`}
              role="option"
              aria-selected={isSelected?.(item.index) ?? false}
              aria-setsize={count}
              aria-posinset={item.index + 1}
              className={classNames(
                'cr-row',
                isSelected?.(item.index) && 'is-selected',
                isFocused && item.index === active && 'is-active',
              )}
              style={{ height, transform: `translateY(${item.start}px)` }}
              onClick={() => {
                setActive(item.index);
                onOpen(item.index);
              }}
            >
              {content}
            </div>
          );
        })}
      </div>
    </div>
  );
}
