import { useEffect, useEffectEvent, useState } from 'react';
import { failureSentence, type PhoneFailure } from '#shared/device/outcome.ts';
import { Button, Notice, useLanguage, useMessages } from '../../ui/index.ts';
import { homeMessages } from '../messages/home-messages.ts';
import { onboardingMessages } from '../messages/onboarding-messages.ts';
import { CheckList } from '../parts/CheckList.tsx';
import { Screen } from '../parts/Screen.tsx';
import { spokenMobile } from '../parts/time-texts.ts';
import type { SetUpActions } from './set-up-actions.ts';

export interface SelfBindingProps {
  readonly mobile: string;
  readonly actions: SetUpActions;
  readonly onDone: () => void;
}

type Progress = 'key' | 'waiting' | 'binding';
const ORDER: readonly Progress[] = ['key', 'waiting', 'binding'];

/** The account is there but this phone's key is not: the bank's SMS ties a new key to it. */
export function SelfBinding({ mobile, actions, onDone }: SelfBindingProps) {
  const t = useMessages(onboardingMessages);
  const home = useMessages(homeMessages);
  const { language } = useLanguage();
  const [progress, setProgress] = useState<Progress>('key');
  const [failure, setFailure] = useState<PhoneFailure>();
  const [attempt, setAttempt] = useState(0);

  const onSms = useEffectEvent(async (code: string) => {
    setProgress('binding');
    const bound = await actions.bind(mobile, code);
    if (bound.ok) onDone();
    else setFailure(bound.failure);
  });
  const run = useEffectEvent(async () => {
    setFailure(undefined);
    setProgress('key');
    const key = await actions.makeKey();
    if (!key.ok) return setFailure(key.failure);
    setProgress('waiting');
    const asked = await actions.requestCode(mobile);
    if (!asked.ok) setFailure(asked.failure);
  });
  // Listening comes first: the SMS may be faster than the answer.
  useEffect(() => actions.onSms((code) => void onSms(code)), [actions]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt is what runs it again
  useEffect(() => void run(), [attempt]);

  const current = ORDER.indexOf(progress);
  const texts = [
    t('bindingKey'),
    t('rebindSms', { mobile: spokenMobile(mobile) }),
    t('codeBinding'),
  ];
  return (
    <Screen title={t('rebindTitle')}>
      <p className="phone-lead">{t('rebindNote')}</p>
      {failure ? (
        <div role="alert">
          <Notice
            tone="bad"
            title={t('notBound')}
            next={failureSentence(failure)[language]}
            code={failure.code}
            detail={failure.detail}
            actions={
              <Button onClick={() => setAttempt((count) => count + 1)}>{home('tryAgain')}</Button>
            }
          />
        </div>
      ) : (
        <CheckList items={texts.map((text, index) => ({ text, isDone: index < current }))} />
      )}
      <p className="phone-small">{t('bindingSimulated')}</p>
    </Screen>
  );
}
