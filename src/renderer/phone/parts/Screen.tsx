import { ArrowLeft } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { classNames, IconButton, useMessages } from '../../ui/index.ts';
import { homeMessages } from '../messages/home-messages.ts';
import './screen.css';

export interface ScreenProps {
  /** The heading; it takes focus when the screen opens, so that readers say where one is. */
  readonly title: string;
  /** Shown in the title bar; Escape does the same. Left out on a first screen. */
  readonly onBack?: (() => void) | undefined;
  /** At the title bar's end. */
  readonly actions?: ReactNode;
  /** The heading is only spoken; the screen draws its own. */
  readonly isTitleHidden?: boolean | undefined;
  /** Something on the screen takes focus itself (a PIN pad, a field). */
  readonly ownsFocus?: boolean | undefined;
  /** Stays at the bottom while the rest scrolls. */
  readonly footer?: ReactNode;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** One screen of the phone's app. */
export function Screen(props: ScreenProps) {
  const { title, onBack, actions, isTitleHidden, ownsFocus, footer, className, children } = props;
  const t = useMessages(homeMessages);
  const heading = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: focus moves once, when the screen opens
  useEffect(() => {
    if (!ownsFocus) heading.current?.focus({ preventScroll: true });
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented || !onBack) return;
    // A dialog over the screen closes by itself; that is enough for one press.
    if ((event.target as Element).closest('dialog')) return;
    event.preventDefault();
    onBack();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape bubbles up from whatever has focus
    <div className={classNames('phone-screen', className)} onKeyDown={onKeyDown}>
      <header className={classNames('phone-bar', isTitleHidden && !onBack && 'is-empty')}>
        {onBack && <IconButton label={t('back')} icon={<ArrowLeft />} onClick={onBack} />}
        <h1
          ref={heading}
          tabIndex={-1}
          className={isTitleHidden ? 'ui-visually-hidden' : undefined}
        >
          {title}
        </h1>
        {actions}
      </header>
      <div className="phone-body">{children}</div>
      {footer && <footer className="phone-footer">{footer}</footer>}
    </div>
  );
}
