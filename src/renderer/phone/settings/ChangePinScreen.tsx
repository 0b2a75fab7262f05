import { useState } from 'react';
import { failureSentence } from '#shared/device/outcome.ts';
import {
  type PinLength,
  PinPad,
  Sheet,
  useLanguage,
  useMessages,
  useToast,
} from '../../ui/index.ts';
import { usePhone } from '../app/phone-context.ts';
import { homeMessages } from '../messages/home-messages.ts';
import { recordMessages } from '../messages/record-messages.ts';
import { Screen } from '../parts/Screen.tsx';
import { createSecretPin } from '../state/secret-pin.ts';
import { NewPinEntry } from './NewPinEntry.tsx';
import { useNewPin } from './use-new-pin.ts';

/** The old PIN, then the new one twice. All three stay in closures until they are used. */
export function ChangePinScreen({ onBack }: { readonly onBack: () => void }) {
  const t = useMessages(recordMessages);
  const home = useMessages(homeMessages);
  const { language } = useLanguage();
  const { show } = useToast();
  const { client, identity, pinLength } = usePhone();
  const keepNewPin = useNewPin();
  const [isOldKnown, setOldKnown] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const [old] = useState(createSecretPin);

  const change = async (takePin: () => string, length: PinLength) => {
    setBusy(true);
    const next = takePin();
    const changed = await client.changePin(old.take(), next);
    setBusy(false);
    if (!changed.ok) {
      setProblem(failureSentence(changed.failure)[language]);
      return setOldKnown(false);
    }
    await keepNewPin(next, length);
    show({ tone: 'good', title: t('pinChanged') });
    onBack();
  };
  const title = t('pinOldTitle', { length: pinLength });
  return (
    <Screen title={home('changePin')} ownsFocus onBack={onBack}>
      {isOldKnown ? (
        <NewPinEntry
          mobile={identity.mobile}
          firstLength={pinLength}
          isBusy={isBusy}
          onPin={(takePin, length) => void change(takePin, length)}
          onCancel={onBack}
        />
      ) : (
        <Sheet label={title}>
          <PinPad
            length={pinLength}
            title={title}
            submitLabel={t('pinNext')}
            problem={problem}
            onSubmit={(takePin) => {
              old.keep(takePin());
              setProblem(undefined);
              setOldKnown(true);
            }}
            onCancel={onBack}
          />
        </Sheet>
      )}
    </Screen>
  );
}
