import { type FormEvent, useEffect, useEffectEvent, useState } from 'react';
import { Button, Spinner, TextField, useMessages } from '../../ui/index.ts';
import { onboardingMessages } from '../messages/onboarding-messages.ts';
import { Screen } from '../parts/Screen.tsx';
import type { StepProps } from './Onboarding.tsx';

/** The bank's SMS binds this phone to an account that is there already. */
export function CodeStep({ state, dispatch, actions, problem, onDone }: StepProps) {
  const t = useMessages(onboardingMessages);
  const [code, setCode] = useState('');
  const [isBinding, setBinding] = useState(false);
  const [isManual, setManual] = useState(false);

  const bind = async (bindingCode: string) => {
    setBinding(true);
    const bound = await actions.bind(state.mobile, bindingCode);
    setBinding(false);
    if (bound.ok) onDone();
    else dispatch({ type: 'refused', failure: bound.failure });
  };
  const onSms = useEffectEvent((received: string) => void bind(received));
  useEffect(() => actions.onSms((received) => onSms(received)), [actions]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (code.trim()) void bind(code.trim());
  };
  return (
    <Screen title={t('codeTitle')} onBack={() => dispatch({ type: 'back' })}>
      <p className="phone-lead">{t('codeNote', { digits: state.sentToLastDigits })}</p>
      <Spinner label={isBinding ? t('codeBinding') : t('codeWaiting')} />
      {problem && (
        <p className="phone-problem" role="alert">
          {problem}
        </p>
      )}
      {isManual ? (
        <form className="ui-stack" noValidate onSubmit={submit}>
          <TextField
            label={t('codeField')}
            value={code}
            onChange={setCode}
            isMono
            size="large"
            maxLength={64}
            autoFocus
          />
          <Button type="submit" variant="primary" size="large" isBlock isBusy={isBinding}>
            {t('codeBind')}
          </Button>
        </form>
      ) : (
        <Button variant="quiet" onClick={() => setManual(true)}>
          {t('codeManual')}
        </Button>
      )}
    </Screen>
  );
}
