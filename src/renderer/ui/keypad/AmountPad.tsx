import { type ReactNode, useEffect } from 'react';
import { classNames } from '../core/class-names.ts';
import { useAnnounce } from '../core/LiveRegions.tsx';
import { useMessages } from '../i18n/LanguageProvider.tsx';
import { uiMessages } from '../i18n/ui-messages.ts';
import { type AmountDraft, pressAmountKey, showDraft } from './amount-draft.ts';
import { Keypad } from './Keypad.tsx';
import { digitLayout, eraseKey } from './keypad-keys.ts';
import './amount-pad.css';

export interface AmountPadProps {
  /** Accessible name: "Amount to charge". */
  readonly label: string;
  readonly draft: AmountDraft;
  readonly onChange: (draft: AmountDraft) => void;
  readonly maxPaise?: number | undefined;
  /** Enter, from the keyboard. */
  readonly onSubmit?: (() => void) | undefined;
  /** Under the figure: a limit, what is wrong with it. */
  readonly note?: ReactNode;
  readonly isProblem?: boolean | undefined;
}

/** Typing an amount: the figure and a keypad with a point and an erase key. */
export function AmountPad(props: AmountPadProps) {
  const { label, draft, onChange, maxPaise, onSubmit, note, isProblem } = props;
  const t = useMessages(uiMessages);
  const announce = useAnnounce();
  const shown = showDraft(draft);
  useEffect(() => {
    if (draft) announce(`₹${shown}`);
  }, [draft, shown, announce]);
  const problem = isProblem && typeof note === 'string' ? note : undefined;
  useEffect(() => {
    if (problem) announce(problem, 'alert');
  }, [problem, announce]);
  const layout = digitLayout(
    { id: '.', label: '.', shortcuts: ['.', ','] },
    eraseKey(t('keyErase'), draft === ''),
  );
  return (
    <section
      className="ui-amount-pad"
      aria-label={label}
      onKeyDownCapture={(event) => {
        const isOnErase = (event.target as HTMLElement).dataset.key === 'erase';
        if (event.key === 'Enter' && onSubmit && !isOnErase) {
          event.preventDefault();
          onSubmit();
        }
      }}
    >
      <div className={classNames('ui-amount-draft', shown.length > 9 && 'is-long')}>
        <small>₹</small>
        <output className={draft ? undefined : 'is-empty'}>{shown}</output>
      </div>
      <p className={classNames('ui-amount-note', isProblem && 'is-bad')}>{note}</p>
      <Keypad
        label={t('keypad')}
        layout={layout}
        hasAutoFocus
        onKey={(id) => onChange(pressAmountKey(draft, id, maxPaise))}
      />
    </section>
  );
}
