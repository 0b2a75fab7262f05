import { Delete } from 'lucide-react';
import { type KeyboardEvent, type MouseEvent, useEffect, useRef, useState } from 'react';
import { classNames } from '../core/class-names.ts';
import {
  type KeypadKey,
  type KeypadLayout,
  keyForShortcut,
  keypadTarget,
  tabStop,
} from './keypad-keys.ts';
import './keypad.css';

export interface KeypadProps {
  /** Accessible name of the group. */
  readonly label: string;
  readonly layout: KeypadLayout;
  readonly onKey: (id: string) => void;
  /** Takes focus when it appears, so that typing works at once. */
  readonly hasAutoFocus?: boolean | undefined;
  readonly className?: string | undefined;
}

interface KeyButtonProps {
  readonly keypadKey: KeypadKey;
  readonly isTabStop: boolean;
  readonly onPress: () => void;
}

function KeyButton({ keypadKey, isTabStop, onPress }: KeyButtonProps) {
  const { id, label, icon, kind, isDisabled } = keypadKey;
  return (
    <button
      type="button"
      className={classNames(
        'ui-key',
        kind === 'primary' && 'is-primary',
        label.length > 1 && 'is-word',
      )}
      data-key={id}
      aria-label={icon ? label : undefined}
      // Not `disabled`: that would drop focus, and with it the keyboard, from a key just pressed.
      aria-disabled={isDisabled || undefined}
      tabIndex={isTabStop ? 0 : -1}
      onClick={isDisabled ? undefined : onPress}
    >
      {icon === 'erase' ? <Delete aria-hidden="true" /> : label}
    </button>
  );
}

/**
 * Keys in three columns: one tab stop, arrows move, space presses, and the keyboard's own digits,
 * Backspace and so on press the keys that name them. What was pressed is not kept here.
 */
export function Keypad({ label, layout, onKey, hasAutoFocus, className }: KeypadProps) {
  const pad = useRef<HTMLFieldSetElement>(null);
  const [remembered, setRemembered] = useState(0);
  const stop = tabStop(layout, remembered);

  useEffect(() => {
    if (hasAutoFocus) pad.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  }, [hasAutoFocus]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const pressed = keyForShortcut(layout, event.key);
    const focused = (event.target as HTMLElement).dataset.key;
    const index = layout.findIndex((key) => key?.id === focused);
    const target = pressed ? undefined : keypadTarget(layout, index, event.key);
    if (!pressed && target === undefined) return;
    event.preventDefault();
    if (pressed) onKey(pressed.id);
    if (target !== undefined) {
      setRemembered(target);
      (pad.current?.children[target] as HTMLElement | undefined)?.focus();
    }
  };
  // A click leaves focus where it was: a focused key would tell the last digit of a PIN.
  const onMouseDown = (event: MouseEvent) => {
    event.preventDefault();
    if (!pad.current?.contains(document.activeElement)) {
      pad.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
    }
  };
  return (
    <fieldset
      ref={pad}
      className={classNames('ui-keypad', className)}
      aria-label={label}
      onKeyDown={onKeyDown}
      onMouseDown={onMouseDown}
    >
      {layout.map((key, index) =>
        key ? (
          <KeyButton
            key={key.id}
            keypadKey={key}
            isTabStop={index === stop}
            onPress={() => onKey(key.id)}
          />
        ) : (
          <span key={`gap after ${layout[index - 1]?.id}`} />
        ),
      )}
    </fieldset>
  );
}
