import { CircleAlert } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { classNames } from '../core/class-names.ts';
import { useMessages } from '../i18n/LanguageProvider.tsx';
import { uiMessages } from '../i18n/ui-messages.ts';
import './field.css';

/** What every field shares: a visible label, what to type, and what is wrong with it. */
export interface FieldProps {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  /** Says what to do; its presence marks the field invalid. */
  readonly error?: ReactNode;
  readonly isRequired?: boolean | undefined;
  readonly className?: string | undefined;
}

/** Attributes that tie the control to its label, hint and error. */
export interface ControlAttributes {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': boolean | undefined;
  readonly 'aria-required': boolean | undefined;
}

interface FieldFrameProps extends FieldProps {
  readonly children: (attributes: ControlAttributes) => ReactNode;
}

/** Lays out a labelled control; the public fields below are all made from it. */
export function Field(props: FieldFrameProps) {
  const { label, hint, error, isRequired, className, children } = props;
  const t = useMessages(uiMessages);
  const id = useId();
  const hintId = hint ? `${id}hint` : undefined;
  const errorId = error ? `${id}error` : undefined;
  const attributes: ControlAttributes = {
    id: `${id}control`,
    'aria-describedby': [errorId, hintId].filter(Boolean).join(' ') || undefined,
    'aria-invalid': error ? true : undefined,
    'aria-required': isRequired || undefined,
  };
  return (
    <div className={classNames('ui-field', Boolean(error) && 'is-invalid', className)}>
      <label className="ui-field-label" htmlFor={attributes.id}>
        {label}
        {isRequired && ' '}
        {isRequired && <small>{t('required')}</small>}
      </label>
      {children(attributes)}
      {hint && (
        <div className="ui-field-hint" id={hintId}>
          {hint}
        </div>
      )}
      {error && (
        <div className="ui-field-error" id={errorId} role="alert">
          <CircleAlert aria-hidden="true" />
          <span>{error}</span>
        </div>
      )}
    </div>
  );
}
