import { type FormEvent, useState } from 'react';
import { VPA_HANDLE } from '#shared/vpa.ts';
import { Button, TextField, useMessages } from '../../ui/index.ts';
import { onboardingMessages } from '../messages/onboarding-messages.ts';
import { Avatar } from '../parts/Avatar.tsx';
import { Screen } from '../parts/Screen.tsx';
import type { StepProps } from './Onboarding.tsx';
import { StepMark } from './StepMark.tsx';

interface UpiIdStepProps extends StepProps {
  readonly onChoose: (vpaUser: string) => void;
}

export function UpiIdStep({ state, dispatch, problem, onChoose }: UpiIdStepProps) {
  const t = useMessages(onboardingMessages);
  const [vpaUser, setVpaUser] = useState(state.vpaUser);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onChoose(vpaUser);
  };
  return (
    <Screen title={t('vpaTitle')} ownsFocus onBack={() => dispatch({ type: 'back' })}>
      <StepMark step={3} />
      <p className="phone-lead">{t('vpaNote')}</p>
      <form className="ui-stack" noValidate onSubmit={submit}>
        <TextField
          label={t('vpaField')}
          error={problem}
          value={vpaUser}
          onChange={setVpaUser}
          end={`@${VPA_HANDLE}`}
          size="large"
          maxLength={64}
          autoCapitalize="none"
          autoFocus
        />
        <Button type="submit" variant="primary" size="large" isBlock>
          {t('continue')}
        </Button>
      </form>
      <figure className="phone-vpa-preview">
        <figcaption className="ui-label">{t('vpaPreview')}</figcaption>
        <Avatar name={state.name} kind="person" size="large" />
        <strong>{state.name}</strong>
        <span>
          {vpaUser}@{VPA_HANDLE}
        </span>
      </figure>
    </Screen>
  );
}
