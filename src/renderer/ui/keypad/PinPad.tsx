import { type KeyboardEvent, type ReactNode, useEffect, useState } from 'react';
import { classNames } from '../core/class-names.ts';
import { useAnnounce } from '../core/LiveRegions.tsx';
import { useMessages } from '../i18n/LanguageProvider.tsx';
import { uiMessages } from '../i18n/ui-messages.ts';
import { Keypad } from './Keypad.tsx';
import { digitLayout, eraseKey } from './keypad-keys.ts';
import { createPinEntry, type PinLength } from './pin-entry.ts';
import './pin-pad.css';

export interface PinPadProps {
  readonly length: PinLength;
  /** "Enter your 4-digit UPI PIN". */
  readonly title: ReactNode;
  /** On the key that ends the entry. @default "Done" */
  readonly submitLabel?: string | undefined;
  /**
   * Called when all digits are in. `takePin` answers the PIN once and forgets it: call it where
   * the PIN is used (deriving keys) and never put the result into state.
   */
  readonly onSubmit: (takePin: () => string) => void;
  /** Escape. */
  readonly onCancel?: (() => void) | undefined;
  /** While the bank checks: keys are locked, dots pulse. */
  readonly isBusy?: boolean | undefined;
  /** What was wrong with the last PIN; announced, dots shake. Take it away on the next submit. */
  readonly problem?: string | undefined;
  /** A quiet line in the problem's place, for example how many tries are left. */
  readonly note?: ReactNode;
}

interface PinDotsProps {
  readonly count: number;
  readonly length: PinLength;
  readonly isBusy: boolean;
  readonly isWrong: boolean;
}

function PinDots({ count, length, isBusy, isWrong }: PinDotsProps) {
  const t = useMessages(uiMessages);
  return (
    <div
      className={classNames('ui-pin-dots', isBusy && 'is-busy', isWrong && 'is-wrong')}
      role="img"
      aria-label={t('pinCount', { count, total: length })}
    >
      {Array.from({ length }, (_, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the places never move
        <i key={place} className={place < count ? 'is-filled' : undefined} />
      ))}
    </div>
  );
}

/**
 * Entry of a UPI PIN. The digits live in a closure (pin-entry.ts) that is wiped on submit and on
 * unmount; React and the page know only how many there are. Remount with a `key` for a new PIN.
 */
export function PinPad(props: PinPadProps) {
  const { length, title, submitLabel, onSubmit, onCancel, isBusy = false, problem, note } = props;
  const t = useMessages(uiMessages);
  const announce = useAnnounce();
  const [entry] = useState(() => createPinEntry(length));
  const [count, setCount] = useState(0);
  useEffect(() => () => entry.clear(), [entry]);
  useEffect(() => {
    if (problem) announce(problem, 'alert');
  }, [problem, announce]);

  const update = () => {
    setCount(entry.count());
    announce(t('pinCount', { count: entry.count(), total: length }));
  };
  const submit = () => {
    if (isBusy || !entry.isComplete()) return;
    onSubmit(() => {
      const pin = entry.take();
      setCount(0);
      return pin;
    });
  };
  const onKey = (id: string) => {
    if (isBusy) return;
    if (id === 'submit') return submit();
    if (id === 'erase') entry.erase();
    else if (!entry.press(id)) return;
    update();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && onCancel) {
      event.preventDefault();
      onCancel();
    }
    // Typed digits leave focus on any key, so Enter means "done" unless it is on the erase key.
    const isOnErase = (event.target as HTMLElement).dataset.key === 'erase';
    if (event.key === 'Enter' && entry.isComplete() && !isOnErase) {
      event.preventDefault();
      submit();
    }
  };
  const layout = digitLayout(eraseKey(t('keyErase'), count === 0 || isBusy), {
    id: 'submit',
    label: submitLabel ?? t('pinDone'),
    kind: 'primary',
    isDisabled: count < length || isBusy,
  });
  return (
    <div className="ui-pin" onKeyDownCapture={onKeyDown}>
      <h2 className="ui-pin-title">{title}</h2>
      <PinDots {...{ count, length, isBusy }} isWrong={Boolean(problem) && count === 0} />
      <p className={classNames('ui-pin-note', Boolean(problem) && 'is-bad')}>{problem ?? note}</p>
      <Keypad label={t('pinPad')} layout={layout} onKey={onKey} hasAutoFocus />
    </div>
  );
}
