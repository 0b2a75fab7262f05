import { type FormEvent, useState } from 'react';
import { isVpa, normaliseMobile, normaliseVpa } from '#shared/vpa.ts';
import { Button, TextField, useMessages } from '../../ui/index.ts';
import { payingMessages } from '../messages/paying-messages.ts';
import { Avatar } from '../parts/Avatar.tsx';
import { Screen } from '../parts/Screen.tsx';

export interface KnownPayee {
  readonly vpa: string;
  readonly name: string;
}

export interface PayToProps {
  readonly payees: readonly KnownPayee[];
  readonly isChecking: boolean;
  readonly onPay: (text: string) => void;
  readonly onBack: () => void;
}

const isPayable = (text: string): boolean =>
  isVpa(normaliseVpa(text)) || normaliseMobile(text) !== undefined;

/** Pay somebody whose code one does not see. */
export function PayTo({ payees, isChecking, onPay, onBack }: PayToProps) {
  const t = useMessages(payingMessages);
  const [text, setText] = useState('');
  const [hasProblem, setProblem] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isPayable(text)) onPay(text.trim());
    else setProblem(true);
  };
  return (
    <Screen title={t('toTitle')} ownsFocus onBack={onBack}>
      <form className="ui-stack" noValidate onSubmit={submit}>
        <TextField
          label={t('toLabel')}
          hint={t('toHint')}
          error={hasProblem ? t('toProblem') : undefined}
          value={text}
          onChange={(next) => {
            setProblem(false);
            setText(next);
          }}
          size="large"
          maxLength={255}
          autoCapitalize="none"
          autoFocus
        />
        <Button type="submit" variant="primary" size="large" isBlock isBusy={isChecking}>
          {t('proceed')}
        </Button>
      </form>
      {payees.length > 0 && (
        <section className="ui-stack" aria-labelledby="paid-before">
          <h2 className="ui-label" id="paid-before">
            {t('toRecent')}
          </h2>
          <ul className="phone-rows">
            {payees.map((payee) => (
              <li key={payee.vpa}>
                <button type="button" onClick={() => onPay(payee.vpa)}>
                  <Avatar name={payee.name} />
                  <span className="phone-row-text">
                    <strong>{payee.name}</strong>
                    <small>{payee.vpa}</small>
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Screen>
  );
}
