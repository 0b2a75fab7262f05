import { Monitor, Moon, Sun } from 'lucide-react';
import { useLanguage, useMessages } from '../i18n/LanguageProvider.tsx';
import type { Language } from '../i18n/messages.ts';
import { uiMessages } from '../i18n/ui-messages.ts';
import { useTheme } from '../theme/ThemeProvider.tsx';
import { Segments, type SegmentsProps } from './Segments.tsx';

type SwitchProps = Pick<SegmentsProps<string>, 'isLabelShown'>;

/** Light, dark or as the system says; for this window. */
export function ThemeSwitch({ isLabelShown }: SwitchProps) {
  const t = useMessages(uiMessages);
  const { choice, setChoice } = useTheme();
  return (
    <Segments
      label={t('theme')}
      isLabelShown={isLabelShown}
      value={choice}
      onChange={setChoice}
      options={[
        { value: 'light', label: t('light'), icon: <Sun /> },
        { value: 'dark', label: t('dark'), icon: <Moon /> },
        { value: 'system', label: t('system'), icon: <Monitor /> },
      ]}
    />
  );
}

/** Each language in its own script, so that it can be found by who reads only that one. */
const LANGUAGE_NAMES: readonly { value: Language; label: string }[] = [
  { value: 'en', label: 'English' },
  { value: 'hi', label: 'हिन्दी' },
];

export function LanguageSwitch({ isLabelShown }: SwitchProps) {
  const t = useMessages(uiMessages);
  const { language, setLanguage } = useLanguage();
  return (
    <Segments
      label={t('language')}
      isLabelShown={isLabelShown}
      value={language}
      onChange={setLanguage}
      options={LANGUAGE_NAMES.map(({ value, label }) => ({
        value,
        label: <span lang={value}>{label}</span>,
      }))}
    />
  );
}
