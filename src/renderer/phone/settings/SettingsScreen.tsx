import { BadgeCheck, Ban, KeyRound } from 'lucide-react';
import { useEffect, useState } from 'react';
import {
  Button,
  CopyButton,
  Fact,
  FactList,
  LanguageSwitch,
  Switch,
  ThemeSwitch,
  useMessages,
} from '../../ui/index.ts';
import { usePhone } from '../app/phone-context.ts';
import { homeMessages } from '../messages/home-messages.ts';
import { requestMessages } from '../messages/request-messages.ts';
import { keyFingerprint } from '../onboarding/create-set-up-actions.ts';
import { Screen } from '../parts/Screen.tsx';
import { spokenMobile } from '../parts/time-texts.ts';
import type { Route } from '../state/navigation.ts';
import './settings.css';

export interface SettingsScreenProps {
  readonly onOpen: (route: Route) => void;
  readonly onBack: () => void;
}

/** A demo user's PIN; nobody else's is ever kept. */
function DemoPin() {
  const t = useMessages(homeMessages);
  const { phone } = usePhone();
  const [pin, setPin] = useState<string>();
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    phone.records.loadDemoPin().then(setPin, () => setPin(undefined));
  }, [phone]);
  if (!pin) return null;
  return (
    <div className="phone-demo-pin">
      <div>
        <strong>{t('demoPin')}</strong>
        <small>{t('demoPinNote')}</small>
      </div>
      {isShown && <output className="ui-mono">{pin}</output>}
      <Button size="small" onClick={() => setShown(!isShown)}>
        {isShown ? t('hidePin') : t('showPin')}
      </Button>
    </div>
  );
}

function DeviceFacts() {
  const t = useMessages(homeMessages);
  const { phone, identity } = usePhone();
  const [fingerprint, setFingerprint] = useState('');
  useEffect(() => {
    phone
      .publicKey()
      .then(keyFingerprint)
      .then(setFingerprint, () => setFingerprint('—'));
  }, [phone]);
  const ids = [
    [t('upiId'), identity.vpa],
    [t('accountId'), identity.uid],
    [t('deviceId'), identity.deviceId],
    [t('bankId'), identity.bankId],
  ] as const;
  return (
    <FactList>
      <Fact label={t('mobile')}>{spokenMobile(identity.mobile)}</Fact>
      {ids.map(([label, id]) => (
        <Fact key={label} label={label}>
          <span className="phone-id">
            {id}
            <CopyButton text={id} isCompact label={`${label}: ${id}`} />
          </span>
        </Fact>
      ))}
      <Fact label={t('deviceKey')}>
        <span className="phone-id">{fingerprint}</span>
      </Fact>
    </FactList>
  );
}

export function SettingsScreen({ onOpen, onBack }: SettingsScreenProps) {
  const t = useMessages(homeMessages);
  const requested = useMessages(requestMessages);
  const { hasSounds, setSounds } = usePhone();
  return (
    <Screen title={t('settings')} onBack={onBack} className="phone-settings">
      <LanguageSwitch isLabelShown />
      <ThemeSwitch isLabelShown />
      <Switch label={t('sounds')} hint={t('soundsNote')} isOn={hasSounds} onChange={setSounds} />
      <div className="ui-stack">
        <Button icon={<KeyRound />} isBlock onClick={() => onOpen({ name: 'change-pin' })}>
          {t('changePin')}
        </Button>
        <Button icon={<KeyRound />} isBlock onClick={() => onOpen({ name: 'reset-pin' })}>
          {t('forgotPin')}
        </Button>
        <Button icon={<Ban />} isBlock onClick={() => onOpen({ name: 'blocked' })}>
          {requested('blocked')}
        </Button>
        <Button icon={<BadgeCheck />} isBlock onClick={() => onOpen({ name: 'check-receipt' })}>
          {t('checkReceipt')}
        </Button>
      </div>
      <DemoPin />
      <section aria-labelledby="this-phone">
        <h2 className="ui-label" id="this-phone">
          {t('thisPhone')}
        </h2>
        <DeviceFacts />
      </section>
    </Screen>
  );
}
