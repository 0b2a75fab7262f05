import { useEffect, useEffectEvent, useState } from 'react';
import type { PhoneFailure } from '#shared/device/outcome.ts';
import { Button, useMessages } from '../../ui/index.ts';
import { onboardingMessages } from '../messages/onboarding-messages.ts';
import { CheckList } from '../parts/CheckList.tsx';
import { Screen } from '../parts/Screen.tsx';
import type { StepProps } from './Onboarding.tsx';
import { StepMark } from './StepMark.tsx';
import type { SetUpActions } from './set-up-actions.ts';

/** How far the binding has come, and what it found. */
interface Binding {
  readonly token: string;
  readonly found: 'new' | 'known' | undefined;
  readonly sentToLastDigits: string;
}

async function bindNumber(
  actions: SetUpActions,
  mobile: string,
  onProgress: (binding: Binding) => void,
): Promise<PhoneFailure | undefined> {
  const key = await actions.makeKey();
  if (!key.ok) return key.failure;
  const begun: Binding = { token: key.value, found: undefined, sentToLastDigits: '' };
  onProgress(begun);
  const known = await actions.isNumberKnown(mobile);
  if (!known.ok) return known.failure;
  if (!known.value) {
    onProgress({ ...begun, found: 'new' });
    return undefined;
  }
  const code = await actions.requestCode(mobile);
  if (!code.ok) return code.failure;
  onProgress({ ...begun, found: 'known', sentToLastDigits: code.value });
  return undefined;
}

/** Key, SMS and the search for accounts, each ticked off when it really happened. */
export function BindingStep({ state, dispatch, actions }: StepProps) {
  const t = useMessages(onboardingMessages);
  const [binding, setBinding] = useState<Binding>();
  const run = useEffectEvent(async (isWanted: () => boolean) => {
    const failure = await bindNumber(actions, state.mobile, (next) => {
      if (isWanted()) setBinding(next);
    });
    if (failure && isWanted()) dispatch({ type: 'refused', failure });
  });
  useEffect(() => {
    let isHere = true;
    void run(() => isHere);
    return () => {
      isHere = false;
    };
  }, []);

  const proceed = () => {
    if (binding?.found === 'new') dispatch({ type: 'number-is-new' });
    if (binding?.found === 'known') {
      dispatch({ type: 'number-is-known', sentToLastDigits: binding.sentToLastDigits });
    }
  };
  const isDone = binding?.found !== undefined;
  return (
    <Screen
      title={t('bindingTitle')}
      footer={
        <Button
          key={isDone ? 'done' : 'waiting'}
          variant="primary"
          size="large"
          isBlock
          isBusy={!isDone}
          autoFocus={isDone}
          onClick={proceed}
        >
          {t('continue')}
        </Button>
      }
    >
      <StepMark step={1} />
      <CheckList
        items={[
          { text: t('bindingKey'), isDone: binding !== undefined },
          { text: t('bindingSms'), isDone: binding !== undefined },
          { text: t('bindingCheck'), isDone },
        ]}
      />
      {binding && (
        <div className="phone-sms is-out">
          <p>{t('smsOut', { token: binding.token })}</p>
        </div>
      )}
      <p className="phone-small">{t('bindingSimulated')}</p>
    </Screen>
  );
}
