import { useEffect, useEffectEvent, useState } from 'react';
import { failureSentence, type PhoneFailure } from '#shared/device/outcome.ts';
import type { OpenPhone } from '../../device/open-phone.ts';
import { Button, Notice, useLanguage, useMessages, useToast } from '../../ui/index.ts';
import { homeMessages } from '../messages/home-messages.ts';
import { onboardingMessages } from '../messages/onboarding-messages.ts';
import { Screen } from '../parts/Screen.tsx';
import { OFFERED_ACCOUNTS } from '../state/onboarding.ts';
import { inventPin } from '../state/pin-rules.ts';
import { RegisterProgress } from './RegisteringStep.tsx';
import type { RegisterStage, SetUpActions } from './set-up-actions.ts';

export interface SelfRegistrationProps {
  readonly phone: OpenPhone;
  readonly actions: SetUpActions;
  /** The person asked for a demo user; otherwise the control room has filled in the form. */
  readonly isDemo: boolean;
  /** The number has an account already, perhaps from a try that broke off: bind to it. */
  readonly onKnown: () => void;
  readonly onDone: () => void;
}

const DEMO_NAME = 'Demo user';

function randomBelow(below: number): number {
  const draws = new Uint32Array(1);
  crypto.getRandomValues(draws);
  return (draws[0] ?? 0) % below;
}

/** What this phone registers with, without asking anybody. */
function formOf({ start }: OpenPhone, isDemo: boolean) {
  const { registration, device } = start;
  if (registration && !isDemo) return { ...registration, mobile: device.mobile };
  return {
    name: DEMO_NAME,
    pin: inventPin(device.mobile, randomBelow),
    openingBalancePaise: OFFERED_ACCOUNTS[0].openingBalancePaise,
    mobile: device.mobile,
  };
}

/** Registers by itself and shows how far it is. */
export function SelfRegistration(props: SelfRegistrationProps) {
  const { phone, actions, isDemo, onKnown, onDone } = props;
  const t = useMessages(onboardingMessages);
  const home = useMessages(homeMessages);
  const { language } = useLanguage();
  const { show } = useToast();
  const [stage, setStage] = useState<RegisterStage>('stretching');
  const [failure, setFailure] = useState<PhoneFailure>();

  const run = useEffectEvent(async () => {
    setFailure(undefined);
    const { pin, ...form } = formOf(phone, isDemo);
    const known = await actions.isNumberKnown(form.mobile);
    if (known.ok && known.value) return onKnown();
    const registered = await actions.register({ ...form, takePin: () => pin }, setStage);
    if (!registered.ok) return setFailure(registered.failure);
    if (isDemo || phone.start.device.isDemo) await phone.records.saveDemoPin(pin);
    if (isDemo) show({ tone: 'good', title: t('demoReady', { pin }), next: t('demoReadyNote') });
    onDone();
  });
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt is what runs it again
  useEffect(() => void run(), [attempt]);
  return (
    <Screen title={t('registering')}>
      {failure ? (
        <div role="alert">
          <Notice
            tone="bad"
            title={t('notRegistered')}
            next={failureSentence(failure)[language]}
            code={failure.code}
            detail={failure.detail}
            actions={
              <Button onClick={() => setAttempt((count) => count + 1)}>{home('tryAgain')}</Button>
            }
          />
        </div>
      ) : (
        <RegisterProgress stage={stage} />
      )}
    </Screen>
  );
}
