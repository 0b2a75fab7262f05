import { LANGUAGES, type Language } from '../i18n/messages.ts';

export interface SoundSettings {
  /** 0 (muted) to VOLUME_MAX. */
  readonly volume: number;
  readonly language: Language;
}

export const VOLUME_MAX = 10;
export const defaultSoundSettings: SoundSettings = { volume: 7, language: 'en' };

const clampVolume = (volume: number): number =>
  Number.isFinite(volume)
    ? Math.min(VOLUME_MAX, Math.max(0, Math.round(volume)))
    : defaultSoundSettings.volume;

/** Settings from storage; whatever is missing or wrong is the default. */
export function parseSoundSettings(stored: string | null): SoundSettings {
  try {
    const value: unknown = JSON.parse(stored ?? '{}');
    const { volume, language } = (value ?? {}) as Partial<Record<keyof SoundSettings, unknown>>;
    return {
      volume: typeof volume === 'number' ? clampVolume(volume) : defaultSoundSettings.volume,
      language: LANGUAGES.find((known) => known === language) ?? defaultSoundSettings.language,
    };
  } catch {
    return defaultSoundSettings;
  }
}

export const changeSoundSettings = (
  settings: SoundSettings,
  change: Partial<SoundSettings>,
): SoundSettings => {
  const next = { ...settings, ...change };
  return { ...next, volume: clampVolume(next.volume) };
};
