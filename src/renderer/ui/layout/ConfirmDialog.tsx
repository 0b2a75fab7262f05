import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { Button } from '../controls/Button.tsx';
import { TextField } from '../controls/TextField.tsx';
import { useMessages } from '../i18n/LanguageProvider.tsx';
import { uiMessages } from '../i18n/ui-messages.ts';
import { Dialog } from './Dialog.tsx';

export interface ConfirmDialogProps {
  readonly isOpen: boolean;
  readonly title: ReactNode;
  /** What will happen, what it means for the money, whether it can be undone. */
  readonly children: ReactNode;
  /** Names the act: "Reset everything", never "OK". */
  readonly confirmLabel: string;
  readonly isDangerous?: boolean | undefined;
  /** Asked a second time after the first yes. */
  readonly secondQuestion?: ReactNode;
  /** Has to be typed (in any case) before the last yes works. */
  readonly requiredWord?: string | undefined;
  readonly isBusy?: boolean | undefined;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

const sameWord = (typed: string, word: string): boolean =>
  typed.trim().toLocaleLowerCase() === word.toLocaleLowerCase();

/** Asks before an act; once, twice or with a word to type. Mounted anew for each opening. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { isOpen, onCancel, title } = props;
  return (
    <Dialog isOpen={isOpen} onClose={onCancel} title={title}>
      <ConfirmQuestion {...props} />
    </Dialog>
  );
}

function ConfirmQuestion(props: ConfirmDialogProps) {
  const { children, confirmLabel, isDangerous, secondQuestion, requiredWord, isBusy } = props;
  const t = useMessages(uiMessages);
  const [isSecond, setSecond] = useState(false);
  const [typed, setTyped] = useState('');
  const questionId = useId();
  const isLast = !secondQuestion || isSecond;
  const isAllowed = !isLast || !requiredWord || sameWord(typed, requiredWord);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isAllowed || isBusy) return;
    if (isLast) props.onConfirm();
    else setSecond(true);
  };
  return (
    <form onSubmit={submit} aria-describedby={questionId}>
      <div id={questionId} className="ui-stack" aria-live="polite">
        {isSecond ? secondQuestion : children}
      </div>
      {isLast && requiredWord && (
        <TextField
          label={t('typeToConfirm', { word: requiredWord })}
          value={typed}
          onChange={setTyped}
          autoFocus
          data-autofocus
        />
      )}
      <div className="ui-confirm-actions">
        <Button onClick={props.onCancel} data-autofocus={isLast && requiredWord ? undefined : true}>
          {t('cancel')}
        </Button>
        <Button
          type="submit"
          variant={isDangerous ? 'danger' : 'primary'}
          disabled={!isAllowed}
          isBusy={isBusy}
        >
          {isLast ? confirmLabel : t('continue')}
        </Button>
      </div>
    </form>
  );
}
