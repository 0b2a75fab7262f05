import { useEffect, useState } from 'react';
import { failureSentence, type PhoneFailure } from '#shared/device/outcome.ts';
import { Amount, Button, Sheet, useAnnounce, useLanguage, useMessages } from '../../ui/index.ts';
import { usePhone } from '../app/phone-context.ts';
import { recordMessages } from '../messages/record-messages.ts';
import { Screen } from '../parts/Screen.tsx';
import { clockTime } from '../parts/time-texts.ts';
import { UpiPinPad } from '../parts/UpiPinPad.tsx';

/** Nobody should read over a shoulder what was left on the screen. */
const HIDE_AFTER_MS = 30_000;

type Shown = { readonly paise: number; readonly atMs: number };

export function BalanceScreen({ onBack }: { readonly onBack: () => void }) {
  const t = useMessages(recordMessages);
  const { language } = useLanguage();
  const announce = useAnnounce();
  const { client, nowMs } = usePhone();
  const [shown, setShown] = useState<Shown>();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<PhoneFailure>();

  useEffect(() => {
    if (!shown) return;
    const timer = setTimeout(() => {
      setShown(undefined);
      announce(t('balanceHidden'));
    }, HIDE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [shown, announce, t]);

  const read = async (takePin: () => string) => {
    setBusy(true);
    setFailure(undefined);
    const balance = await client.balance(takePin());
    setBusy(false);
    if (balance.ok) setShown({ paise: balance.value, atMs: nowMs() });
    else setFailure(balance.failure);
  };
  if (shown) {
    return (
      <Screen
        title={t('balanceTitle')}
        onBack={onBack}
        className="phone-balance"
        footer={
          <Button size="large" isBlock onClick={() => setShown(undefined)}>
            {t('balanceHide')}
          </Button>
        }
      >
        <div role="status">
          <Amount
            paise={shown.paise}
            size="large"
            isCentred
            caption={t('balanceAt', { time: clockTime(shown.atMs, language) })}
          />
        </div>
        <p className="phone-small">{t('balanceProved')}</p>
      </Screen>
    );
  }
  return (
    <Screen title={t('balanceTitle')} ownsFocus onBack={onBack}>
      <Sheet label={t('balanceTitle')}>
        <UpiPinPad
          title={(length) => t('balancePin', { length })}
          submitLabel={t('balanceShow')}
          isBusy={isBusy}
          problem={failure && failureSentence(failure)[language]}
          onSubmit={(takePin) => void read(takePin)}
          onCancel={onBack}
        />
      </Sheet>
    </Screen>
  );
}
