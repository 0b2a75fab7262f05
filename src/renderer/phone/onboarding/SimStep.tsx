import { Smartphone } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Button, TextField, useMessages } from '../../ui/index.ts';
import { onboardingMessages } from '../messages/onboarding-messages.ts';
import { Screen } from '../parts/Screen.tsx';
import { spokenMobile } from '../parts/time-texts.ts';
import type { StepProps } from './Onboarding.tsx';
import { StepMark } from './StepMark.tsx';

export function SimStep({ state, dispatch, problem }: StepProps) {
  const t = useMessages(onboardingMessages);
  const [name, setName] = useState(state.name);
  const [mobile, setMobile] = useState(state.mobile);
  const kind = state.problem?.kind;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    dispatch({ type: 'sim-chosen', name, mobile });
  };
  return (
    <Screen title={t('simTitle')} ownsFocus onBack={() => dispatch({ type: 'back' })}>
      <StepMark step={1} />
      <p className="phone-lead">{t('simNote')}</p>
      <div className="phone-sim">
        <i aria-hidden="true" />
        <div>
          <strong>{t('simCard')}</strong>
          <span>
            <Smartphone aria-hidden="true" /> {t('simInside')}
          </span>
        </div>
        <b>{spokenMobile(state.mobile)}</b>
      </div>
      <form className="ui-stack" noValidate onSubmit={submit}>
        <TextField
          label={t('name')}
          hint={t('nameHint')}
          error={kind === 'name' ? problem : undefined}
          value={name}
          onChange={setName}
          maxLength={99}
          size="large"
          autoComplete="name"
          autoFocus
        />
        <TextField
          label={t('mobile')}
          error={kind === 'mobile' ? problem : undefined}
          value={mobile}
          onChange={setMobile}
          start="+91"
          size="large"
          inputMode="tel"
          maxLength={18}
        />
        {kind === 'refused' && (
          <p className="phone-problem" role="alert">
            {problem}
          </p>
        )}
        <Button type="submit" variant="primary" size="large" isBlock>
          {t('continue')}
        </Button>
      </form>
    </Screen>
  );
}
