import { useState } from 'react';
import { type PinLength, PinPad, Segments, Sheet, useMessages } from '../../ui/index.ts';
import { onboardingMessages } from '../messages/onboarding-messages.ts';
import { recordMessages } from '../messages/record-messages.ts';
import { weaknessText } from '../onboarding/problem-text.ts';
import { pinWeakness } from '../state/pin-rules.ts';
import { createSecretPin } from '../state/secret-pin.ts';

export interface NewPinEntryProps {
  readonly mobile: string;
  readonly firstLength: PinLength;
  readonly isBusy: boolean;
  /** Why it has to be entered again. */
  readonly problem?: string | undefined;
  /** Twice the same and not weak. The function answers the PIN once. */
  readonly onPin: (takePin: () => string, length: PinLength) => void;
  readonly onCancel: () => void;
}

/** A new PIN, twice; weak ones are refused with the reason. It stays in a closure until it is used. */
export function NewPinEntry(props: NewPinEntryProps) {
  const { mobile, firstLength, isBusy, onPin, onCancel } = props;
  const t = useMessages(recordMessages);
  const onboarding = useMessages(onboardingMessages);
  const [isAgain, setAgain] = useState(false);
  const [length, setLength] = useState(firstLength);
  const [problem, setProblem] = useState(props.problem);
  const [secret] = useState(createSecretPin);

  const goTo = (again: boolean, why?: string) => {
    setProblem(why);
    setAgain(again);
  };
  const enter = (takePin: () => string) => {
    const pin = takePin();
    if (!isAgain) {
      const weakness = pinWeakness(pin, mobile);
      if (weakness) return goTo(false, weaknessText(onboarding, weakness));
      secret.keep(pin);
      return goTo(true);
    }
    if (!secret.isSame(pin)) return goTo(false, onboarding('pinsDiffer'));
    onPin(secret.take, length);
  };
  const title = isAgain ? t('pinAgainTitle') : t('pinNewTitle');
  return (
    <>
      {!isAgain && (
        <Segments
          label={onboarding('pinLength')}
          value={String(length)}
          onChange={(value) => setLength(value === '6' ? 6 : 4)}
          options={[
            { value: '4', label: onboarding('pin4') },
            { value: '6', label: onboarding('pin6') },
          ]}
        />
      )}
      <Sheet label={title}>
        <PinPad
          key={`${isAgain} ${length}`}
          length={length}
          title={title}
          submitLabel={isAgain ? t('pinChange') : t('pinNext')}
          isBusy={isBusy}
          problem={problem}
          onSubmit={enter}
          onCancel={onCancel}
        />
      </Sheet>
    </>
  );
}
