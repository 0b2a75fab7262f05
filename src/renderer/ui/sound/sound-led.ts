import { type Language, translator } from '../i18n/messages.ts';
import { uiMessages } from '../i18n/ui-messages.ts';
import type { SoundBoxState } from './sound-box.ts';

export const LANGUAGE_NAMES: Readonly<Record<Language, Readonly<Record<Language, string>>>> = {
  en: { en: 'English', hi: 'Hindi' },
  hi: { en: 'अंग्रेज़ी', hi: 'हिन्दी' },
};

/** What hinders or shapes the sound, in one line: "English, volume 7". `shownIn` is the window's. */
export function soundSummary(state: SoundBoxState, shownIn: Language): string {
  const t = translator(uiMessages, shownIn);
  const language = LANGUAGE_NAMES[shownIn][state.settings.language];
  if (state.isBlocked) return t('soundBlocked');
  if (state.settings.volume === 0) return t('soundMuted', { language });
  if (state.hasNoVoice) return t('soundNoVoice', { language });
  if (state.skipped > 0) return t('soundSkipped', { count: state.skipped });
  return t('soundState', { language, volume: state.settings.volume });
}

export interface SoundLed {
  readonly tone: 'good' | 'wait';
  readonly text: string;
  readonly isSpeaking: boolean;
}

/** The POS light strip while nothing else is going on; fits PosShell's `led`. */
export function soundLed(state: SoundBoxState, shownIn: Language): SoundLed {
  const t = translator(uiMessages, shownIn);
  const isHindered = state.isBlocked || state.settings.volume === 0;
  return {
    tone: isHindered ? 'wait' : 'good',
    text: state.speaking ?? `${t('soundReady')}. ${soundSummary(state, shownIn)}`,
    isSpeaking: state.speaking !== undefined,
  };
}
