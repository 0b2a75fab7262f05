import { Sparkles } from 'lucide-react';
import { Button, LanguageSwitch, useMessages } from '../../ui/index.ts';
import { homeMessages } from '../messages/home-messages.ts';
import { onboardingMessages } from '../messages/onboarding-messages.ts';
import { Screen } from '../parts/Screen.tsx';

interface WelcomeStepProps {
  readonly onBegin: () => void;
  readonly onDemo: () => void;
}

/** Two phones and a coin that goes from one to the other. */
function WelcomePicture() {
  return (
    <svg className="phone-welcome-picture" viewBox="0 0 240 150" aria-hidden="true">
      <rect className="is-case" x="22" y="18" width="64" height="118" rx="13" />
      <rect className="is-case" x="154" y="18" width="64" height="118" rx="13" />
      <rect className="is-face" x="27" y="23" width="54" height="108" rx="9" />
      <rect className="is-face" x="159" y="23" width="54" height="108" rx="9" />
      <path className="is-path" d="M62 66 C 96 26, 144 26, 178 66" />
      <g className="is-coin">
        <circle cx="120" cy="36" r="15" />
        <path d="M114.5 30h11M114.5 34.5h11M118 30c6 0 6 8 0 8h-3l7 6.5" />
      </g>
      <path className="is-code" d="M38 84h12v12h-12zM58 84h12v12h-12zM38 104h12v12h-12z" />
      <path
        className="is-code-dots"
        d="M59 105h4v4h-4zM66 105h4v4h-4zM59 112h4v4h-4zM66 112h4v4h-4z"
      />
      <path className="is-tick" d="M174 96l9 9 17-18" />
    </svg>
  );
}

export function WelcomeStep({ onBegin, onDemo }: WelcomeStepProps) {
  const t = useMessages(onboardingMessages);
  const home = useMessages(homeMessages);
  return (
    <Screen
      title={t('welcome')}
      isTitleHidden
      className="phone-welcome"
      footer={
        <>
          <Button variant="primary" size="large" isBlock onClick={onBegin}>
            {t('begin')}
          </Button>
          <Button size="large" isBlock icon={<Sparkles />} onClick={onDemo}>
            {t('demo')}
          </Button>
          <p className="phone-small">{t('demoNote')}</p>
        </>
      }
    >
      <LanguageSwitch />
      <WelcomePicture />
      <p className="phone-headline" aria-hidden="true">
        {t('welcome')}
      </p>
      <p className="phone-lead">{t('welcomeNote')}</p>
      <p className="phone-small">{home('notReal')}</p>
    </Screen>
  );
}
