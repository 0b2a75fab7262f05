import { X } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { IconButton } from '../controls/IconButton.tsx';
import { classNames } from '../core/class-names.ts';
import { useMessages } from '../i18n/LanguageProvider.tsx';
import { uiMessages } from '../i18n/ui-messages.ts';
import './dialog.css';

export interface DialogProps {
  readonly isOpen: boolean;
  /** Escape, the close button, and the platform's back gesture. */
  readonly onClose: () => void;
  readonly title: ReactNode;
  readonly children: ReactNode;
  /** Buttons, the safe one first. */
  readonly footer?: ReactNode;
  readonly isWide?: boolean | undefined;
  readonly className?: string | undefined;
}

/**
 * A modal native <dialog>: the browser makes everything else inert, keeps Tab inside, closes on
 * Escape and gives focus back to what opened it. Its content is mounted only while open.
 * The first control takes focus, or the one marked `data-autofocus`.
 */
export function Dialog(props: DialogProps) {
  const { isOpen, onClose, title, children, footer, isWide, className } = props;
  const t = useMessages(uiMessages);
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const element = dialog.current;
    if (!element || !isOpen) return;
    element.showModal();
    // React's autoFocus runs before the dialog is shown and would be lost.
    element.querySelector<HTMLElement>('[data-autofocus]')?.focus();
    return () => element.close();
  }, [isOpen]);
  return (
    <dialog
      ref={dialog}
      className={classNames('ui-dialog', isWide && 'is-wide', className)}
      aria-labelledby={titleId}
      onCancel={(event) => {
        // The owner decides; the element closes when isOpen turns false.
        event.preventDefault();
        onClose();
      }}
    >
      {isOpen && (
        <>
          <header>
            <h2 id={titleId}>{title}</h2>
            <IconButton label={t('close')} icon={<X />} onClick={onClose} />
          </header>
          <div className="ui-dialog-body">{children}</div>
          {footer && <footer>{footer}</footer>}
        </>
      )}
    </dialog>
  );
}
