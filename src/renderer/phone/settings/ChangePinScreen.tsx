import { useState } from 'react';
import { failureSentence } from '#shared/device/outcome.ts';
import { PinPad, Segments, Sheet, useLanguage, useMessages, useToast } from '../../ui/index.ts';
import { usePhone } from '../app/phone-context.ts';
import { homeMessages } from '../messages/home-messages.ts';
import { onboardingMessages } from '../messages/onboarding-messages.ts';
import { recordMessages } from '../messages/record-messages.ts';
import { weaknessText } from '../onboarding/problem-text.ts';
import { Screen } from '../parts/Screen.tsx';
import { pinWeakness } from '../state/pin-rules.ts';
import { createSecretPin } from '../state/secret-pin.ts';

type Step = 'old' | 'new' | 'again';

/** The old PIN, then the new one twice. All three stay in closures until they are used. */
export function ChangePinScreen({ onBack }: { readonly onBack: () => void }) {
  const t = useMessages(recordMessages);
  const home = useMessages(homeMessages);
  const onboarding = useMessages(onboardingMessages);
  const { language } = useLanguage();
  const { show } = useToast();
  const { client, identity, phone, pinLength, setPinLength } = usePhone();
  const [step, setStep] = useState<Step>('old');
  const [newLength, setNewLength] = useState(pinLength);
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const [secrets] = useState(() => ({ old: createSecretPin(), next: createSecretPin() }));

  const goTo = (next: Step, why?: string) => {
    setProblem(why);
    setStep(next);
  };
  const change = async () => {
    setBusy(true);
    const next = secrets.next.take();
    const changed = await client.changePin(secrets.old.take(), next);
    setBusy(false);
    if (!changed.ok) return goTo('old', failureSentence(changed.failure)[language]);
    setPinLength(newLength);
    // A demo user's PIN can always be looked up.
    if ((await phone.records.loadDemoPin()) !== undefined) await phone.records.saveDemoPin(next);
    show({ tone: 'good', title: t('pinChanged') });
    onBack();
  };
  const enter = (takePin: () => string) => {
    const pin = takePin();
    if (step === 'old') {
      secrets.old.keep(pin);
      return goTo('new');
    }
    if (step === 'new') {
      const weakness = pinWeakness(pin, identity.mobile);
      if (weakness) return goTo('new', weaknessText(onboarding, weakness));
      secrets.next.keep(pin);
      return goTo('again');
    }
    if (!secrets.next.isSame(pin)) return goTo('new', onboarding('pinsDiffer'));
    void change();
  };
  const length = step === 'old' ? pinLength : newLength;
  const titles: Readonly<Record<Step, string>> = {
    old: t('pinOldTitle', { length }),
    new: t('pinNewTitle'),
    again: t('pinAgainTitle'),
  };
  return (
    <Screen title={home('changePin')} ownsFocus onBack={onBack}>
      {step === 'new' && (
        <Segments
          label={onboarding('pinLength')}
          value={String(newLength)}
          onChange={(value) => setNewLength(value === '6' ? 6 : 4)}
          options={[
            { value: '4', label: onboarding('pin4') },
            { value: '6', label: onboarding('pin6') },
          ]}
        />
      )}
      <Sheet label={titles[step]}>
        <PinPad
          key={`${step} ${length}`}
          length={length}
          title={titles[step]}
          submitLabel={step === 'again' ? t('pinChange') : t('pinNext')}
          isBusy={isBusy}
          problem={problem}
          onSubmit={enter}
          onCancel={onBack}
        />
      </Sheet>
    </Screen>
  );
}
