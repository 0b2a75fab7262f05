import { LockKeyhole } from 'lucide-react';
import { PinPad, Segments, Sheet, useMessages } from '../../ui/index.ts';
import { onboardingMessages } from '../messages/onboarding-messages.ts';
import { Screen } from '../parts/Screen.tsx';
import type { StepProps } from './Onboarding.tsx';
import { StepMark } from './StepMark.tsx';

interface PinStepProps extends StepProps {
  readonly onPin: (pin: string) => void;
}

/** The PIN, twice. A new pad for each entry, so that nothing of the first is left in it. */
export function PinStep({ state, dispatch, problem, onPin }: PinStepProps) {
  const t = useMessages(onboardingMessages);
  const isAgain = state.step === 'pin-again';
  const title = isAgain ? t('pinAgainTitle') : t('pinTitle');
  return (
    <Screen title={title} isTitleHidden ownsFocus onBack={() => dispatch({ type: 'back' })}>
      <StepMark step={4} />
      {!isAgain && (
        <Segments
          label={t('pinLength')}
          value={String(state.pinLength)}
          onChange={(value) => dispatch({ type: 'pin-length', pinLength: value === '6' ? 6 : 4 })}
          options={[
            { value: '4', label: t('pin4') },
            { value: '6', label: t('pin6') },
          ]}
        />
      )}
      <div className="phone-pin-note">
        <LockKeyhole aria-hidden="true" />
        <p>{t('pinNote')}</p>
      </div>
      <Sheet label={title}>
        <PinPad
          key={`${state.step} ${state.pinLength}`}
          length={state.pinLength}
          title={title}
          submitLabel={isAgain ? t('pinSet') : t('pinNext')}
          problem={problem}
          onSubmit={(takePin) => onPin(takePin())}
        />
      </Sheet>
    </Screen>
  );
}
