import { useReducer, useState } from 'react';
import { useLanguage, useMessages } from '../../ui/index.ts';
import { onboardingMessages } from '../messages/onboarding-messages.ts';
import {
  firstOnboarding,
  type OnboardingEvent,
  type OnboardingState,
  onboarding,
  vpaOf,
} from '../state/onboarding.ts';
import { pinWeakness } from '../state/pin-rules.ts';
import { createSecretPin, type SecretPin } from '../state/secret-pin.ts';
import { AccountStep } from './AccountStep.tsx';
import { BindingStep } from './BindingStep.tsx';
import { CodeStep } from './CodeStep.tsx';
import { PinStep } from './PinStep.tsx';
import { problemText } from './problem-text.ts';
import { RegisteringStep } from './RegisteringStep.tsx';
import { SimStep } from './SimStep.tsx';
import type { SetUpActions } from './set-up-actions.ts';
import { UpiIdStep } from './UpiIdStep.tsx';
import { WelcomeStep } from './WelcomeStep.tsx';
import './onboarding.css';

export interface OnboardingProps {
  /** The number of the SIM in this phone. */
  readonly mobile: string;
  readonly actions: SetUpActions;
  readonly onDemo: () => void;
  readonly onDone: () => void;
}

/** What every step gets. */
export interface StepProps {
  readonly state: OnboardingState;
  readonly dispatch: (event: OnboardingEvent) => void;
  readonly actions: SetUpActions;
  readonly secret: SecretPin;
  /** What is wrong with the last answer. */
  readonly problem: string | undefined;
  readonly onDone: () => void;
}

/** Sets up UPI on an empty phone: every step is a screen of its own. */
export function Onboarding({ mobile, actions, onDemo, onDone }: OnboardingProps) {
  const t = useMessages(onboardingMessages);
  const { language } = useLanguage();
  const [state, dispatch] = useReducer(onboarding, mobile, firstOnboarding);
  const [secret] = useState(createSecretPin);
  const problem = problemText(t, state.problem, language);
  const step: StepProps = { state, dispatch, actions, secret, problem, onDone };

  const chooseVpa = async (vpaUser: string) => {
    const chosen = onboarding(state, { type: 'vpa-chosen', vpaUser });
    dispatch({ type: 'vpa-chosen', vpaUser });
    if (chosen.step !== 'pin') return;
    // Asked while the person already thinks of a PIN; registration would refuse it anyway.
    const free = await actions.isVpaFree(vpaOf(chosen));
    if (free.ok && !free.value) dispatch({ type: 'vpa-taken' });
  };
  const enterPin = (pin: string) => {
    if (state.step === 'pin-again') {
      dispatch({ type: 'pin-repeated', isSame: secret.isSame(pin) });
      return;
    }
    const weakness = pinWeakness(pin, state.mobile);
    if (!weakness) secret.keep(pin);
    dispatch({ type: 'pin-entered', weakness });
  };

  switch (state.step) {
    case 'welcome':
      return <WelcomeStep onBegin={() => dispatch({ type: 'begin' })} onDemo={onDemo} />;
    case 'sim':
      return <SimStep {...step} />;
    case 'binding':
      return <BindingStep {...step} />;
    case 'code':
      return <CodeStep {...step} />;
    case 'account':
      return <AccountStep {...step} />;
    case 'upi-id':
      return <UpiIdStep {...step} onChoose={chooseVpa} />;
    case 'pin':
    case 'pin-again':
      return <PinStep {...step} onPin={enterPin} />;
    case 'registering':
      return <RegisteringStep {...step} />;
  }
}
