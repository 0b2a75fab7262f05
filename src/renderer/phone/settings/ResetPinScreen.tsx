import { type FormEvent, useEffect, useEffectEvent, useState } from 'react';
import { failureSentence, type PhoneFailure } from '#shared/device/outcome.ts';
import {
  Button,
  Notice,
  type PinLength,
  Spinner,
  TextField,
  useLanguage,
  useMessages,
  useToast,
} from '../../ui/index.ts';
import { usePhone } from '../app/phone-context.ts';
import { homeMessages } from '../messages/home-messages.ts';
import { onboardingMessages } from '../messages/onboarding-messages.ts';
import { recordMessages } from '../messages/record-messages.ts';
import { Screen } from '../parts/Screen.tsx';
import { spokenMobile } from '../parts/time-texts.ts';
import { NewPinEntry } from './NewPinEntry.tsx';
import { useNewPin } from './use-new-pin.ts';

/** A forgotten PIN: the bank's SMS to this phone's number, then a new PIN twice. */
export function ResetPinScreen({ onBack }: { readonly onBack: () => void }) {
  const t = useMessages(recordMessages);
  const { language } = useLanguage();
  const { show } = useToast();
  const { client, identity, pinLength } = usePhone();
  const keepNewPin = useNewPin();
  const [code, setCode] = useState<string>();
  const [failure, setFailure] = useState<PhoneFailure>();
  const [isBusy, setBusy] = useState(false);

  const reset = async (takePin: () => string, length: PinLength) => {
    setBusy(true);
    const pin = takePin();
    const done = await client.resetPin(code ?? '', pin);
    setBusy(false);
    if (!done.ok) {
      setFailure(done.failure);
      return setCode(undefined);
    }
    await keepNewPin(pin, length);
    show({ tone: 'good', title: t('pinReset'), next: t('pinResetNext') });
    onBack();
  };
  return (
    <Screen title={t('resetTitle')} ownsFocus={code !== undefined} onBack={onBack}>
      {failure && (
        <div role="alert">
          <Notice
            tone="bad"
            title={t('notReset')}
            next={failureSentence(failure)[language]}
            code={failure.code}
            detail={failure.detail}
          />
        </div>
      )}
      {code === undefined ? (
        <CodeEntry onCode={setCode} onFailure={setFailure} />
      ) : (
        <NewPinEntry
          mobile={identity.mobile}
          firstLength={pinLength}
          isBusy={isBusy}
          onPin={(takePin, length) => void reset(takePin, length)}
          onCancel={onBack}
        />
      )}
    </Screen>
  );
}

interface CodeEntryProps {
  readonly onCode: (code: string) => void;
  readonly onFailure: (failure: PhoneFailure | undefined) => void;
}

/** Asks for the SMS when the person says so: only three come in a day. */
function CodeEntry({ onCode, onFailure }: CodeEntryProps) {
  const t = useMessages(recordMessages);
  const home = useMessages(homeMessages);
  const onboarding = useMessages(onboardingMessages);
  const { client, identity, phone } = usePhone();
  const [isWaiting, setWaiting] = useState(false);
  const [typed, setTyped] = useState('');
  const onSms = useEffectEvent(onCode);
  useEffect(() => phone.api.on('sms.received', (sms) => onSms(sms.code)), [phone]);

  const ask = async () => {
    onFailure(undefined);
    setWaiting(true);
    const asked = await client.requestBinding(identity.mobile);
    if (asked.ok) return;
    setWaiting(false);
    onFailure(asked.failure);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typed.trim()) onCode(typed.trim());
  };
  if (!isWaiting) {
    return (
      <>
        <p className="phone-lead">{t('resetNote', { mobile: spokenMobile(identity.mobile) })}</p>
        <p className="phone-small">{t('resetCooling')}</p>
        <Button variant="primary" size="large" isBlock onClick={() => void ask()}>
          {t('resetSend')}
        </Button>
      </>
    );
  }
  return (
    <>
      <Spinner label={onboarding('codeWaiting')} />
      <form className="ui-stack" noValidate onSubmit={submit}>
        <TextField
          label={onboarding('codeField')}
          value={typed}
          onChange={setTyped}
          isMono
          size="large"
          maxLength={64}
        />
        <Button type="submit" size="large" isBlock>
          {onboarding('codeBind')}
        </Button>
        <Button variant="quiet" isBlock onClick={() => setWaiting(false)}>
          {home('tryAgain')}
        </Button>
      </form>
    </>
  );
}
