import { useEffect, useEffectEvent, useState } from 'react';
import { useMessages } from '../../ui/index.ts';
import { onboardingMessages } from '../messages/onboarding-messages.ts';
import { CheckList } from '../parts/CheckList.tsx';
import { Screen } from '../parts/Screen.tsx';
import { openingBalanceOf, vpaOf } from '../state/onboarding.ts';
import type { StepProps } from './Onboarding.tsx';
import { REGISTER_STAGES, type RegisterStage } from './set-up-actions.ts';

/** Which of the three steps runs; also shown when a phone registers by itself. */
export function RegisterProgress({ stage }: { readonly stage: RegisterStage }) {
  const t = useMessages(onboardingMessages);
  const current = REGISTER_STAGES.indexOf(stage);
  return (
    <CheckList
      items={REGISTER_STAGES.map((own, index) => ({ text: t(own), isDone: index < current }))}
    />
  );
}

export function RegisteringStep({ state, dispatch, actions, secret, onDone }: StepProps) {
  const t = useMessages(onboardingMessages);
  const [stage, setStage] = useState<RegisterStage>('stretching');
  const run = useEffectEvent(async () => {
    const registered = await actions.register(
      {
        name: state.name,
        mobile: state.mobile,
        vpa: vpaOf(state),
        openingBalancePaise: openingBalanceOf(state),
        takePin: secret.take,
      },
      setStage,
    );
    if (registered.ok) onDone();
    else dispatch({ type: 'refused', failure: registered.failure });
  });
  useEffect(() => void run(), []);
  return (
    <Screen title={t('registering')}>
      <RegisterProgress stage={stage} />
    </Screen>
  );
}
